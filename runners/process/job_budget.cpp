// SPDX-License-Identifier: MIT
#include <runners/process/job_budget.hpp>

#include <runners/model/error.hpp>
#include <runners/process/job_pool.hpp>

#include <algorithm>
#include <utility>

namespace gulliver {

JobTokens::JobTokens(std::shared_ptr<JobPool> pool, int count) : pool_(std::move(pool)), count_(count) {}

JobTokens::JobTokens(JobTokens&& other) noexcept
    : pool_(std::move(other.pool_)), count_(std::exchange(other.count_, 0)) {}

JobTokens& JobTokens::operator=(JobTokens&& other) noexcept {
  JobTokens(std::move(other)).swap(*this);
  return *this;
}

JobTokens::~JobTokens() {
  if (pool_) pool_->give_back(count_);
}

void JobTokens::swap(JobTokens& other) noexcept {
  std::swap(pool_, other.pool_);
  std::swap(count_, other.count_);
}

JobBudget::JobBudget(asio::any_io_executor executor, std::filesystem::path fifo, int jobs)
    : fifo_(std::move(fifo)), pool_(std::make_shared<JobPool>(std::move(executor), fifo_, jobs)) {}

JobBudget::~JobBudget() {
  std::error_code ignored;
  std::filesystem::remove(fifo_, ignored);
}

asio::awaitable<JobTokens> JobBudget::acquire(int count) {
  const auto pool = pool_;  // outlives us where the loop is destroyed after us
  const int wanted = std::clamp(count, 1, pool->jobs());
  JobPool::Turn turn(*pool);
  while (!pool->stopped()) {
    if (turn.gather(wanted)) co_return JobTokens(pool, wanted);
    co_await turn.something_happens();
  }
  throw Interrupted();
}

void JobBudget::stop() {
  pool_->stop();
}

int JobBudget::jobs() const {
  return pool_->jobs();
}

std::string jobserver_makeflags(int jobs, const std::string& fifo) {
  return " -j" + std::to_string(jobs) + " --jobserver-auth=fifo:" + fifo;
}

}  // namespace gulliver
