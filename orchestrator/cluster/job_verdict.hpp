// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/engine.hpp>
#include <runners/model/verdict.hpp>

#include <string>

namespace gulliver {

/// What an order needs whose results are not all there.
struct JobVerdict {
  enum class Step {
    wait,     ///< the job is on its way, or a person has to act
    again,    ///< another job may do better
    give_up,  ///< no other job would: `verdict` is that of the cells
  };
  Step step = Step::wait;
  Verdict verdict = {};      ///< with `again`, what it comes to if there was too much of that already
  bool elsewhere = false;    ///< with `again`: not on the same node
  bool more_memory = false;  ///< likewise
  bool cancel = false;       ///< the job would stay for ever
  std::string trouble = {};  ///< worth a person's notice; empty: nothing
};

/// Judges by what the engine says of the order's job.
/// \param size  what was asked for
/// \param log   the last that the job printed
JobVerdict judge(const JobStatus& job, const JobSize& size, const std::string& log);

/// Of a job that the engine knows no more.
JobVerdict judge_vanished(const std::string& job);

}  // namespace gulliver
