// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/child.hpp>
#include <runners/process/line_splitter.hpp>
#include <runners/process/output_file.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <chrono>
#include <exception>

namespace gulliver {

/// One command from its start to its end: reads what it prints, and ends it at its limits.
class RunningCommand {
 public:
  /// Starts it.  \throws Error
  RunningCommand(asio::any_io_executor executor, Command command, Seconds grace, std::shared_ptr<const GroupGuard> guard);

  /// Returns when it has ended, one way or the other, and nothing of its group is left. Call once.
  asio::awaitable<ProcessResult> finish();

  /// Ends it; finish() throws `why`.
  void fail(std::exception_ptr why);

 private:
  using Clock = std::chrono::steady_clock;

  asio::awaitable<void> read_to_end();
  asio::awaitable<void> linger();
  asio::awaitable<void> enforce();

  void read_what_is_left();
  void take(std::string_view chunk);
  void end(ProcessEnd why);
  void check_deadlines();
  void check_limits();
  bool is_limited() const;
  Clock::time_point deadline() const;
  ProcessResult result(int status);

  Command command_;
  OutputFile output_;
  LineSplitter lines_;
  Seconds grace_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_output_ = start_;
  Clock::time_point next_look_ = start_;  ///< at what it takes of the machine
  Clock::time_point exit_ = Clock::time_point::max();
  asio::steady_timer alarm_;     ///< for limits and the grace between the two signals
  asio::steady_timer patience_;  ///< with those who hold the pipe after the leader's end
  std::array<char, 64 * 1024> buffer_;
  ProcessResult result_;
  bool ending_ = false;
  std::exception_ptr fault_;
  Child child_;
};

}  // namespace gulliver
