// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/error.hpp>
#include <runners/process/asio_process_runner.hpp>
#include <tests/runners/process/in_loop.hpp>
#include <tests/runners/process/scratch.hpp>

#include <gmock/gmock.h>

#include <sys/wait.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

namespace gulliver {

inline Command shell(const std::string& script) {
  Command command;
  command.argv = {"sh", "-c", script};
  return command;
}

/// Whether a process runs; a zombie does not.
inline bool alive(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(stat, text);
  const std::size_t name_end = text.rfind(") ");
  return name_end != text.npos && text[name_end + 2] != 'Z' && text[name_end + 2] != 'X';
}

/// Waits for a condition that must come true, or for so long that something is wrong.
template <typename Condition>
bool comes_true(Condition condition) {
  for (int tries = 0; tries < 3000 && !condition(); ++tries) ::usleep(10'000);
  return condition();
}

/// A test that runs real processes. Each checks at its end that no child is left, not even a zombie.
class Processes : public testing::Test {
 protected:
  void TearDown() override {
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
  }

  ProcessResult run(Command command) { return in_loop(loop_, runner_.run(std::move(command))); }

  /// The message of the fault that running the command throws.
  std::string fault_of(Command command) {
    try {
      run(std::move(command));
    } catch (const Error& error) {
      return error.what();
    }
    return "no fault";
  }

  /// Runs a command and collects its lines.
  ProcessResult collect(Command command) {
    command.on_line = [this](std::string_view line) {
      lines_.emplace_back(line);
      return Reading::go_on;
    };
    return run(std::move(command));
  }

  /// A script that is ended as soon as it says "ready".
  static Command until_ready(const std::string& script) {
    Command command = shell(script);
    command.on_line = [](std::string_view line) {
      return line == "ready" ? Reading::enough : Reading::go_on;
    };
    return command;
  }

  pid_t pid_in(const std::string& name) { return static_cast<pid_t>(std::stol(folder_.read(name))); }
  std::string path(const std::string& name) { return (folder_ / name).string(); }

  asio::io_context loop_;
  AsioProcessRunner runner_{loop_.get_executor(), Seconds{0.1}};
  std::vector<std::string> lines_;
  Scratch folder_;
};

}  // namespace gulliver
