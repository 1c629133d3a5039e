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
  struct Place {
    asio::steady_timer* taken = nullptr;  ///< of the turn that is on; never runs out, but is cancelled
  };

 public:
  /// The place is taken as long as this lives.
  class Turn {
   public:
    Turn(std::shared_ptr<Place> place, const asio::any_io_executor& executor)
        : place_(std::move(place)),
          over_(std::make_unique<asio::steady_timer>(executor, asio::steady_timer::time_point::max())) {
      place_->taken = over_.get();
    }
    Turn(Turn&&) = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (place_) place_->taken = nullptr;  // and the timer's end wakes everybody who waits for it
    }

   private:
    std::shared_ptr<Place> place_;
    std::unique_ptr<asio::steady_timer> over_;
  };

  asio::awaitable<Turn> take() {
    const auto executor = co_await asio::this_coro::executor;
    const std::shared_ptr<Place> place = place_;
    while (place->taken) {
      boost::system::error_code cancelled;
      co_await place->taken->async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
    co_return Turn(place, executor);
  }

 private:
  std::shared_ptr<Place> place_ = std::make_shared<Place>();
};

}  // namespace gulliver
