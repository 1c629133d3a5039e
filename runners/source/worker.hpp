// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <filesystem>
#include <functional>
#include <utility>

namespace gulliver {

namespace asio = boost::asio;

/// A thread for work that takes long and waits for nobody, such as libgit2's: values in, value
/// out, one job after the other. The thread that everything else runs on goes on meanwhile.
class Worker {
 public:
  ~Worker() { pool_.join(); }

  template <class T>
  asio::awaitable<T> run(std::function<T()> job) {
    auto there = on_thread(std::move(job));
    co_return co_await asio::co_spawn(pool_, std::move(there), asio::use_awaitable);
  }

 private:
  template <class T>
  static asio::awaitable<T> on_thread(std::function<T()> job) {
    try {
      co_return job();
    } catch (const std::filesystem::filesystem_error& error) {
      throw Error(error.path1().string() + ": " + error.code().message());
    }
  }

  asio::thread_pool pool_{1};
};

}  // namespace gulliver
