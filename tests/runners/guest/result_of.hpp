// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace gulliver {

/// Runs a coroutine to its end on the loop that it needs, or on one of its own.
template <typename T>
T result_of(boost::asio::io_context& loop, boost::asio::awaitable<T> work) {
  auto result = boost::asio::co_spawn(loop, std::move(work), boost::asio::use_future);
  loop.restart();
  loop.run();
  return result.get();
}
template <typename T>
T result_of(boost::asio::awaitable<T> work) {
  boost::asio::io_context loop;
  return result_of(loop, std::move(work));
}

}  // namespace gulliver
