// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace gulliver {

namespace asio = boost::asio;

/// One coroutine at a time; the others wait. For coroutines of one thread.
class Turns {
  struct Shared {
    explicit Shared(const asio::any_io_executor& executor)
        : over(executor, asio::steady_timer::time_point::max()) {}
    asio::steady_timer over;  ///< never runs out; cancelled whenever a turn is over
    bool taken = false;
  };

 public:
  class Turn {
   public:
    explicit Turn(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) { shared_->taken = true; }
    Turn(Turn&&) = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (!shared_) return;
      shared_->taken = false;
      shared_->over.cancel();
    }

   private:
    std::shared_ptr<Shared> shared_;
  };

  asio::awaitable<Turn> take() {
    const auto executor = co_await asio::this_coro::executor;
    if (!shared_) shared_ = std::make_shared<Shared>(executor);
    const std::shared_ptr<Shared> shared = shared_;
    while (shared->taken) {
      boost::system::error_code cancelled;
      co_await shared->over.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
    co_return Turn(shared);
  }

 private:
  std::shared_ptr<Shared> shared_;
};

}  // namespace gulliver
