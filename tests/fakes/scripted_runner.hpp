// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/error.hpp>
#include <runners/process/process_runner.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gulliver {

/// The arguments of a command with a space between, as rules are matched and messages shown.
inline std::string joined(const Command& command) {
  std::string text;
  for (const std::string& argument : command.argv) text += (text.empty() ? "" : " ") + argument;
  return text;
}

/// What a real process would have done that printed `text` and then exited: writes the output
/// file, feeds the lines (no more once the callback has enough), and fills the result.
inline ProcessResult printed(const Command& command, std::string_view text, int code = 0) {
  ProcessResult result;
  result.code = code;
  result.bytes = text.size();
  result.tail = text.size() > 8192 ? text.substr(text.size() - 8192) : text;
  if (!command.output.empty()) {
    std::ofstream file(command.output, command.append ? std::ios::app : std::ios::trunc);
    file << text;
    if (!file.flush()) throw Error(command.output.string() + ": cannot write");
  }
  while (command.on_line && !text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (command.on_line(line) == Reading::go_on) continue;
    result.end = ProcessEnd::enough;
    result.code = 0;
    break;
  }
  return result;
}

/// The world of a test: every command is answered by a rule, none is run.
///
///   ScriptedRunner world;
///   world.on("make olddefconfig", "configuration written to .config\n");
///   world.on("qemu-system", [](const Command& c) { return printed(c, "TAP version 14\n1..0\n"); });
///
/// Where several rules match, the one added last answers, so that a test can start from a world
/// that works and break one thing in it.
class ScriptedRunner : public ProcessRunner {
 public:
  using Matches = std::function<bool(const Command&)>;
  using Handler = std::function<ProcessResult(const Command&)>;

  std::vector<Command> commands;  ///< everything that was run, in order

  void on(Matches matches, Handler handler) { rules_.push_back({std::move(matches), std::move(handler)}); }

  /// Answers commands whose arguments, joined by spaces, contain `part`.
  void on(const std::string& part, Handler handler) {
    on([part](const Command& command) { return joined(command).find(part) != std::string::npos; },
       std::move(handler));
  }
  void on(const std::string& part, const std::string& output, int code = 0) {
    on(part, [output, code](const Command& command) { return printed(command, output, code); });
  }

  /// How many of the commands that ran contain `part`.
  int count(const std::string& part) const {
    int found = 0;
    for (const Command& command : commands) found += joined(command).find(part) != std::string::npos;
    return found;
  }

  /// \throws Error  no rule matches: the test did not expect this command
  asio::awaitable<ProcessResult> run(Command command) override {
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);  // lets other coroutines run, as a process would
    commands.push_back(command);
    co_return answer(command);
  }

 private:
  struct Rule {
    Matches matches;
    Handler handler;
  };

  ProcessResult answer(const Command& command) {
    for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
      if (rule->matches(command)) return Handler(rule->handler)(command);
    }
    throw Error("no rule of the scripted runner matches: " + joined(command));
  }

  std::vector<Rule> rules_;
};

}  // namespace gulliver
