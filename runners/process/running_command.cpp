// SPDX-License-Identifier: MIT
#include <runners/process/running_command.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/wait.h>

#include <algorithm>
#include <csignal>

namespace gulliver {
namespace {

using namespace asio::experimental::awaitable_operators;

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

/// How long output may still come after the leader's end, from a grandchild that holds the pipe.
constexpr std::chrono::milliseconds lingering{500};

/// Looking costs a millisecond; a process needs a second to fill a few gigabytes.
constexpr std::chrono::milliseconds between_looks{500};

}  // namespace

RunningCommand::RunningCommand(asio::any_io_executor executor, Command command, Seconds grace,
                               std::shared_ptr<const GroupGuard> guard)
    : command_(std::move(command)),
      output_(command_.output, command_.append),
      lines_(command_.on_line),
      grace_(grace),
      alarm_(executor),
      patience_(executor),
      child_(executor, command_, std::move(guard)) {}

asio::awaitable<ProcessResult> RunningCommand::finish() {
  auto ended = read_to_end() || linger();
  auto over = std::move(ended) || enforce();
  co_await std::move(over);
  read_what_is_left();
  const int status = child_.reap();
  if (fault_) std::rethrow_exception(fault_);
  co_return result(status);
}

void RunningCommand::fail(std::exception_ptr why) {
  if (!fault_) fault_ = why;
  end(ProcessEnd::signalled);
}

asio::awaitable<void> RunningCommand::read_to_end() {
  const auto buffer = asio::buffer(buffer_);
  for (;;) {
    const auto [error, size] = co_await child_.output().async_read_some(buffer, quietly);
    if (error) break;
    take({buffer_.data(), size});
  }
  co_await child_.ended();
}

asio::awaitable<void> RunningCommand::linger() {
  co_await child_.ended();
  exit_ = Clock::now();
  patience_.expires_after(lingering);
  co_await patience_.async_wait(asio::use_awaitable);
}

/// Waits for somebody to want the end, sees to it, and then waits to be cancelled.
asio::awaitable<void> RunningCommand::enforce() {
  while (!ending_) {
    alarm_.expires_at(is_limited() ? std::min(deadline(), next_look_) : deadline());
    co_await alarm_.async_wait(quietly);
    check_deadlines();
    if (is_limited() && Clock::now() >= next_look_) check_limits();
  }
  child_.signal(SIGTERM);
  alarm_.expires_after(std::chrono::duration_cast<Clock::duration>(grace_));
  co_await alarm_.async_wait(quietly);
  child_.signal(SIGKILL);
  alarm_.expires_at(Clock::time_point::max());
  co_await alarm_.async_wait(asio::use_awaitable);
}

/// What the leader printed before its end is read even when we were too slow for the patience
/// above; what a detached grandchild goes on to print is not.
void RunningCommand::read_what_is_left() {
  boost::system::error_code error;
  for (int chunks = 0; chunks < 16; ++chunks) {
    const std::size_t size = child_.output().read_some(asio::buffer(buffer_), error);
    if (error) break;
    take({buffer_.data(), size});
  }
  try {
    if (lines_.finish() == Reading::enough) end(ProcessEnd::enough);
  } catch (...) {
    fail(std::current_exception());
  }
}

void RunningCommand::take(std::string_view chunk) {
  last_output_ = Clock::now();
  const std::uint64_t limit = command_.output_limit;
  const std::uint64_t room = limit > result_.bytes ? limit - result_.bytes : 0;
  result_.bytes += chunk.size();
  if (limit > 0) chunk = chunk.substr(0, room);
  try {
    output_.write(chunk);
    if (lines_.add(chunk) == Reading::enough) end(ProcessEnd::enough);
  } catch (...) {
    fail(std::current_exception());
  }
  if (limit > 0 && result_.bytes > limit) end(ProcessEnd::overflow);
}

/// The first reason counts.
void RunningCommand::end(ProcessEnd why) {
  if (ending_) return;
  ending_ = true;
  result_.end = why;
  alarm_.cancel();
}

void RunningCommand::check_deadlines() {
  if (Clock::now() < deadline()) return;
  const bool in_all = command_.total > Seconds{} && Clock::now() - start_ >= command_.total;
  end(in_all ? ProcessEnd::deadline : ProcessEnd::silent);
}

bool RunningCommand::is_limited() const {
  const bool watches_disk = !command_.disk.empty() && command_.limits.disk_left > 0;
  return exit_ == Clock::time_point::max() && (command_.limits.memory > 0 || watches_disk);
}

void RunningCommand::check_limits() {
  const Limits& limits = command_.limits;
  if (limits.memory > 0) {
    const std::uint64_t held = child_.memory();
    result_.memory = std::max(result_.memory, held);
    if (held > limits.memory) end(ProcessEnd::memory);
  }
  if (!command_.disk.empty()) {
    std::error_code unknown;
    const auto disk = std::filesystem::space(command_.disk, unknown);
    if (!unknown && disk.available < limits.disk_left) end(ProcessEnd::disk);
  }
  next_look_ = Clock::now() + between_looks;
}

RunningCommand::Clock::time_point RunningCommand::deadline() const {
  auto first = Clock::time_point::max();
  if (exit_ != first) return first;  // it made it
  const auto limit = [&first](Clock::time_point from, Seconds allowed) {
    if (allowed > Seconds{}) first = std::min(first, from + std::chrono::ceil<Clock::duration>(allowed));
  };
  limit(start_, command_.total);
  limit(last_output_, command_.silence);
  return first;
}

ProcessResult RunningCommand::result(int status) {
  if (!ending_) {
    result_.end = WIFSIGNALED(status) ? ProcessEnd::signalled : ProcessEnd::exited;
    result_.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  }
  result_.tail = output_.tail();
  result_.took = std::min(Clock::now(), exit_) - start_;
  return std::move(result_);
}

}  // namespace gulliver
