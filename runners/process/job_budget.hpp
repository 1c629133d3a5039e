// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace gulliver {

namespace asio = boost::asio;

class JobBudget;
class JobPool;

/// Jobs taken from the budget; they go back when this ends, which may be after the budget's end.
/// Movable, not copyable.
class JobTokens {
 public:
  JobTokens() = default;
  JobTokens(JobTokens&& other) noexcept;
  JobTokens& operator=(JobTokens&& other) noexcept;
  ~JobTokens();

  int count() const { return count_; }

 private:
  friend class JobBudget;
  JobTokens(std::shared_ptr<JobPool> pool, int count);
  void swap(JobTokens& other) noexcept;

  std::shared_ptr<JobPool> pool_;
  int count_ = 0;
};

/// One job budget for the whole machine: a GNU make jobserver of the "fifo" style (make >= 4.4,
/// "POSIX Jobserver Interaction" in its manual). Every make that is started with
/// jobserver_makeflags() in its environment takes its further jobs from here; the one job that
/// a make always has, and every guest, is taken here first with acquire().
class JobBudget {
 public:
  /// Makes the fifo (mode 0666 in a folder of mode 0755: sandboxed users write to it too) and
  /// puts `jobs` tokens in. A fifo that an earlier run left there is replaced.
  /// \throws Error  it cannot be made
  JobBudget(asio::any_io_executor executor, std::filesystem::path fifo, int jobs);
  /// Removes the fifo.
  ~JobBudget();
  JobBudget(const JobBudget&) = delete;
  JobBudget& operator=(const JobBudget&) = delete;

  /// Waits until `count` jobs are free (no more than the budget has) and takes them. Callers are
  /// served one after the other, so that two that want several never wait for each other's half.
  /// \throws Interrupted  stop() was called
  asio::awaitable<JobTokens> acquire(int count = 1);

  /// Every pending and later acquire() throws Interrupted.
  void stop();

  /// Jobs that a client took and never gave back (a make that was killed) are made up for
  /// as soon as nobody holds tokens from acquire(): no make runs without one.
  int jobs() const;
  const std::filesystem::path& fifo() const { return fifo_; }

 private:
  std::filesystem::path fifo_;
  std::shared_ptr<JobPool> pool_;
};

/// The value of MAKEFLAGS for a make that shares the budget, with the path at which it sees the fifo
/// (no spaces). Such a make must be given no -j on its command line: it would leave the jobserver.
std::string jobserver_makeflags(int jobs, const std::string& fifo);

}  // namespace gulliver
