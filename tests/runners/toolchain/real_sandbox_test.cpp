// SPDX-License-Identifier: MIT
#include <runners/process/asio_process_runner.hpp>
#include <runners/toolchain/sandbox.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/runners/toolchain/world.hpp>

#include <gmock/gmock.h>

#include <unistd.h>

#include <thread>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

namespace {

/// The real bubblewrap around this host's root file system, taken as if it were an image's.
/// Root tests both callers: for the ordinary user it starts bubblewrap as nobody.
class RealSandbox : public testing::TestWithParam<Caller> {
 protected:
  RealSandbox() {
    image_.name = "host-as-image";
    image_.root = "/";
    image_.path = {"/usr/bin", "/bin"};
    give_to_sandbox(folder_ / "build");
    fs::permissions(folder_.path(), fs::perms(0755));
    fs::create_directories(folder_ / "source");
    mounts_ = {{folder_ / "source", inside::source, Mount::Kind::read_only},
               {folder_ / "build", inside::build, Mount::Kind::writable}};
  }

  void SetUp() override {
    if (GetParam() == Caller::root && this_process() != Caller::root) GTEST_SKIP() << "this needs root";
    try {
      if (!run("true").ok()) GTEST_SKIP() << "no sandbox can be entered here: " << run("true").tail;
    } catch (const Error& error) {
      GTEST_SKIP() << error.what();
    }
  }

  Command shell(const std::string& script) {
    Command command;
    command.argv = {"sh", "-c", script};
    command.cwd = inside::build;
    Command sandbox = sandboxed(image_, command, mounts_, GetParam());
    if (GetParam() == Caller::ordinary_user && this_process() == Caller::root) {
      const std::vector<std::string> as_nobody = {"setpriv", "--reuid=65534", "--regid=65534",
                                                  "--clear-groups"};
      sandbox.argv.insert(sandbox.argv.begin(), as_nobody.begin(), as_nobody.end());
    }
    sandbox.total = Seconds(60);
    return sandbox;
  }

  ProcessResult run(const std::string& script) { return result_of(loop_, runner_.run(shell(script))); }
  std::string printed(const std::string& script) { return run(script).tail; }

  TemporaryFolder folder_;
  asio::io_context loop_;
  AsioProcessRunner runner_{loop_.get_executor()};
  Toolchain image_;
  std::vector<Mount> mounts_;
};

}  // namespace

TEST_P(RealSandbox, has_no_network) {
  EXPECT_EQ(printed("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '"), "lo\n");
  EXPECT_EQ(printed("cat /proc/net/route | tail -n +2"), "");
}

TEST_P(RealSandbox, is_not_root_and_has_no_rights) {
  EXPECT_NE(printed("id -u"), "0\n");
  EXPECT_EQ(printed("grep -E '^Cap(Inh|Prm|Eff|Bnd|Amb)' /proc/self/status | tr -d '0\\n\\t'"),
            "CapInh:CapPrm:CapEff:CapBnd:CapAmb:");
  EXPECT_EQ(printed("grep NoNewPrivs /proc/self/status | tr -d '\\t'"), "NoNewPrivs:1\n");
}

TEST_P(RealSandbox, has_no_home_and_no_environment_of_ours) {
  const Variable secret("GULLIVER_TEST_SECRET", "secret");
  EXPECT_EQ(printed("ls -d /home /root /var /run /mnt 2> /dev/null"), "");
  EXPECT_THAT(printed("env"), Not(HasSubstr("secret")));
  EXPECT_EQ(printed("echo \"$HOME$USER\""), "\n");
}

TEST_P(RealSandbox, lets_only_the_build_folder_and_temporary_ones_be_written) {
  const std::string places =
      "/x /usr/x /etc/x /dev/x /proc/x /proc/sys/kernel/core_pattern /gulliver/x /gulliver/source/x /gulliver/build/x /tmp/x "
      "/dev/shm/x";
  EXPECT_EQ(printed("for i in " + places + "; do touch $i 2> /dev/null && echo $i; done; true"),
            "/gulliver/build/x\n/tmp/x\n/dev/shm/x\n");
  EXPECT_TRUE(fs::exists(folder_ / "build/x"));
}

TEST_P(RealSandbox, has_no_terminal_to_type_on) {
  EXPECT_EQ(printed("stat -c %t:%T /dev/tty"), printed("stat -c %t:%T /dev/null"));
}

TEST_P(RealSandbox, sees_no_process_but_its_own) {
  EXPECT_EQ(printed("ls -d /proc/[0-9]* | wc -l | xargs test 8 -gt && echo few"), "few\n");
}

TEST_P(RealSandbox, cannot_reach_a_process_outside_by_signal_or_by_its_memory) {
  const std::string us = std::to_string(::getpid());
  EXPECT_THAT(printed("kill -0 " + us), HasSubstr("No such process"));
  EXPECT_THAT(printed("cat /proc/" + us + "/mem"), HasSubstr("No such file"));
}

TEST_P(RealSandbox, cannot_follow_a_link_or_dots_out_of_the_build_folder) {
  write_file(folder_ / "secret", "secret");
  fs::create_symlink(folder_ / "secret", folder_ / "build/link");
  EXPECT_THAT(printed("cat link ../../../../../../.." + (folder_ / "secret").string()), Not(HasSubstr("secret\n")));
  EXPECT_NE(run("echo changed > link").code, 0);
  EXPECT_EQ(read_file(folder_ / "secret"), "secret");
}

TEST_P(RealSandbox, cannot_mount_anything) {
  EXPECT_NE(run("mount -t tmpfs none /tmp").code, 0);
  EXPECT_NE(run("umount /gulliver/source").code, 0);
}

TEST_P(RealSandbox, may_have_so_many_processes_so_long_files_no_core_and_cannot_ask_for_more) {
  EXPECT_EQ(printed("prlimit --nproc --fsize --core --noheadings --raw -o HARD"),
            std::to_string(2048 + 256 * std::thread::hardware_concurrency()) + "\n17179869184\n0\n");
  EXPECT_NE(run("prlimit --nproc=unlimited true").code, 0);
  EXPECT_THAT(printed("truncate -s 20G large"), HasSubstr("File size limit exceeded"));
}

TEST_P(RealSandbox, may_put_so_much_into_temporary_folders) {
  EXPECT_EQ(printed("df --output=size /tmp /dev/shm | tail -n +2 | tr -d ' '"), "2097152\n65536\n");
  EXPECT_THAT(printed("head -c 70000000 /dev/zero > /dev/shm/x"), HasSubstr("No space left"));
}

TEST_P(RealSandbox, runs_a_tool_of_the_host_that_lies_elsewhere) {
  make_program(folder_ / "tools/bin/tool");
  write_file(folder_ / "tools/bin/tool", "#!/bin/sh\ncat \"$(dirname $0)/../lib/greeting\"\n");
  fs::permissions(folder_ / "tools/bin/tool", fs::perms(0755));
  fs::create_directories(folder_ / "tools/lib");
  write_file(folder_ / "tools/lib/greeting", "here\n");
  image_.root.clear();
  image_.path.insert(image_.path.begin(), folder_ / "tools/bin");
  EXPECT_EQ(printed("tool; ls " + folder_.path().string()), "here\ntools\n");
}

TEST_P(RealSandbox, passes_the_exit_status_on) {
  EXPECT_EQ(run("exit 7").code, 7);
}

TEST_P(RealSandbox, lets_the_command_tidy_up_when_it_is_ended) {
  Command command =
      shell("trap 'rm half; exit 1' TERM; touch half; echo written; while :; do sleep 1000 & wait; done");
  command.on_line = [](std::string_view) { return Reading::enough; };
  const ProcessResult result = result_of(loop_, runner_.run(command));
  EXPECT_EQ(result.end, ProcessEnd::enough);
  EXPECT_FALSE(fs::exists(folder_ / "build/half"));
}

INSTANTIATE_TEST_SUITE_P(As, RealSandbox, testing::Values(Caller::ordinary_user, Caller::root),
                         [](const auto& caller) {
                           return caller.param == Caller::root ? "root" : "ordinary_user";
                         });
