// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/asio_process_runner.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <exception>
#include <functional>
#include <optional>
#include <utility>

namespace gulliver {

/// The program's one thread and its tie to the world: the event loop, the processes, and Ctrl-C,
/// which ends every process and lets what waits for one throw Interrupted.
class World {
 public:
  World();

  asio::io_context& loop() { return loop_; }
  AsioProcessRunner& processes() { return processes_; }

  /// What else Ctrl-C has to stop.
  void on_stop(std::function<void()> stop) { stops_.push_back(std::move(stop)); }

  /// Runs a coroutine to its end and returns, or throws, what it does.
  template <class Result>
  Result run(asio::awaitable<Result> work);

 private:
  void wait_for_signal();
  void turn();

  asio::io_context loop_{1};
  asio::signal_set signals_;
  AsioProcessRunner processes_;
  std::vector<std::function<void()>> stops_;
};

template <class Result>
Result World::run(asio::awaitable<Result> work) {
  std::exception_ptr fault;
  if constexpr (std::is_void_v<Result>) {
    asio::co_spawn(loop_, std::move(work), [&](std::exception_ptr error) { fault = error; loop_.stop(); });
    turn();
    if (fault) std::rethrow_exception(fault);
  } else {
    std::optional<Result> result;
    asio::co_spawn(loop_, std::move(work), [&](std::exception_ptr error, Result value) {
      fault = error;
      if (!error) result.emplace(std::move(value));
      loop_.stop();
    });
    turn();
    if (fault) std::rethrow_exception(fault);
    return std::move(*result);
  }
}

}  // namespace gulliver
