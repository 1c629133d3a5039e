// SPDX-License-Identifier: MIT
#include <runners/toolchain/sandbox.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/runners/toolchain/world.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::Not;

namespace {

class Sandbox : public testing::Test {
 protected:
  Sandbox() {
    make_program(folder_ / "bin/bwrap");
    fs::create_directories(folder_ / "root/usr/bin");
    fs::create_directories(folder_ / "root/etc");
    fs::create_directories(folder_ / "root/home/somebody");
    fs::create_symlink("usr/bin", folder_ / "root/bin");
    toolchain_.root = folder_ / "root";
    toolchain_.path = {"/usr/lib/llvm-19/bin", "/usr/bin"};
    toolchain_.env = {{"LIBCLANG_PATH", "/usr/lib/llvm-19/lib"}};
    command_.argv = {"make", "-C", "/gulliver/source"};
    command_.env = {{"CCACHE_DIR", "/gulliver/ccache"}};
    command_.cwd = "/gulliver/build";
    command_.output = "/log";
    command_.total = Seconds(5);
  }

  std::string text(const Toolchain& toolchain, const std::vector<Mount>& mounts, Caller caller) const {
    std::string text;
    for (const std::string& word : sandboxed(toolchain, command_, mounts, caller).argv) text += word + " ";
    return text;
  }

  TemporaryFolder folder_;
  Variable path_{"PATH", (folder_ / "bin").string()};
  Toolchain toolchain_;
  Command command_;
};

}  // namespace

TEST_F(Sandbox, of_an_ordinary_user_is_this_command) {
  const std::string root = (folder_ / "root").string();
  const std::vector<Mount> mounts = {{"/trees/1", inside::source, Mount::Kind::read_only},
                                     {"/builds/1", inside::build, Mount::Kind::writable},
                                     {"/dev/kvm", "/dev/kvm", Mount::Kind::device}};
  const std::vector<std::string> expected = {"env",
                                             "--ignore-signal=TERM",
                                             "bwrap",
                                             "--unshare-ipc",
                                             "--unshare-pid",
                                             "--unshare-net",
                                             "--unshare-uts",
                                             "--unshare-cgroup-try",
                                             "--die-with-parent",
                                             "--hostname",
                                             "gulliver",
                                             "--unshare-user",
                                             "--symlink",
                                             "usr/bin",
                                             "/bin",
                                             "--ro-bind",
                                             root + "/etc",
                                             "/etc",
                                             "--ro-bind",
                                             root + "/usr",
                                             "/usr",
                                             "--proc",
                                             "/proc",
                                             "--dev",
                                             "/dev",
                                             "--dev-bind",
                                             "/dev/null",
                                             "/dev/tty",
                                             "--perms",
                                             "1777",
                                             "--size",
                                             "67108864",
                                             "--tmpfs",
                                             "/dev/shm",
                                             "--perms",
                                             "1777",
                                             "--size",
                                             "2147483648",
                                             "--tmpfs",
                                             "/tmp",
                                             "--perms",
                                             "0755",
                                             "--dir",
                                             "/gulliver",
                                             "--ro-bind",
                                             "/trees/1",
                                             "/gulliver/source",
                                             "--bind",
                                             "/builds/1",
                                             "/gulliver/build",
                                             "--dev-bind",
                                             "/dev/kvm",
                                             "/dev/kvm",
                                             "--remount-ro",
                                             "/",
                                             "--remount-ro",
                                             "/dev",
                                             "--clearenv",
                                             "--setenv",
                                             "CCACHE_DIR",
                                             "/gulliver/ccache",
                                             "--setenv",
                                             "LIBCLANG_PATH",
                                             "/usr/lib/llvm-19/lib",
                                             "--setenv",
                                             "PATH",
                                             "/usr/lib/llvm-19/bin:/usr/bin",
                                             "--chdir",
                                             "/gulliver/build",
                                             "--",
                                             "/usr/bin/prlimit",
                                             "--nproc=" + std::to_string(2048 + 256 * std::thread::hardware_concurrency()),
                                             "--fsize=17179869184",
                                             "--core=0",
                                             "--",
                                             "/usr/bin/env",
                                             "--default-signal=TERM",
                                             "make",
                                             "-C",
                                             "/gulliver/source"};
  EXPECT_THAT(sandboxed(toolchain_, command_, mounts, Caller::ordinary_user).argv,
              ElementsAreArray(expected));
}

TEST_F(Sandbox, turns_root_into_nobody) {
  const std::string command = text(toolchain_, {}, Caller::root);
  EXPECT_THAT(command, HasSubstr(" --cap-drop ALL --cap-add CAP_SETUID --cap-add CAP_SETGID "
                                 "--cap-add CAP_SETPCAP "));
  EXPECT_THAT(command, HasSubstr(" -- /usr/bin/setpriv --reuid=65534 --regid=65534 --clear-groups "
                                 "--no-new-privs --bounding-set=-all --inh-caps=-all -- /usr/bin/prlimit "));
  EXPECT_THAT(command, Not(HasSubstr("--unshare-user")));
}

TEST_F(Sandbox, keeps_limits_and_moves_folder_and_variables_inside) {
  const Command command = sandboxed(toolchain_, command_, {});
  EXPECT_EQ(command.output, "/log");
  EXPECT_EQ(command.total, Seconds(5));
  EXPECT_TRUE(command.env.empty());
  EXPECT_TRUE(command.cwd.empty());
}

TEST_F(Sandbox, lets_a_command_replace_a_variable_of_the_toolchain) {
  command_.env = {{"LIBCLANG_PATH", "/elsewhere"}, {"PATH", "/usr/bin"}};
  const std::string command = text(toolchain_, {}, Caller::ordinary_user);
  EXPECT_THAT(command, HasSubstr("--setenv LIBCLANG_PATH /elsewhere --setenv PATH /usr/bin --chdir"));
}

TEST_F(Sandbox, around_the_hosts_tools_shows_those_in_a_home_and_no_home) {
  const Variable home("HOME", (folder_ / "home").string());
  for (const char* made : {"home/tools/bin", "home/tools/lib", "home/tools/secrets", "home/libclang"})
    fs::create_directories(folder_ / made);
  const std::string here = folder_.path().string();
  Toolchain host;
  host.path = {here + "/home/tools/bin", here + "/home", here, "/", "/usr/bin", "/root", "/home"};
  host.env = {{"LIBCLANG_PATH", here + "/home/libclang"}};

  const auto argv = sandboxed(host, command_, {}, Caller::ordinary_user).argv;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i + 1 < argv.size(); ++i) {
    if (argv[i] == "--ro-bind") shown.push_back(argv[i + 1]);
  }
  EXPECT_THAT(shown, AllOf(Contains("/usr"), Contains("/etc"), Contains(here + "/home/tools/bin"),
                           Contains(here + "/home/tools/lib"), Contains(here + "/home/libclang")));
  EXPECT_THAT(shown, AllOf(Not(Contains(here)), Not(Contains(here + "/home")), Not(Contains("/")),
                           Not(Contains("/root")), Not(Contains("/home"))));
  EXPECT_EQ(std::count(argv.begin(), argv.end(), here + "/home/tools/secrets"), 0);
}

TEST_F(Sandbox, says_that_bubblewrap_is_missing) {
  fs::remove(folder_ / "bin/bwrap");
  EXPECT_EQ(error_of([&] { sandboxed(toolchain_, command_, {}); }),
            "bwrap is not in PATH: install the Debian package bubblewrap");
}

TEST(GiveToSandbox, makes_a_folder_for_the_user_inside) {
  const TemporaryFolder folder;
  give_to_sandbox(folder / "a/b");
  give_to_sandbox(folder / "a/b");
  EXPECT_TRUE(fs::is_directory(folder / "a/b"));
}

TEST(GiveToSandbox, follows_no_symbolic_link) {
  const TemporaryFolder folder;
  fs::create_directory_symlink("/etc", folder / "build");
  EXPECT_EQ(error_of([&] { give_to_sandbox(folder / "build"); }),
            (folder / "build").string() + ": cannot be given to the sandbox: it is a symbolic link");
}

TEST(GiveToSandbox, says_what_stands_in_the_way) {
  const TemporaryFolder folder;
  write_file(folder / "build", "");
  EXPECT_EQ(error_of([&] { give_to_sandbox(folder / "build"); }),
            (folder / "build").string() + ": cannot be given to the sandbox: Not a directory");
}
