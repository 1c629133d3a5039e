// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/farm.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/recording_observer.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace gulliver {

inline const std::string good_console =
    "Linux version 7.3.4\nKTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_kvec\n    1..2\n"
    "    ok 1 a\n    ok 2 b\nok 1 rust_kvec\n";

/// The folder outside that a sandboxed command sees at `inside`.
inline std::filesystem::path outside_of(const Command& command, const std::string& inside) {
  const auto at = std::ranges::find(command.argv, inside);
  if (at == command.argv.end() || at == command.argv.begin()) throw Error("no mount at " + inside);
  return *(at - 1);
}

/// A farm with two architectures on one tree, in which everything works.
class FarmTest : public testing::Test {
 protected:
  FarmTest() {
    std::filesystem::create_directories(folder_ / "tree");
    world_.on("allnoconfig", [](const Command& c) {
      write_file(outside_of(c, "/gulliver/build") / ".config", "CONFIG_RUST=y\nCONFIG_KUNIT=y\n");
      return printed(c, "# configuration written to .config\n");
    });
    world_.on(" vmlinux", [](const Command& c) {
      const bool mips = joined(c).find("ARCH=mips") != std::string::npos;
      write_file(outside_of(c, "/gulliver/build") / "vmlinux", mips ? "mips image" : "riscv image");
      return printed(c, "  CC      init/main.o\n  RUSTC L rust/kernel.o\n  LD      vmlinux\n");
    });
    world_.on("clang -O1", "fatal error: 'lkc.h' file not found\n", 1);  // a tree without a Kconfig to ask
    world_.on("qemu-system", good_console);
    plan_.builds = {build("mips", Endian::big), build("riscv", Endian::little)};
    plan_.trees.resize(1);
    Revision tree;
    tree.id = "1234";
    tree.folder = folder_ / "tree";
    tree_ = tree;
  }

  static Build build(const std::string& arch, Endian endian) {
    Build build;
    build.kernel.id = arch;
    build.kernel.linux_arch = arch;
    build.kernel.targets = {"vmlinux"};
    build.kernel.image = "vmlinux";
    build.kernel.request.options = {{"RUST", "y", "a.config", 1}, {"KUNIT", "y", "a.config", 2}};
    build.toolchain = "image";
    PlannedCell planned;
    planned.cell = {arch + "-" + std::string(name_of(endian)) + "/kunit", arch, endian, "kunit", "image"};
    planned.guest.qemu = {"qemu-system-" + arch};
    planned.guest.console = "ttyS0";
    build.cells = {planned};
    return build;
  }

  /// One walk through the plan; the records are in observer_.
  void work() {
    asio::io_context loop(1);
    std::filesystem::create_directories(folder_ / "jobs");
    JobBudget budget(loop.get_executor(), folder_ / "jobs/fifo", 2);
    KernelBuilder kernels(folder_ / "cache", world_, budget, {});
    FarmSetup setup;
    setup.run = 7;
    setup.folder = folder_ / "runs";
    setup.trees = {tree_};
    setup.toolchains["image"] = {toolchain_, kvm_};
    setup.lanes = lanes_;
    setup.fresh = fresh_;
    setup.reboots = reboots_;
    setup.isolate = isolate_;
    Farm farm(plan_, std::move(setup), kernels, world_, budget, observer_);
    std::exception_ptr fault;
    asio::co_spawn(loop, farm.work(), [&](std::exception_ptr error) { fault = error; });
    loop.run();
    kvm_ = farm.toolchains().at("image").kvm;
    if (fault) std::rethrow_exception(fault);
  }

  const RunRecord& record(const std::string& cell) const {
    const auto found = std::ranges::find_if(observer_.records, [&](const RunRecord& r) { return r.cell.id == cell; });
    if (found == observer_.records.end()) throw Error("no record of " + cell);
    return *found;
  }

  TemporaryFolder folder_;
  ScriptedRunner world_;
  Plan plan_;
  PreparedTree tree_;
  Toolchain toolchain_{"image", "id1", "/rootfs", {{"make", "4.4.1"}}, {"/usr/bin"}, {}};
  KvmState kvm_{false, ""};  ///< before a walk and after it
  RecordingObserver observer_;
  int lanes_ = 2;
  bool fresh_ = false;
  int reboots_ = 2;
  bool isolate_ = false;
};

}  // namespace gulliver
