// SPDX-License-Identifier: MIT
#include <runners/toolchain/search_path.hpp>
#include <runners/toolchain/toolchain_store.hpp>
#include <runners/toolchain/version_text.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/runners/toolchain/world.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

class HostTools : public testing::Test {
 protected:
  HostTools() {
    for (const char* tool : {"bwrap", "make", "clang", "ld.lld", "rustc", "qemu-system-mips", "qemu-img"})
      make_program(folder_ / "bin" / tool);
    make_program(folder_ / "rust/bin/rustc");
    world_.on("--default-signal=TERM true", "");
    world_.on("make --version", "GNU Make 4.3\nBuilt for x86_64-pc-linux-gnu\n");
    world_.on("clang --version", "Debian clang version 19.1.7 (3)\nTarget: x86_64-pc-linux-gnu\n");
    world_.on("ld.lld --version", "Debian LLD 19.1.7 (compatible with GNU linkers)\n");
    world_.on("rustc --version", "rustc 1.96.0 (9fc6b4312 2026-03-14)\n");
    world_.on("qemu-system-mips --version", "QEMU emulator version 10.0.2 (Debian 1:10.0.2)\n");
    world_.on("rustc --print sysroot", (folder_ / "rust").string() + "\n");
  }

  Toolchain host() { return result_of(store_.host()); }

  TemporaryFolder folder_;
  Variable path_{"PATH", (folder_ / "bin").string()};
  Variable libclang_{"LIBCLANG_PATH", "/usr/lib/llvm-19/lib"};
  Variable sources_{"RUST_LIB_SRC", "/usr/src/rust/library"};
  ScriptedRunner world_;
  ToolchainStore store_{folder_ / "cache", world_};
};

}  // namespace

TEST_F(HostTools, are_those_in_path_with_their_versions) {
  const Toolchain found = host();
  EXPECT_TRUE(found.is_host());
  EXPECT_EQ(found.name, "host");
  const std::map<std::string, std::string> expected = {{"clang", "19.1.7"},
                                                       {"ld.lld", "19.1.7"},
                                                       {"make", "4.3"},
                                                       {"qemu-system-mips", "10.0.2"},
                                                       {"rustc", "1.96.0"}};
  EXPECT_EQ(found.versions, expected);
  EXPECT_EQ(found.env.at("LIBCLANG_PATH"), "/usr/lib/llvm-19/lib");
}

TEST_F(HostTools, have_rustups_compiler_before_its_proxy) {
  EXPECT_THAT(host().path, ElementsAre((folder_ / "rust/bin").string(), (folder_ / "bin").string()));
}

TEST_F(HostTools, have_an_id_that_follows_the_versions) {
  const std::string id = host().id;
  EXPECT_EQ(host().id, id);
  world_.on("make --version", "GNU Make 4.4.1\n");
  EXPECT_NE(host().id, id);
}

TEST_F(HostTools, must_hold_what_no_kernel_can_do_without) {
  fs::remove(folder_ / "bin/ld.lld");
  EXPECT_EQ(
      error_of([&] { host(); }),
      "ld.lld is not in PATH: a kernel cannot be built with the host's tools without make, clang and ld.lld");
}

TEST_F(HostTools, must_run_in_the_sandbox) {
  world_.on("clang --version", "env: 'clang': No such file or directory\n", 127);
  EXPECT_EQ(error_of([&] { host(); }),
            "clang does not run in the sandbox: install it outside of the home folder");
}

TEST_F(HostTools, leave_out_a_useful_one_that_does_not_run) {
  world_.on("rustc --version", "error: no default toolchain\n", 1);
  EXPECT_EQ(host().versions.count("rustc"), 0U);
}

TEST_F(HostTools, need_a_sandbox_that_can_be_entered) {
  world_.on("--default-signal=TERM true", "bwrap: No permissions to create new namespace\nmore\n", 1);
  EXPECT_EQ(error_of([&] { host(); }),
            "the sandbox cannot be entered on this host: bwrap: No permissions to create new namespace");
}

TEST(VersionText, finds_the_version_in_a_first_line) {
  EXPECT_EQ(version_in("bindgen 0.71.1\n"), "0.71.1");
  EXPECT_EQ(version_in("v1.30\n"), "1.30");
  EXPECT_EQ(version_in("ccache version 4.8+really4.7.5\nFeatures\n"), "4.8+really4.7.5");
  EXPECT_EQ(version_in("a tool of its own kind\n1.2\n"), "a tool of its own kind");
  EXPECT_EQ(version_in("v\n"), "v");
  EXPECT_EQ(version_in(""), "");
}

TEST(SearchPath, has_the_absolute_folders_that_exist_once_each) {
  EXPECT_THAT(search_path("/usr:relative:::/nowhere/at/all:/etc:/usr"), ElementsAre("/usr", "/etc"));
  EXPECT_THAT(search_path(""), IsEmpty());
}

TEST(SearchPath, finds_programs_and_not_folders_or_texts) {
  const TemporaryFolder folder;
  const std::vector<std::string> here = {folder.path().string()};
  fs::create_directories(folder / "folder");
  write_file(folder / "text", "");
  make_program(folder / "program");
  EXPECT_FALSE(find_in(here, "folder"));
  EXPECT_FALSE(find_in(here, "text"));
  EXPECT_EQ(find_in(here, "program"), folder / "program");
}
