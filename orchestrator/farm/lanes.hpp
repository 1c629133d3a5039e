// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace gulliver {

namespace asio = boost::asio;

/// Runs so many lanes at once, each to its end, and then throws the first thing that one of them threw.
asio::awaitable<void> run_lanes(int number, std::function<asio::awaitable<void>()> lane);

}  // namespace gulliver
