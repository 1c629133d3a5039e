// SPDX-License-Identifier: MIT
#pragma once

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace gulliver {

/// Runs a coroutine to its end on a loop of its own, or on the loop that it needs.
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

/// The sentence of the Error that `action` throws; "no error" where it throws none.
template <typename Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

/// Sets an environment variable for one test.
class Variable {
 public:
  Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    if (const char* before = std::getenv(name_.c_str())) before_ = before;
    ::setenv(name_.c_str(), value.c_str(), 1);
  }
  ~Variable() {
    if (before_) {
      ::setenv(name_.c_str(), before_->c_str(), 1);
    } else {
      ::unsetenv(name_.c_str());
    }
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

/// A program that does nothing, to be found in PATH.
inline void make_program(const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  write_file(file, "#!/bin/sh\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

}  // namespace gulliver
