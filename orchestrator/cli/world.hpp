// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/asio_process_runner.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <exception>
#include <functional>
#include <list>
#include <optional>
#include <utility>

namespace gulliver {

/// Something that Ctrl-C has to stop, for as long as this lives.
class StopHook {
 public:
  using List = std::list<std::function<void()>>;
  StopHook(List& hooks, std::function<void()> stop) : hooks_(hooks), at_(hooks.insert(hooks.end(), std::move(stop))) {}
  ~StopHook() { hooks_.erase(at_); }
  StopHook(const StopHook&) = delete;
  StopHook& operator=(const StopHook&) = delete;

 private:
  List& hooks_;
  List::iterator at_;
};

/// The program's one thread and its tie to the world: the event loop, the processes, and Ctrl-C,
/// which ends every process and lets what waits for one throw Interrupted.
class World {
 public:
  World();

  asio::io_context& loop() { return loop_; }
  AsioProcessRunner& processes() { return processes_; }

  /// Has `stop` called at Ctrl-C, besides the processes.
  [[nodiscard]] StopHook on_stop(std::function<void()> stop) { return StopHook(hooks_, std::move(stop)); }

  /// Runs a coroutine to its end and returns, or throws, what it does.
  template <class Result>
  Result run(asio::awaitable<Result> work);

 private:
  void wait_for_signal();
  void turn();

  asio::io_context loop_{1};
  asio::signal_set signals_;
  AsioProcessRunner processes_;
  StopHook::List hooks_;
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
