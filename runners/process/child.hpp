// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/group_guard.hpp>
#include <runners/process/process_runner.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <memory>

namespace gulliver {

/// One child process, the leader of a process group of its own, and the pipe that its standard
/// output and error share. It stays a zombie until reap(), so that the number of its group cannot
/// become somebody else's while there is still a reason to signal it.
class Child {
 public:
  /// Starts it.
  /// \param guard  kills it should we be killed
  /// \throws Error  it cannot be started
  Child(asio::any_io_executor executor, const Command& command, std::shared_ptr<const GroupGuard> guard);
  /// Kills the group and reaps, unless reap() was called.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// The reading end, non-blocking.
  asio::posix::stream_descriptor& output();

  /// Returns once the leader has ended.
  asio::awaitable<void> ended();

  /// Bytes that it and its descendants hold, as in memory_below().
  std::uint64_t memory() const;

  /// Sends a signal to the whole group.
  void signal(int number);

  /// Kills what is left of the group and returns the leader's wait status. Call once, after ended().
  int reap();

 private:
  struct Parts;
  std::shared_ptr<const GroupGuard> guard_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gulliver
