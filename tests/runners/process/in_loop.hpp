// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace gulliver {

/// Runs one coroutine to its end, and whatever else the loop has to do with it.
template <typename T>
T in_loop(boost::asio::io_context& loop, boost::asio::awaitable<T> work) {
  auto result = boost::asio::co_spawn(loop, std::move(work), boost::asio::use_future);
  loop.restart();
  loop.run();
  return result.get();
}

}  // namespace gulliver
