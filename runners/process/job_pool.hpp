// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <filesystem>
#include <list>

namespace gulliver {

namespace asio = boost::asio;

/// What stands behind a JobBudget: the fifo, its count, and the queue of those who wait for it.
class JobPool {
 public:
  JobPool(asio::any_io_executor executor, const std::filesystem::path& path, int jobs);

  int jobs() const { return jobs_; }
  bool stopped() const { return stopped_; }
  void stop();

  /// A place in the queue. Only the first in the queue gets anything.
  class Turn {
   public:
    explicit Turn(JobPool& pool);
    /// Gives back what was gathered and not granted, and lets the next one in.
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    /// Returns when it is the first, when there may be something in the fifo, or for no reason.
    asio::awaitable<void> something_happens();

    /// Takes what it can get. Says whether it has `count` jobs, which are then granted.
    bool gather(int count);

    /// Has it look again.
    void ring() { bell_.cancel(); }

   private:
    bool first() const { return pool_.queue_.front() == this; }
    JobPool& pool_;
    asio::steady_timer bell_;
  };

  /// Takes back what was granted.
  void give_back(int count) noexcept;

 private:
  int in_fifo();
  int take(int count);
  void put(int count);
  void settle();

  int jobs_;
  int granted_ = 0;
  int gathered_ = 0;  ///< by the first in the queue
  bool stopped_ = false;
  asio::posix::stream_descriptor fifo_;
  std::list<Turn*> queue_;
};

}  // namespace gulliver
