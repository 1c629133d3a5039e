// SPDX-License-Identifier: MIT
#pragma once

#include <tests/fakes/toy_farm.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

namespace gulliver {

/// Whether something comes true within a time that no healthy machine needs.
inline bool comes_true(const std::function<bool()>& what) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(3);
  while (!what()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

/// The program at work on a toy farm, in a process that can be signalled.
class RunningFarm {
 public:
  RunningFarm(const ToyFarm& farm, const std::string& arguments) : words_(farm.path() / "words") {
    std::filesystem::remove(words_);
    const std::string line = "exec " + farm.command(arguments) + " > " + words_.string() + " 2>&1";
    process_ = ::fork();
    if (process_ == 0) {
      ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      ::_exit(127);
    }
  }
  ~RunningFarm() {
    if (process_ > 0) end(SIGKILL);
  }
  RunningFarm(const RunningFarm&) = delete;
  RunningFarm& operator=(const RunningFarm&) = delete;

  /// What it printed so far.
  std::string words() const { return std::filesystem::exists(words_) ? read_file(words_) : ""; }
  bool says(const std::string& what) const {
    return comes_true([&] { return words().find(what) != std::string::npos; });
  }

  /// Sends a signal, unless it is 0, and returns the wait status once it has ended.
  int end(int signal) {
    if (signal != 0) ::kill(process_, signal);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return status;
  }

 private:
  std::filesystem::path words_;
  pid_t process_ = -1;
};

/// Processes that name a farm's folders: what it left where it is gone.
inline std::string processes_of(const ToyFarm& farm) {
  return run_shell("pgrep -a -f '" + farm.path().string() + "/(cache|tree)' | grep -v pgrep").output;
}

}  // namespace gulliver
