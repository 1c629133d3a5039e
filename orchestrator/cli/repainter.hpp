// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace gulliver {

namespace asio = boost::asio;

inline int cores() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

/// Enough builds at once that one links or waits for a single rustc while another compiles; on a
/// large machine not so many that each has but one job.
inline int usual_lanes(int jobs) { return std::max(2, jobs / 4); }

/// Repaints a live view, 5 times a second, for as long as this object lives.
class Repainter {
 public:
  Repainter(asio::io_context& loop, std::function<void()> paint) : timer_(loop), paint_(std::move(paint)) { next(); }

 private:
  void next() {
    paint_();
    timer_.expires_after(std::chrono::milliseconds(200));
    // A wait that ran out before it could be cancelled is called all the same, maybe by the next loop.
    timer_.async_wait([this, alive = std::weak_ptr<bool>(alive_)](boost::system::error_code error) {
      if (!error && !alive.expired()) next();
    });
  }
  asio::steady_timer timer_;
  std::function<void()> paint_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace gulliver
