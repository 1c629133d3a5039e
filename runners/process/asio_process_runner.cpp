// SPDX-License-Identifier: MIT
#include <runners/process/asio_process_runner.hpp>

#include <runners/model/error.hpp>
#include <runners/process/group_guard.hpp>
#include <runners/process/running_command.hpp>

#include <utility>

namespace gulliver {

AsioProcessRunner::AsioProcessRunner(asio::any_io_executor executor, Seconds grace)
    : executor_(std::move(executor)), grace_(grace), guard_(std::make_shared<GroupGuard>()) {}

asio::awaitable<ProcessResult> AsioProcessRunner::run(Command command) {
  if (stopped_) throw Interrupted();
  const auto running = std::make_shared<RunningCommand>(executor_, std::move(command), grace_, guard_);
  std::erase_if(running_, [](const auto& other) { return other.expired(); });
  running_.push_back(running);
  co_return co_await running->finish();
}

void AsioProcessRunner::stop() {
  stopped_ = true;
  for (const auto& entry : running_) {
    if (const auto running = entry.lock()) running->fail(std::make_exception_ptr(Interrupted()));
  }
}

}  // namespace gulliver
