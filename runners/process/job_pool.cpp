// SPDX-License-Identifier: MIT
#include <runners/process/job_pool.hpp>

#include <runners/model/error.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr auto quietly = asio::as_tuple(asio::use_awaitable);

[[noreturn]] void fail(const fs::path& path, int error) {
  throw Error(path.string() + ": cannot make the fifo of the job budget: " + std::strerror(error));
}

/// Opened for both directions, it never comes to an end while no make is connected.
int open_fifo(const fs::path& path, int jobs) {
  if (jobs < 1) {
    throw Error("a job budget of " + std::to_string(jobs) + " jobs was asked for: it needs at least 1");
  }
  std::error_code error;
  if (fs::create_directories(path.parent_path(), error)) ::chmod(path.parent_path().c_str(), 0755);
  if (fs::is_fifo(path, error)) fs::remove(path, error);
  if (::mkfifo(path.c_str(), 0666) != 0) fail(path, errno);
  ::chmod(path.c_str(), 0666);  // whatever our umask says
  const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) fail(path, errno);
  return fd;
}

}  // namespace

JobPool::JobPool(asio::any_io_executor executor, const fs::path& path, int jobs)
    : jobs_(jobs), fifo_(executor, open_fifo(path, jobs)) {
  put(jobs);
}

void JobPool::stop() {
  stopped_ = true;
  for (Turn* turn : queue_) turn->ring();
  fifo_.cancel();
}

void JobPool::give_back(int count) noexcept {
  granted_ -= count;
  put(count);
  if (granted_ == 0) settle();
}

/// Nobody holds jobs, so no make runs: what is missing was lost, and what is too much was made up.
void JobPool::settle() {
  const int missing = jobs_ - gathered_ - in_fifo();
  if (missing > 0) put(missing);
  if (missing < 0) take(-missing);
}

int JobPool::in_fifo() {
  int bytes = 0;
  ::ioctl(fifo_.native_handle(), FIONREAD, &bytes);
  return bytes;
}

int JobPool::take(int count) {
  std::string tokens(static_cast<std::size_t>(count), '\0');
  return static_cast<int>(std::max<ssize_t>(0, ::read(fifo_.native_handle(), tokens.data(), tokens.size())));
}

void JobPool::put(int count) {
  const std::string tokens(static_cast<std::size_t>(count), '+');
  // A full fifo holds thousands of jobs too many already.
  [[maybe_unused]] const ssize_t written = ::write(fifo_.native_handle(), tokens.data(), tokens.size());
}

JobPool::Turn::Turn(JobPool& pool)
    : pool_(pool), bell_(pool.fifo_.get_executor(), asio::steady_timer::time_point::max()) {
  pool_.queue_.push_back(this);
}

JobPool::Turn::~Turn() {
  if (first()) {
    pool_.put(pool_.gathered_);
    pool_.gathered_ = 0;
  }
  pool_.queue_.remove(this);
  if (!pool_.queue_.empty()) pool_.queue_.front()->ring();
}

asio::awaitable<void> JobPool::Turn::something_happens() {
  if (first()) {
    co_await pool_.fifo_.async_wait(asio::posix::stream_descriptor::wait_read, quietly);
  } else {
    co_await bell_.async_wait(quietly);
  }
}

bool JobPool::Turn::gather(int count) {
  if (!first()) return false;
  pool_.gathered_ += pool_.take(count - pool_.gathered_);
  if (pool_.gathered_ < count) return false;
  pool_.granted_ += pool_.gathered_;
  pool_.gathered_ = 0;
  return true;
}

}  // namespace gulliver
