// SPDX-License-Identifier: MIT
#include <runners/process/asio_process_runner.hpp>

#include <runners/process/cpu_time.hpp>
#include <tests/runners/process/processes.hpp>

#include <fcntl.h>

#include <csignal>
#include <cstdlib>

using namespace gulliver;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

TEST_F(Processes, give_their_exit_status) {
  const ProcessResult result = run(shell("exit 7"));
  EXPECT_EQ(result.end, ProcessEnd::exited);
  EXPECT_EQ(result.code, 7);
  EXPECT_FALSE(result.ok());
  EXPECT_TRUE(run(shell("true")).ok());
}

TEST_F(Processes, are_what_a_machine_without_memory_kills_first) {
  EXPECT_EQ(run(shell("cat /proc/self/oom_score_adj")).tail, "1000\n");
}

TEST_F(Processes, give_the_signal_that_killed_them) {
  const ProcessResult result = run(shell("kill -USR1 $$"));
  EXPECT_EQ(result.end, ProcessEnd::signalled);
  EXPECT_EQ(result.code, SIGUSR1);
}

TEST_F(Processes, tell_an_exit_status_above_128_from_a_signal) {
  const ProcessResult result = run(shell("exit 137"));
  EXPECT_EQ(result.end, ProcessEnd::exited);
  EXPECT_EQ(result.code, 137);
}

TEST_F(Processes, write_both_outputs_in_order_to_one_file) {
  Command command = shell("echo one; echo two >&2; echo three");
  command.output = folder_ / "log";
  const ProcessResult result = run(command);
  EXPECT_EQ(folder_.read("log"), "one\ntwo\nthree\n");
  EXPECT_EQ(result.tail, "one\ntwo\nthree\n");
  EXPECT_EQ(result.bytes, 14u);
}

TEST_F(Processes, replace_their_output_file_or_append_to_it) {
  Command command = shell("echo again");
  command.output = folder_ / "log";
  run(command);
  run(command);
  EXPECT_EQ(folder_.read("log"), "again\n");
  command.append = true;
  run(command);
  EXPECT_EQ(folder_.read("log"), "again\nagain\n");
}

TEST_F(Processes, keep_the_last_8_KiB_for_messages) {
  const ProcessResult result = run(shell("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo last words"));
  EXPECT_THAT(result.tail, SizeIs(8192));
  EXPECT_THAT(result.tail, testing::EndsWith("xxx\nlast words\n"));
  EXPECT_EQ(result.bytes, 1'000'012u);
}

TEST_F(Processes, hand_on_their_lines) {
  collect(shell("printf 'one\\r\\ntwo\\n\\nthree \\r four'"));
  EXPECT_THAT(lines_, ElementsAre("one", "two", "", "three \r four"));
}

TEST_F(Processes, cut_a_line_that_is_too_long) {
  collect(shell("head -c 1048576 /dev/zero | tr '\\0' x; echo; echo end"));
  ASSERT_THAT(lines_, SizeIs(2));
  EXPECT_EQ(lines_[0], std::string(65536, 'x'));
  EXPECT_EQ(lines_[1], "end");
}

TEST_F(Processes, read_their_input_however_large) {
  Command command = shell("cat | wc -c");
  command.input = std::string(1'000'000, 'x');
  collect(command);
  EXPECT_THAT(lines_, ElementsAre("1000000"));
}

TEST_F(Processes, need_not_read_their_input) {
  Command command = shell("exit 3");
  command.input = std::string(1'000'000, 'x');
  EXPECT_EQ(run(command).code, 3);
}

TEST_F(Processes, have_no_input_unless_it_is_given) {
  collect(shell("cat; readlink /proc/self/fd/0"));
  EXPECT_THAT(lines_, ElementsAre("/dev/null"));
}

TEST_F(Processes, have_our_environment_and_their_own_on_top) {
  ::setenv("GULLIVER_TEST_KEPT", "ours", 1);
  ::setenv("GULLIVER_TEST_REPLACED", "ours", 1);
  Command command = shell("echo $GULLIVER_TEST_KEPT $GULLIVER_TEST_REPLACED $GULLIVER_TEST_ADDED");
  command.env = {{"GULLIVER_TEST_REPLACED", "theirs"}, {"GULLIVER_TEST_ADDED", "a=b"}};
  collect(command);
  EXPECT_THAT(lines_, ElementsAre("ours theirs a=b"));
}

TEST_F(Processes, run_in_their_folder) {
  Command command = shell("pwd -P");
  command.cwd = "/usr/bin";
  collect(command);
  EXPECT_THAT(lines_, ElementsAre("/usr/bin"));
}

TEST_F(Processes, are_looked_up_in_the_path_that_they_are_given) {
  std::ofstream(folder_ / "make") << "#!/bin/sh\necho fake $1\n";
  std::filesystem::permissions(folder_ / "make", std::filesystem::perms::owner_all);
  Command command;
  command.argv = {"make", "it"};
  command.env = {{"PATH", path("") + ":/usr/bin:/bin"}};
  collect(command);
  EXPECT_THAT(lines_, ElementsAre("fake it"));
}

TEST_F(Processes, inherit_no_file_but_the_standard_three) {
  const int leak = ::open("/dev/null", O_RDONLY);  // as a parent of ours might have left it to us
  collect(shell("ls -l /proc/$$/fd"));
  ::close(leak);
  EXPECT_THAT(lines_, SizeIs(4)) << "a line with the total, and one for each";
}

TEST_F(Processes, lead_a_group_of_their_own) {
  collect(shell("echo $$; cut -d' ' -f5 /proc/$$/stat"));
  ASSERT_THAT(lines_, SizeIs(2));
  EXPECT_EQ(lines_[0], lines_[1]);
}

TEST_F(Processes, have_no_signal_blocked_or_ignored) {
  std::signal(SIGPIPE, SIG_IGN);
  collect(shell("grep -E '^Sig(Blk|Ign):' /proc/self/status"));
  std::signal(SIGPIPE, SIG_DFL);
  EXPECT_THAT(lines_, ElementsAre("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000"));
}

TEST_F(Processes, count_into_the_cpu_time_of_the_machine) {
  const Seconds before = machine_cpu();
  run(shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"));
  EXPECT_GT(machine_cpu(), before);
}

// Faults

TEST_F(Processes, must_exist) {
  Command command;
  command.argv = {"no-such-program", "--version"};
  EXPECT_EQ(fault_of(command),
            "no-such-program: not found in PATH; install it, or add the folder that holds it to PATH");
  command.argv = {"/no/such/program"};
  EXPECT_EQ(fault_of(command), "/no/such/program: cannot start: No such file or directory");
}

TEST_F(Processes, must_be_programs) {
  std::ofstream(folder_ / "empty");
  std::filesystem::permissions(folder_ / "empty", std::filesystem::perms::owner_all);
  Command command;
  command.argv = {path("empty")};
  EXPECT_EQ(fault_of(command), path("empty") + ": cannot start: Exec format error");
  command.argv = {};
  EXPECT_EQ(fault_of(command), "a command to run has no arguments at all, not even a program");
  command.argv = {""};
  EXPECT_EQ(fault_of(command), "a command to run has an empty name for its program");
}

TEST_F(Processes, must_have_a_folder_to_run_in) {
  Command command = shell("true");
  command.cwd = "/no/such/folder";
  EXPECT_EQ(fault_of(command), "/no/such/folder: not a folder that sh could run in");
}

TEST_F(Processes, do_not_start_when_their_output_cannot_be_written) {
  Command command = shell("touch " + path("started"));
  command.output = folder_ / "no/such/folder/log";
  EXPECT_EQ(fault_of(command),
            path("no/such/folder/log") + ": cannot open for writing: No such file or directory");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "started"));
}

TEST_F(Processes, are_ended_when_the_disk_is_full) {
  Command command = shell("echo $$ > " + path("pid") + "; echo text; exec sleep 1000");
  command.output = "/dev/full";
  EXPECT_EQ(fault_of(command), "/dev/full: cannot write: No space left on device");
  EXPECT_FALSE(alive(pid_in("pid")));
}

TEST_F(Processes, are_ended_when_the_callback_throws) {
  Command command = shell("echo $$ > " + path("pid") + "; echo text; exec sleep 1000");
  command.on_line = [](std::string_view) -> Reading { throw Error("cannot bear it"); };
  EXPECT_EQ(fault_of(command), "cannot bear it");
  EXPECT_FALSE(alive(pid_in("pid")));
}

TEST_F(Processes, do_not_outlive_a_farm_that_was_killed) {
  const pid_t farm = ::fork();
  if (farm == 0) {
    asio::io_context loop;
    AsioProcessRunner runner(loop.get_executor());
    in_loop(loop, runner.run(shell("echo $$ > " + path("pid") + "; exec sleep 1000")));
    ::_exit(0);
  }
  ASSERT_TRUE(comes_true([this] { return folder_.read("pid").ends_with('\n'); }));
  ::kill(farm, SIGKILL);
  ::waitpid(farm, nullptr, 0);
  EXPECT_TRUE(comes_true([this] { return !alive(pid_in("pid")); }));
}

TEST_F(Processes, nor_do_their_own_children) {
  const pid_t farm = ::fork();
  if (farm == 0) {
    asio::io_context loop;
    AsioProcessRunner runner(loop.get_executor());
    in_loop(loop, runner.run(shell("true")));  // whose number may be another's by then
    in_loop(loop, runner.run(shell("sleep 1000 & echo $! > " + path("pid") + "; wait")));
    ::_exit(0);
  }
  ASSERT_TRUE(comes_true([this] { return folder_.read("pid").ends_with('\n'); }));
  ::kill(farm, SIGKILL);
  ::waitpid(farm, nullptr, 0);
  EXPECT_TRUE(comes_true([this] { return !alive(pid_in("pid")); }));
}

TEST_F(Processes, do_not_outlive_the_loop_that_ran_them) {
  {
    asio::io_context loop;
    AsioProcessRunner runner(loop.get_executor());
    Command command = shell("echo $$ > " + path("pid") + "; echo ready; exec sleep 1000");
    command.on_line = [&loop](std::string_view) {
      loop.stop();
      return Reading::go_on;
    };
    asio::co_spawn(loop, runner.run(command), [](auto...) {});
    loop.run();
    EXPECT_TRUE(alive(pid_in("pid")));
  }
  EXPECT_FALSE(alive(pid_in("pid")));
}

}  // namespace
