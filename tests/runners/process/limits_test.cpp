// SPDX-License-Identifier: MIT
#include <tests/runners/process/processes.hpp>

#include <boost/asio/use_future.hpp>

#include <csignal>

using namespace gulliver;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

/// Starts a grandchild whose number goes to a file.
std::string with_grandchild(const std::string& file) {
  return "sleep 1000 & echo $! > " + file + "; ";
}

class Limits : public Processes {
 protected:
  bool gone(const std::string& pid_file) {
    return comes_true([&] { return !alive(pid_in(pid_file)); });
  }
};

TEST_F(Limits, end_a_silent_process) {
  Command command = shell("echo hello; sleep 1000");
  command.silence = Seconds{0.3};
  command.total = Seconds{1000};
  const ProcessResult result = run(command);
  EXPECT_EQ(result.end, ProcessEnd::silent);
  EXPECT_FALSE(result.ok());
  EXPECT_EQ(result.tail, "hello\n");
}

TEST_F(Limits, count_silence_from_the_last_output) {
  Command command = shell("for i in 1 2 3 4; do sleep 0.5; echo $i; done");
  command.silence = Seconds{1.5};
  EXPECT_EQ(run(command).end, ProcessEnd::exited);
}

TEST_F(Limits, end_a_process_that_closed_its_output_and_went_on) {
  Command command = shell("exec >/dev/null 2>&1; sleep 1000");
  command.silence = Seconds{0.3};
  EXPECT_EQ(run(command).end, ProcessEnd::silent);
}

TEST_F(Limits, end_a_process_that_takes_too_long_and_its_children) {
  Command command = shell(with_grandchild(path("pid")) + "while :; do echo chatter; sleep 0.05; done");
  command.silence = Seconds{1000};
  command.total = Seconds{1};
  EXPECT_EQ(run(command).end, ProcessEnd::deadline);
  EXPECT_TRUE(gone("pid"));
}

TEST_F(Limits, end_a_process_that_prints_too_much) {
  Command command = shell("yes");
  command.output = folder_ / "log";
  command.output_limit = 100'001;
  const ProcessResult result = run(command);
  EXPECT_EQ(result.end, ProcessEnd::overflow);
  EXPECT_GT(result.bytes, 100'001u);
  EXPECT_THAT(folder_.read("log"), SizeIs(100'001));
}

TEST_F(Limits, end_a_process_whose_children_hold_too_much_memory) {
  const std::string hold = "{ head -c 60000000 /dev/zero; sleep 1000; } | tail -n 1 & ";
  Command command = shell(hold + hold + with_grandchild(path("pid")) + "wait");
  command.limits.memory = 100'000'000;
  const ProcessResult result = run(command);
  EXPECT_EQ(result.end, ProcessEnd::memory);
  EXPECT_GT(result.memory, 100'000'000U);
  EXPECT_TRUE(gone("pid"));
}

TEST_F(Limits, end_a_process_that_leaves_too_little_room_on_its_disk) {
  Command command = shell("sleep 1000");
  command.disk = folder_ / "";
  command.limits.disk_left = std::filesystem::space(command.disk).capacity + 1;
  EXPECT_EQ(run(command).end, ProcessEnd::disk);
}

TEST_F(Limits, let_a_process_have_what_it_may) {
  Command command = shell("head -c 60000000 /dev/zero | tail -n 1 > /dev/null");
  command.disk = folder_ / "";
  command.limits = {1'000'000'000, 1};
  EXPECT_TRUE(run(command).ok());
}

TEST_F(Limits, let_a_process_print_just_as_much_as_it_may) {
  Command command = shell("printf 12345");
  command.output_limit = 5;
  EXPECT_TRUE(run(command).ok());
  command.output_limit = 4;
  EXPECT_EQ(run(command).end, ProcessEnd::overflow);
}

TEST_F(Limits, end_a_process_when_enough_was_read) {
  Command command = shell("echo one; echo two; echo three; exec sleep 1000");
  command.output = folder_ / "log";
  command.on_line = [this](std::string_view line) {
    lines_.emplace_back(line);
    return line == "two" ? Reading::enough : Reading::go_on;
  };
  EXPECT_EQ(run(command).end, ProcessEnd::enough);
  EXPECT_THAT(lines_, ElementsAre("one", "two"));
}

TEST_F(Limits, tell_enough_from_exited_even_at_the_very_end) {
  Command command = until_ready("printf ready");
  EXPECT_EQ(run(command).end, ProcessEnd::enough);
}

TEST_F(Limits, leave_a_process_time_to_end_by_itself) {
  AsioProcessRunner patient(loop_.get_executor(), Seconds{1000});
  Command command = until_ready("trap 'echo bye; exit' TERM; echo ready; while :; do sleep 0.05; done");
  command.output = folder_ / "log";
  EXPECT_EQ(in_loop(loop_, patient.run(command)).end, ProcessEnd::enough);
  EXPECT_THAT(folder_.read("log"), testing::EndsWith("bye\n"));
}

TEST_F(Limits, kill_the_group_where_it_ignores_the_request) {
  const std::string script = "trap '' TERM; echo $$ > " + path("child") + "; " +
                             with_grandchild(path("grandchild")) + "echo ready; while :; do sleep 1000; done";
  EXPECT_EQ(run(until_ready(script)).end, ProcessEnd::enough);
  EXPECT_FALSE(alive(pid_in("child")));
  EXPECT_TRUE(gone("grandchild"));
}

TEST_F(Limits, leave_nothing_of_a_group_whose_leader_went) {
  const ProcessResult result = run(shell(with_grandchild(path("pid")) + "echo done"));
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.tail, "done\n");
  EXPECT_TRUE(gone("pid"));
}

TEST_F(Limits, are_not_held_up_by_who_left_the_group_with_the_pipe) {
  const std::string detach = "setsid sh -c 'echo $$ > " + path("pid") + "; exec sleep 1000' & ";
  const std::string wait = "while ! [ -s " + path("pid") + " ]; do sleep 0.01; done; ";
  EXPECT_TRUE(run(shell(detach + wait + "echo done")).ok());
  EXPECT_TRUE(alive(pid_in("pid"))) << "or this test tests nothing";
  ::kill(pid_in("pid"), SIGKILL);
}

TEST_F(Limits, are_not_held_up_by_a_detached_flood) {
  const std::string detach = "setsid sh -c 'echo $$ > " + path("pid") + "; exec yes' & ";
  const std::string wait = "while ! [ -s " + path("pid") + " ]; do sleep 0.01; done; ";
  EXPECT_TRUE(run(shell(detach + wait)).ok());
  EXPECT_TRUE(gone("pid")) << "by SIGPIPE";
}

TEST_F(Limits, by_stop_interrupt_every_run_and_leave_no_child) {
  int ready = 0;
  const auto sleeper = [&](const std::string& name) {
    Command command = shell("echo $$ > " + path(name) + "; echo ready; trap '' TERM; sleep 1000");
    command.on_line = [&](std::string_view) {
      if (++ready == 2) runner_.stop();
      return Reading::go_on;
    };
    return asio::co_spawn(loop_, runner_.run(command), asio::use_future);
  };
  auto first = sleeper("first");
  auto second = sleeper("second");
  loop_.run();
  EXPECT_THROW(first.get(), Interrupted);
  EXPECT_THROW(second.get(), Interrupted);
  EXPECT_FALSE(alive(pid_in("first")));
  EXPECT_FALSE(alive(pid_in("second")));
  EXPECT_THROW(run(shell("touch " + path("later"))), Interrupted);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "later"));
}

}  // namespace
