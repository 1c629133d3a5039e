// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <memory>

namespace gulliver {

namespace asio = boost::asio;

class JobBudget;

/// Jobs taken from the budget; they go back when this ends. Movable, not copyable.
class JobTokens {
 public:
  JobTokens() = default;
  JobTokens(JobTokens&& other) noexcept;
  JobTokens& operator=(JobTokens&& other) noexcept;
  ~JobTokens();

  int count() const { return count_; }

 private:
  friend class JobBudget;
  JobTokens(JobBudget& budget, int count) : budget_(&budget), count_(count) {}
  JobBudget* budget_ = nullptr;
  int count_ = 0;
};

/// One job budget for the whole machine: a GNU make jobserver of the "fifo" style (make >= 4.4,
/// "POSIX Jobserver Interaction" in its manual). Every make that is started with
/// `MAKEFLAGS=-jN --jobserver-auth=fifo:PATH` takes its further jobs from here; the one job that
/// a make always has, and every guest, is taken here first with acquire().
class JobBudget {
 public:
  /// Makes the fifo (mode 0666 in a folder of mode 0755: sandboxed users write to it too) and
  /// puts `jobs` tokens in.  \throws Error  it cannot be made
  JobBudget(asio::any_io_executor executor, std::filesystem::path fifo, int jobs);
  ~JobBudget();
  JobBudget(const JobBudget&) = delete;
  JobBudget& operator=(const JobBudget&) = delete;

  /// Waits until `count` jobs are free (no more than the budget has) and takes them. Callers that
  /// want several are served one after the other, so that two never wait for each other's half.
  asio::awaitable<JobTokens> acquire(int count = 1);

  /// Jobs that a client took and never gave back (a make that was killed) are made up for
  /// as soon as no tokens are out by acquire().
  int jobs() const;
  const std::filesystem::path& fifo() const;

 private:
  friend class JobTokens;
  struct State;
  std::unique_ptr<State> state_;
  void release(int count) noexcept;
};

}  // namespace gulliver
