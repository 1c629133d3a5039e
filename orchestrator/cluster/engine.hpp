// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/error.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

namespace asio = boost::asio;

/// The engine did not answer: what became of the call is unknown, and so is every job. Nothing may be
/// concluded from it.
class EngineSilent : public Error {
 public:
  using Error::Error;
};

/// The engine answered that it will not take a job of this kind, now or later.
class JobRefused : public Error {
 public:
  using Error::Error;
};

/// What a job takes.
struct JobSize {
  int cpus = 1;
  int memory = 0;   ///< MiB
  int minutes = 0;  ///< longest time
  bool operator==(const JobSize&) const = default;
};

/// A job as it is asked for.
struct JobRequest {
  std::string name;            ///< by which a job is found whose number was never heard of
  std::string script;          ///< of a shell
  std::filesystem::path logs;  ///< folder of what the script prints, in job_log()
  JobSize size;
  std::vector<std::string> avoided = {};  ///< nodes on which it must not run
};

enum class JobStage {
  waiting,
  held,      ///< waits for a person
  hopeless,  ///< waits for what will never be
  running,
  ended,
};

enum class JobEnd { completed, failed, out_of_time, out_of_memory, node_failed, cancelled };

/// A job as the engine tells of it.
struct JobStatus {
  std::string id;
  std::string name;
  JobStage stage = JobStage::waiting;
  JobEnd end = JobEnd::completed;  ///< of one that ended
  std::string state;               ///< in the engine's own words: "PENDING"
  std::string reason;              ///< likewise, why: "Resources"; may be empty
  std::string node;                ///< where it runs or ran last; may be empty
  bool operator==(const JobStatus&) const = default;
};

/// A machine that jobs may run on.
struct Node {
  std::string name;
  int cpus = 0;
  int memory = 0;                   ///< MiB
  std::optional<int> minutes = {};  ///< longest time of a job; none: no limit
  std::string state;                ///< in the engine's own words: "drained"
  bool usable = true;               ///< takes jobs now, or will when it is free
  std::string reason;               ///< why not; may be empty
  bool operator==(const Node&) const = default;
};

/// A batch engine: an existing scheduler with queues, limits and requeue. It gives at least once: two copies
/// of a job may run at the same time.
class ClusterEngine {
 public:
  virtual ~ClusterEngine() = default;

  /// Returns the job's number.
  /// \throws EngineSilent  the job may be there all the same
  /// \throws JobRefused
  virtual asio::awaitable<std::string> submit(JobRequest request) = 0;

  /// Every job of this user, those too that ended a while ago.  \throws EngineSilent
  virtual asio::awaitable<std::vector<JobStatus>> list() = 0;

  /// \throws EngineSilent
  virtual asio::awaitable<void> cancel(std::vector<std::string> jobs) = 0;

  /// All nodes that a job may run on, those too that are down.  \throws EngineSilent
  virtual asio::awaitable<std::vector<Node>> nodes() = 0;
};

/// What a job printed, in the folder of its request.
std::string job_log(const std::string& job);

}  // namespace gulliver
