// SPDX-License-Identifier: MIT
#include <orchestrator/farm/recipe.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/shell.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

namespace {

Recipe sample_recipe() {
  Recipe recipe;
  recipe.base = "linux-source-7.3 7.3.4-1~bpo13+1";
  recipe.version = "7.3.4";
  recipe.kernel.linux_arch = "mips";
  recipe.kernel.make = {"CROSS_COMPILE=mips-linux-gnu-"};
  recipe.kernel.targets = {"vmlinux"};
  recipe.kernel.image = "vmlinux";
  recipe.kernel.request.options = {{"KUNIT", "y", "a.config", 1},
                                   {"CMDLINE", "\"a b\"", "a.config", 2},
                                   {"NEW", "y", "a.config", 3, true}};
  recipe.toolchain = {"debian-trixie",
                      "id",
                      "/rootfs",
                      {{"ccache", "4"}, {"make", "4.4"}},
                      {"/usr/lib/llvm-19/bin", "/usr/bin"},
                      {{"LIBCLANG_PATH", "/usr/lib/llvm-19/lib"}}};
  recipe.guest.qemu = {"qemu-system-mips", "-M", "malta"};
  recipe.guest.tcg = {"-cpu", "24Kf"};
  recipe.guest.console = "ttyS0";
  recipe.guest.cmdline = "nokaslr";
  recipe.guest.end = "reboot: Power down";
  recipe.guest.silence = Seconds(60);
  recipe.guest.total = Seconds(300);
  return recipe;
}

/// What was seen, as the part ahead of a recipe says it.
const std::string head =
    "#!/bin/bash\n# shellcheck disable=SC1110,SC1111,SC1112,SC2016,SC2034\n"
    "saw_cell=mips-big/kunit saw_run=3 saw_verdict=tests-failed saw_reason='1 test failed' "
    "saw_filter=rust_kvec.push saw_missing=''\n";

/// A script with a QEMU that prints `console`, and a make that does what it is told.
class Script : public testing::Test {
 protected:
  void program(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(folder_ / "bin");
    write_file(folder_ / "bin" / name, "#!/bin/bash\ncd " + folder_.path().string() + "\n" + text + "\n");
    std::filesystem::permissions(folder_ / "bin" / name, std::filesystem::perms(0755));
  }

  ShellResult run(const std::string& options) {
    recipe_.guest.qemu = {"fake-qemu"};
    program("fake-qemu", "echo \"$@\" >words; cat console; " + qemu_then_);
    write_file(folder_ / "repro.sh", head + recipe_script(recipe_));
    return run_shell("cd " + folder_.path().string() + " && PATH=" + (folder_ / "bin").string() +
                     ":$PATH bash repro.sh --out out " + options);
  }

  ShellResult boot(const std::string& console, const std::string& options = "") {
    write_file(folder_ / "console", console);
    write_file(folder_ / "image", "");
    return run("--kernel image " + options);
  }

  /// A tree that Gulliver patched, and a make that leaves this .config.
  void tree(const std::string& dot_config) {
    std::filesystem::create_directories(folder_ / "tree/rust");
    write_file(folder_ / "tree/Makefile", "VERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 4\n");
    write_file(folder_ / "tree/rust/lib.rs", "old\n");
    recipe_.patches = {
        {"port/0001.patch", "--- a/rust/lib.rs\n+++ b/rust/lib.rs\n@@ -1 +1 @@\n-old\n+new\n"}};
    write_file(folder_ / "dot.config", dot_config);
    write_file(folder_ / "console", console_of_pass);
    program("make",
            "echo \"$*\" >>make.log\nfor word; do if [[ $word == O=* ]]; then build=${word#O=}; fi; done\n"
            "case $* in\n*allnoconfig) cp dot.config \"$build/.config\" ;;\n*vmlinux) touch "
            "\"$build/vmlinux\"; " +
                make_then_ + " ;;\nesac");
  }

  std::string words() const { return read_file(folder_ / "words"); }

  static constexpr const char* console_of_pass =
      "Linux version 7.3.4\nKTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_kvec\n    1..1\n   "
      " ok 1 push\nok 1 rust_kvec\n";
  static constexpr const char* kept = "CONFIG_RUST=y\nCONFIG_KUNIT=y\nCONFIG_CMDLINE=\"a b\"\n";

  TemporaryFolder folder_;
  Recipe recipe_ = sample_recipe();
  std::string make_then_ = "true";  ///< what make does besides
  std::string qemu_then_;           ///< what QEMU does when the console is printed
};

std::string console_of(const std::string& results, const std::string& suite_result) {
  return "Linux version 7.3.4\nKTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_kvec\n    "
         "1..2\n" +
         results + suite_result + "Kernel panic - not syncing: VFS: Unable to mount root fs\n";
}

}  // namespace

TEST(RecipeScript, says_how_the_farm_makes_a_cell) {
  const std::string text = recipe_script(sample_recipe());
  EXPECT_THAT(text, HasSubstr("base='linux-source-7.3 7.3.4-1~bpo13+1'\n"));
  EXPECT_THAT(text,
              HasSubstr("make_words=(ARCH=mips LLVM=1 KBUILD_BUILD_USER=gulliver KBUILD_BUILD_HOST=gulliver "
                        "KBUILD_BUILD_VERSION=1 'KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970' "
                        "CROSS_COMPILE=mips-linux-gnu-)\n"));
  EXPECT_THAT(text,
              HasSubstr("targets=(vmlinux)\nimage=vmlinux\ninit_flags=()\nconfig_base=allnoconfig\ntakes_request=yes\n"));
  EXPECT_THAT(text, HasSubstr("wanted=(RUST=y KUNIT=y 'CMDLINE=\"a b\"')\noptional=(NEW=y)\n"));
  EXPECT_THAT(text, HasSubstr("CONFIG_KUNIT=y\nCONFIG_CMDLINE=\"a b\"\nCONFIG_NEW=y\nEND_OF_TEXT\n"));
  EXPECT_THAT(
      text, HasSubstr("qemu_tcg=(qemu-system-mips -M malta -accel tcg -cpu 24Kf -m 256 -smp 1 -display none "
                      "-serial stdio -monitor none -no-reboot -nic none)\nqemu_kvm=()\n"));
  EXPECT_THAT(text, HasSubstr("cmdline='console=ttyS0 panic=-1 kunit.enable=1 kunit.autorun=1 "
                              "kunit_shutdown=poweroff nokaslr'\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "inside_path=/usr/lib/llvm-19/bin:/usr/bin\ninside_env=(LIBCLANG_PATH=/usr/lib/llvm-19/lib)\n"));
}

TEST(RecipeScript, of_a_base_that_takes_no_request_puts_it_on_top) {
  Recipe recipe = sample_recipe();
  recipe.kernel.request.base = "defconfig";
  EXPECT_THAT(recipe_script(recipe), HasSubstr("config_base=defconfig\ntakes_request=no\n"));
}

TEST(RecipeScript, has_the_guest_without_the_filter_that_its_user_chooses) {
  Recipe recipe = sample_recipe();
  recipe.guest.test_filter = "rust_kvec.*";
  recipe.kvm = true;
  recipe.guest.kvm = {"-cpu", "host"};
  const std::string text = recipe_script(recipe);
  EXPECT_THAT(text, Not(HasSubstr("filter_glob=rust_kvec")));
  EXPECT_THAT(text, HasSubstr("qemu_kvm=(qemu-system-mips -M malta -accel kvm -cpu host "));
}

TEST(RecipeScript, holds_hostile_text_and_stays_one_script) {
  Recipe recipe = sample_recipe();
  const std::string evil =
      "'; touch pwned; $(touch pwned) `touch pwned`\nEND_OF_TEXT\ntouch pwned\nEND_OF_TEXT_1\n";
  recipe.base = recipe.version = recipe.kernel.image = recipe.guest.cmdline = recipe.guest.end = evil;
  recipe.patches = {{evil, evil}, {"0002.patch", "no line end"}};
  recipe.kernel.targets = recipe.kernel.make = recipe.guest.qemu = {evil};
  recipe.toolchain.path = {evil};
  const TemporaryFolder folder;
  write_file(folder / "repro.sh", head + recipe_script(recipe));
  const ShellResult checked =
      run_shell("cd " + folder.path().string() + " && bash -n repro.sh && bash repro.sh --help && ls");
  EXPECT_EQ(checked.code, 0) << checked.output;
  EXPECT_THAT(checked.output, Not(HasSubstr("pwned\nrepro.sh"))) << "something of the text was run";
}

TEST(RecipeScript, keeps_patches_byte_for_byte) {
  Recipe recipe = sample_recipe();
  const std::string patch = "+\t'$HOME' \\ `x` \xff\r\n+END_OF_TEXT\n";
  recipe.patches = {{"series/0001.patch", patch}};
  const TemporaryFolder folder;
  const std::string text = recipe_script(recipe);
  write_file(folder / "part.sh", text.substr(0, text.find("\n# SPDX")) + "\napply() { cat >" +
                                     (folder / "kept").string() + "; }\npatches\n");
  EXPECT_EQ(run_shell("bash " + (folder / "part.sh").string()).code, 0);
  EXPECT_EQ(read_file(folder / "kept"), patch);
}

TEST(RecipeScript, refuses_what_no_script_can_hold) {
  Recipe recipe = sample_recipe();
  recipe.patches = {{"a", std::string("a\0b", 3)}};
  EXPECT_THROW(recipe_script(recipe), Error);
}

TEST(RecipeScript, passes_shellcheck) {
  if (run_shell("command -v shellcheck").code != 0) GTEST_SKIP() << "no shellcheck here";
  const TemporaryFolder folder;
  write_file(folder / "repro.sh", head + recipe_script(sample_recipe()));
  const ShellResult checked = run_shell("shellcheck " + (folder / "repro.sh").string());
  EXPECT_EQ(checked.code, 0) << checked.output;
}

TEST_F(Script, sees_the_failure_again) {
  const auto result = boot(console_of("    not ok 1 push\n    ok 2 pop\n", "not ok 1 rust_kvec\n"));
  EXPECT_EQ(result.code, 1) << result.output;
  EXPECT_THAT(result.output, HasSubstr("Gulliver saw: tests-failed: 1 test failed\n"
                                       "seen now:     tests-failed: 1 failed: rust_kvec.push; only tests "
                                       "matching rust_kvec.push were run\n"));
  EXPECT_THAT(words(), HasSubstr("kunit_shutdown=poweroff nokaslr kunit.filter_glob=rust_kvec.push\n"));
}

TEST_F(Script, waits_for_what_user_space_says) {
  recipe_.kernel.init = {"--target=mips-linux-gnu"};
  recipe_.guest.user_space = true;
  const std::string modules =
      "KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_minimal\n    1..1\n";
  EXPECT_THAT(boot(console_of_pass, "--all").output, HasSubstr("seen now:     tests-incomplete: "));
  EXPECT_THAT(words(), HasSubstr("-initrd image.initramfs -kernel image -append console=ttyS0 panic=-1 kunit.enable=1 "
                                 "kunit.autorun=1 printk.devkmsg=on nokaslr\n"));
  EXPECT_THAT(boot(console_of_pass + modules + "    ok 1 loads\nok 1 rust_minimal\n", "--all").output,
              HasSubstr("seen now:     passed: 2 passed, 0 skipped"));
  EXPECT_THAT(boot(console_of_pass + modules + "    not ok 1 loads\nnot ok 1 rust_minimal\n", "--all").output,
              HasSubstr("seen now:     tests-failed: 1 failed: rust_minimal.loads"));
}

TEST_F(Script, makes_user_space_beside_the_image) {
  recipe_.kernel.init = {"--target=mips-linux-gnu"};
  recipe_.guest.user_space = true;
  tree(kept);
  program("clang", "[[ $1 == -print-resource-dir ]] && exit\nwhile [[ $1 != -o ]]; do shift; done\ncat >/dev/null\n");
  make_then_ = "mkdir -p \"$build/usr\" && printf '#!/bin/sh\\ncat \"$3\"\\n' >\"$build/usr/gen_init_cpio\" && "
               "chmod +x \"$build/usr/gen_init_cpio\"";
  tree(kept);
  const auto result = run("--tree tree --all");
  EXPECT_THAT(result.output, HasSubstr("seen now:     tests-incomplete: ")) << "the console ends with KUnit's results";
  EXPECT_THAT(read_file(folder_ / "out/build/vmlinux.initramfs"), HasSubstr("file /init guest/init 755 0 0\n"));
}

TEST_F(Script, sees_it_pass_and_runs_all_or_others_on_request) {
  const std::string good = console_of("    ok 1 push\n    ok 2 pop # SKIP not here\n", "ok 1 rust_kvec\n");
  const auto all = boot(good, "--all");
  EXPECT_EQ(all.code, 0) << all.output;
  EXPECT_THAT(all.output, HasSubstr("seen now:     passed: 1 passed, 1 skipped\n"));
  EXPECT_THAT(words(), Not(HasSubstr("filter_glob")));
  EXPECT_EQ(boot(good, "--test 'rust_*.p*'").code, 0);
  EXPECT_THAT(words(), HasSubstr(" kunit.filter_glob=rust_*.p*\n"));
}

TEST_F(Script, tells_the_ends_of_a_boot_apart) {
  const struct {
    std::string console, kind;
    int code;
  } cases[] = {
      {"Linux version 7\nKernel panic - not syncing: no\n", "boot-panicked", 1},
      {"Linux version 7\nnothing more\n", "boot-failed", 1},
      {"", "no-output", 1},
      {console_of("    ok 1 push\n", ""), "test-crashed", 1},
      {console_of("    ok 1 push\n", "ok 1 rust_kvec\n"), "tests-incomplete", 1},
      {console_of("    ok 1 push\nWARNING: at kernel/fork.c\n    ok 2 pop\n", "ok 1 rust_kvec\n"), "splat",
       1},
      {console_of("    ok 1 push\n    ok 2 pop\n", "not ok 1 rust_kvec\n"), "tests-failed", 1},
      {"Linux version 7\nKTAP version 1\n1..0\n", "no-such-test", 3},
  };
  for (const auto& [console, kind, code] : cases) {
    const auto result = boot(console);
    EXPECT_EQ(result.code, code) << result.output;
    EXPECT_THAT(result.output, HasSubstr("seen now:     " + kind + ": ")) << console;
  }
}

TEST_F(Script, ends_a_guest_that_is_silent) {
  recipe_.guest.silence = Seconds(1);
  qemu_then_ = "exec sleep 30";
  const auto result = boot("Linux version 7\n");
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.output, HasSubstr("seen now:     boot-hung: no output for 1 s before the first test\n"));
}

TEST_F(Script, shows_a_console_and_does_not_obey_it) {
  const auto result = boot("Linux version 7\n\x1b]0;evil\x07$(touch pwned) \xe2\x80\xae\n");
  EXPECT_THAT(result.output, HasSubstr("?]0;evil?$(touch pwned) ???\n"));
  EXPECT_FALSE(std::filesystem::exists("pwned"));
}

TEST_F(Script, builds_what_gulliver_built) {
  tree(kept);
  run_shell("git init -q " +
            folder_.path().string());  // git apply leaves out files that are above its own folder
  const auto result = run("--tree tree --jobs 3");
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_EQ(read_file(folder_ / "out/source/rust/lib.rs"), "new\n");
  EXPECT_EQ(read_file(folder_ / "tree/rust/lib.rs"), "old\n");
  const std::string out = (folder_ / "out").string();
  const std::string make = "-C " + out + "/source O=" + out +
                           "/build ARCH=mips LLVM=1 KBUILD_BUILD_USER=gulliver KBUILD_BUILD_HOST=gulliver "
                           "KBUILD_BUILD_VERSION=1 KBUILD_BUILD_TIMESTAMP=Thu Jan  1 00:00:00 UTC 1970 "
                           "CROSS_COMPILE=mips-linux-gnu- -j3 ";
  EXPECT_EQ(read_file(folder_ / "make.log"),
            make + "KCONFIG_ALLCONFIG=" + out + "/request.config allnoconfig\n" + make + "vmlinux\n");
  EXPECT_THAT(words(), HasSubstr("-kernel " + out + "/build/vmlinux -append "));
  EXPECT_EQ(run("--tree tree").code, 0) << "it goes on where it was";
}

TEST_F(Script, takes_of_a_git_tree_what_git_knows) {
  tree(kept);
  write_file(folder_ / "tree/.gitignore", "*.o\n");
  run_shell("cd " + (folder_ / "tree").string() +
            " && git init -q . && git add . && git -c user.name=x -c user.email=x commit -qm x");
  write_file(folder_ / "tree/built.o", "");
  write_file(folder_ / "tree/untracked.rs", "");
  EXPECT_EQ(run("--tree tree").code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "out/source/untracked.rs"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out/source/built.o"));

  recipe_.commit =
      run_shell("git -C " + (folder_ / "tree").string() + " rev-parse HEAD").output.substr(0, 40);
  std::filesystem::remove_all(folder_ / "out");
  EXPECT_THAT(run("--tree tree").output, HasSubstr("exporting commit " + recipe_.commit));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out/source/untracked.rs"));
}

TEST_F(Script, shows_what_kconfig_dropped) {
  tree("CONFIG_RUST=y\nCONFIG_CMDLINE=\"a\"\n");
  const auto result = run("--tree tree");
  EXPECT_EQ(result.code, 1) << result.output;
  EXPECT_THAT(result.output,
              HasSubstr("Kconfig dropped:\nKUNIT=y (it is n)\nCMDLINE=\"a b\" (it is \"a\")\n"));
  EXPECT_THAT(result.output,
              HasSubstr("seen now:     config-dropped: Kconfig dropped KUNIT=y (it is n), of 2 in all"));
}

TEST_F(Script, shows_the_first_error_of_a_build) {
  make_then_ = "echo 'error[E0308]: mismatched types'; echo ' --> rust/kernel/str.rs:3'; exit 2";
  tree(kept);
  const auto result = run("--tree tree");
  EXPECT_EQ(result.code, 1) << result.output;
  EXPECT_THAT(result.output, HasSubstr("error[E0308]: mismatched types\n --> rust/kernel/str.rs:3\n"));
  EXPECT_THAT(result.output, HasSubstr("seen now:     build-failed: error[E0308]: mismatched types\n"));
}

TEST_F(Script, of_a_patch_that_does_not_apply_ends_there) {
  tree(kept);
  recipe_.patches[0].text = "--- a/rust/lib.rs\n+++ b/rust/lib.rs\n@@ -1 +1 @@\n-other\n+new\n";
  const auto result = run("--tree tree");
  EXPECT_EQ(result.code, 3) << result.output;
  EXPECT_THAT(result.output, HasSubstr("seen now:     patch-failed: port/0001.patch does not apply\n"));
}

TEST_F(Script, asks_for_what_is_missing) {
  EXPECT_EQ(boot("", "--frobnicate").code, 2);
  EXPECT_EQ(boot("", "--test").code, 2);
  EXPECT_EQ(boot("", "--test 'a b'").code, 2);
  EXPECT_EQ(boot("", "--root /nowhere").code, 3);
  EXPECT_EQ(boot("", "--tree /nowhere").code, 3);
  EXPECT_THAT(boot("", "--help").output, HasSubstr("linux-source-7.3 7.3.4-1~bpo13+1"));
}
