// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/process_runner.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <vector>

namespace gulliver {

class GroupGuard;
class RunningCommand;

/// Runs commands for real. One thread: the executor's, from which alone it may be used; children
/// and theirs die with it, so that nothing outlives a farm that was killed.
class AsioProcessRunner : public ProcessRunner {
 public:
  /// `grace` is the time between SIGTERM and SIGKILL.
  /// \throws Error  no process is left for the guard over the others
  explicit AsioProcessRunner(asio::any_io_executor executor, Seconds grace = Seconds{5});

  asio::awaitable<ProcessResult> run(Command command) override;

  /// Ends every running child; every pending and later run() throws Interrupted.
  void stop();

 private:
  asio::any_io_executor executor_;
  Seconds grace_;
  bool stopped_ = false;
  std::shared_ptr<const GroupGuard> guard_;
  std::vector<std::weak_ptr<RunningCommand>> running_;
};

}  // namespace gulliver
