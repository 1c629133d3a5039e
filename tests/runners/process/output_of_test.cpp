// SPDX-License-Identifier: MIT
#include <tests/fakes/scripted_runner.hpp>
#include <tests/runners/process/processes.hpp>

using namespace gulliver;
using testing::ElementsAre;

namespace {

class OutputOf : public Processes {
 protected:
  std::string fault(const std::string& script) {
    try {
      in_loop(loop_, output_of(runner_, shell(script)));
    } catch (const Error& error) {
      return error.what();
    }
    return "no fault";
  }
};

TEST_F(OutputOf, is_all_that_was_printed_byte_by_byte) {
  EXPECT_EQ(in_loop(loop_, output_of(runner_, shell("printf 'a\\r\\n'; printf b >&2"))), "a\r\nb");
  const Command long_line = shell("head -c 200000 /dev/zero");
  EXPECT_EQ(in_loop(loop_, output_of(runner_, long_line)), std::string(200'000, '\0'));
}

TEST_F(OutputOf, says_what_a_command_said_that_failed) {
  EXPECT_EQ(fault("exit 1"), "sh exited with status 1");
  EXPECT_EQ(fault("echo; echo no luck; echo; exit 2"), "sh exited with status 2: no luck");
  EXPECT_EQ(fault("printf 'a\\nb\\nc\\r\\n\\nd'; exit 3"), "sh exited with status 3: b; c; d");
  EXPECT_EQ(fault("kill -KILL $$"), "sh was killed by signal 9 (Killed)");
}

TEST_F(OutputOf, works_with_scripted_commands_too) {
  ScriptedRunner world;
  world.on("git rev-parse", "0123\n");
  Command command;
  command.argv = {"git", "rev-parse", "HEAD"};
  EXPECT_EQ(in_loop(loop_, output_of(world, command)), "0123\n");
  EXPECT_EQ(world.count("HEAD"), 1);
}

TEST(DescriptionOf, says_how_a_process_ended) {
  ProcessResult result;
  result.took = Seconds{299.9};
  EXPECT_EQ(description_of(result), "exited with status 0");
  result.end = ProcessEnd::enough;
  EXPECT_EQ(description_of(result), "was ended: all that was wanted was in");
  result.end = ProcessEnd::silent;
  EXPECT_EQ(description_of(result), "printed nothing for too long and was ended");
  result.end = ProcessEnd::deadline;
  EXPECT_EQ(description_of(result), "was not done after 300 s and was ended");
  result.end = ProcessEnd::overflow;
  EXPECT_EQ(description_of(result), "printed too much and was ended");
}

TEST_F(OutputOf, the_scripted_runner_obeys_the_line_callback) {
  ScriptedRunner world;
  world.on("qemu", "one\ntwo\nthree");
  Command command;
  command.argv = {"qemu"};
  command.on_line = [this](std::string_view line) {
    lines_.emplace_back(line);
    return line == "two" ? Reading::enough : Reading::go_on;
  };
  EXPECT_EQ(in_loop(loop_, world.run(command)).end, ProcessEnd::enough);
  EXPECT_THAT(lines_, ElementsAre("one", "two"));
}

TEST_F(OutputOf, the_scripted_runner_refuses_what_no_rule_matches) {
  ScriptedRunner world;
  world.on("make", "", 2);
  Command command;
  command.argv = {"rm", "-rf", "/"};
  try {
    in_loop(loop_, world.run(command));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "no rule of the scripted runner matches: rm -rf /");
  }
}

}  // namespace
