// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/engine.hpp>

#include <algorithm>
#include <functional>

namespace gulliver {

/// An engine whose jobs do what a test says.
class FakeEngine : public ClusterEngine {
 public:
  std::vector<JobRequest> requests;    ///< everything that was submitted
  std::vector<JobStatus> jobs;         ///< what list() tells
  std::vector<std::string> cancelled;  ///< ids, in order
  std::vector<Node> machines{{"n1", 4, 16000, {}, "idle", true, ""}, {"n2", 2, 8000, {}, "idle", true, ""}};
  int lists = 0;         ///< calls of list()
  int silent = 0;        ///< so many calls of list() are not answered
  int lost_answers = 0;  ///< so many submissions succeed and are not answered
  int lost_submits = 0;  ///< so many submissions never reach the engine
  std::string refusal;   ///< not empty: no job is taken
  std::function<void(const JobRequest& request, JobStatus& job)> begin;  ///< a job was submitted
  std::function<void(FakeEngine& engine)> tick;                          ///< list() is called

  JobStatus& job(const std::string& id) { return *std::ranges::find(jobs, id, &JobStatus::id); }

  asio::awaitable<std::string> submit(JobRequest request) override {
    if (!refusal.empty()) throw JobRefused(refusal);
    if (lost_submits-- > 0) throw EngineSilent("sbatch printed nothing for too long and was ended");
    requests.push_back(request);
    JobStatus job;
    job.id = std::to_string(requests.size());
    job.name = request.name;
    job.stage = JobStage::running;
    job.state = "RUNNING";
    job.node = "n1";
    if (begin) begin(request, job);
    jobs.push_back(job);
    if (lost_answers-- > 0) throw EngineSilent("sbatch exited with status 1");
    co_return job.id;
  }

  asio::awaitable<std::vector<JobStatus>> list() override {
    ++lists;
    if (silent-- > 0) throw EngineSilent("squeue exited with status 1");
    if (tick) tick(*this);
    co_return jobs;
  }

  asio::awaitable<void> cancel(std::vector<std::string> ids) override {
    for (const std::string& id : ids) {
      cancelled.push_back(id);
      end(id, JobEnd::cancelled, "CANCELLED");
    }
    co_return;
  }

  asio::awaitable<std::vector<Node>> nodes() override { co_return machines; }

  void end(const std::string& id, JobEnd how, const std::string& state) {
    for (JobStatus& job : jobs)
      if (job.id == id && job.stage != JobStage::ended)
        job = {id, job.name, JobStage::ended, how, state, "", job.node};
  }
};

}  // namespace gulliver
