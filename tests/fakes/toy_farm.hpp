// SPDX-License-Identifier: MIT
#pragma once

#include <runners/files/files.hpp>
#include <tests/fakes/shell.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace gulliver {

/// A guest in which all is well.
inline const std::string good_guest =
    "cat <<'CONSOLE'\nLinux version 7.3.4\nKTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_kvec\n"
    "    1..2\n    ok 1 a\n    ok 2 b\nok 1 rust_kvec\nCONSOLE\n";

/// The whole program with toys for tools (tests/fakes/toy): a kernel tree of a few files, and a toolchain image in
/// which make and QEMU are scripts. Sandbox, cache, ledger and processes are real.
class ToyFarm {
 public:
  ToyFarm() {
    for (const char* name : {"scripts/Makefile", "Kconfig", "init/main.c"}) {
      std::filesystem::create_directories((tree() / name).parent_path());
      write_file(tree() / name, "a toy\n");
    }
    write_file(tree() / "Makefile", "VERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\n");
    set_build("");
    set_guest(good_guest);
    must("cd " + tree().string() + " && git init -q && git add -A && " +
         "git -c user.name=toy -c user.email=toy@example.org commit -q -m 'a toy'");
    must(command("image build"));
  }

  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path tree() const { return folder_ / "tree"; }

  /// What happens in the middle of a build: lines of shell.
  void set_build(const std::string& script) const { write_file(tree() / "build", script + "\n"); }

  /// What happens in a guest: lines of shell, whose output is the console.
  void set_guest(const std::string& script) const { write_file(tree() / "guest", script); }

  /// A line of shell that runs the program with a cache, a ledger and settings of its own.
  std::string command(const std::string& arguments) const {
    const std::string at = folder_.path().string();
    return "env PATH=" SOURCE_ROOT "/tests/fakes/toy:\"$PATH\" XDG_CACHE_HOME=" + at +
           "/cache XDG_STATE_HOME=" + at + "/state XDG_CONFIG_HOME=" + at +
           "/config " BINARY_ROOT "/gulliver " + arguments;
  }

  ShellResult run(const std::string& arguments) const { return run_shell(command(arguments)); }

  /// `run` with a matrix of four kernels, all little-endian but one.
  std::string four() const {
    return "run " SOURCE_ROOT "/matrices/all.yaml --arch x86_64,arm64,riscv64,s390x --tree " +
           tree().string();
  }

 private:
  static void must(const std::string& line) {
    const ShellResult result = run_shell(line);
    if (result.code != 0) throw std::runtime_error(line + ": " + result.output);
  }

  TemporaryFolder folder_;
};

}  // namespace gulliver
