// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/engine.hpp>
#include <orchestrator/model/settings.hpp>
#include <runners/process/process_runner.hpp>

namespace gulliver {

/// Slurm, through its own commands (package slurm-client) and as this user.
class Slurm : public ClusterEngine {
 public:
  /// `processes` must not be stopped by Ctrl-C: jobs have to be cancelled then.
  Slurm(SlurmSettings settings, ProcessRunner& processes)
      : settings_(std::move(settings)), processes_(processes) {}

  asio::awaitable<std::string> submit(JobRequest request) override;
  asio::awaitable<std::vector<JobStatus>> list() override;
  asio::awaitable<void> cancel(std::vector<std::string> jobs) override;
  asio::awaitable<std::vector<Node>> nodes() override;

 private:
  asio::awaitable<std::string> call(std::vector<std::string> argv, std::string input);

  SlurmSettings settings_;
  ProcessRunner& processes_;
};

}  // namespace gulliver
