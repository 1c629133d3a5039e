// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/job_verdict.hpp>

namespace gulliver {
namespace {

using Step = JobVerdict::Step;

/// "Slurm's job 17 on n1"
std::string subject(const JobStatus& job) {
  return "Slurm's job " + job.id + (job.node.empty() ? "" : " on " + job.node);
}

/// " (TIMEOUT)", " (FAILED: NonZeroExitCode)"
std::string words(const JobStatus& job) {
  return " (" + job.state + (job.reason.empty() ? "" : ": " + job.reason) + ")";
}

JobVerdict again(std::string reason) {
  JobVerdict verdict{Step::again, {VerdictKind::broken, reason}};
  verdict.trouble = std::move(reason);
  return verdict;
}

JobVerdict judge_end(const JobStatus& job, const JobSize& size, const std::string& log) {
  const std::string said = log.empty() ? "" : ": " + log;
  switch (job.end) {
    case JobEnd::completed:
      return again(subject(job) + " ended well and left no result" + words(job) + said);
    case JobEnd::node_failed:
      return again(subject(job) + " lost its node" + words(job));
    case JobEnd::failed: {
      JobVerdict verdict = again(subject(job) + " failed" + words(job) + said);
      verdict.elsewhere = true;
      return verdict;
    }
    case JobEnd::out_of_memory: {
      JobVerdict verdict =
          again(subject(job) + " needed more than its " + std::to_string(size.memory) + " MiB" + words(job));
      verdict.more_memory = true;
      return verdict;
    }
    case JobEnd::out_of_time:
      return {Step::give_up,
              {VerdictKind::deadline, subject(job) + " took longer than its limit, " +
                                          std::to_string(size.minutes) + " minutes" + words(job)}};
    case JobEnd::cancelled:
      return {Step::give_up,
              {VerdictKind::broken, subject(job) + " was cancelled, not by this run" + words(job)}};
  }
  return {};
}

}  // namespace

JobVerdict judge(const JobStatus& job, const JobSize& size, const std::string& log) {
  switch (job.stage) {
    case JobStage::ended:
      return judge_end(job, size, log);
    case JobStage::hopeless: {
      JobVerdict verdict{Step::give_up,
                         {VerdictKind::broken, subject(job) + " would wait for ever" + words(job)}};
      verdict.cancel = true;
      return verdict;
    }
    case JobStage::held: {
      // slurmctld lost its state and launched it twice, or a node could not start it: Slurm leaves that to
      // people.
      if (job.reason.find("launch failed") != std::string::npos) {
        JobVerdict verdict = again(subject(job) + " could not be started" + words(job));
        verdict.cancel = true;
        return verdict;
      }
      JobVerdict verdict;
      verdict.trouble =
          subject(job) + " is held" + words(job) + "; `scontrol release " + job.id + "` lets it go";
      return verdict;
    }
    case JobStage::waiting:
    case JobStage::running:
      return {};
  }
  return {};
}

JobVerdict judge_vanished(const std::string& job) {
  return again("Slurm's job " + job + " is gone and left no result");
}

}  // namespace gulliver
