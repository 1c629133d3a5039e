// SPDX-License-Identifier: MIT
#include <orchestrator/farm/lanes.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>

namespace gulliver {
namespace {

/// Counts lanes down and wakes who waits for the last; keeps the first thing that went wrong.
struct Lanes {
  int running = 0;
  std::exception_ptr fault;
  asio::steady_timer all_done;

  void ended(std::exception_ptr error) {
    if (error && !fault) fault = error;
    if (--running == 0) all_done.cancel();
  }
};

asio::awaitable<void> wait_for_all(Lanes& lanes) {
  while (lanes.running > 0) {
    boost::system::error_code woken;
    co_await lanes.all_done.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

}  // namespace

asio::awaitable<void> run_lanes(int number, std::function<asio::awaitable<void>()> lane) {
  const auto executor = co_await asio::this_coro::executor;
  Lanes lanes{number, nullptr, asio::steady_timer(executor, asio::steady_timer::time_point::max())};
  const auto ended = [&lanes](std::exception_ptr error) { lanes.ended(error); };
  for (int i = 0; i < number; ++i) asio::co_spawn(executor, lane(), ended);
  co_await wait_for_all(lanes);
  if (lanes.fault) std::rethrow_exception(lanes.fault);
}

}  // namespace gulliver
