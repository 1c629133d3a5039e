// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/engine.hpp>
#include <orchestrator/model/settings.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

// Slurm's commands as argument vectors, and what they print (22.05 and later). Manual pages: sbatch(1) for
// options and states, squeue(1) for "JOB REASON CODES", sinfo(1) for "NODE STATE CODES". Every field that may
// hold anything stands last, for Slurm quotes nothing.

/// Its script is for standard input.
std::vector<std::string> sbatch_command(const JobRequest& request, const SlurmSettings& settings);
std::vector<std::string> squeue_command();
std::vector<std::string> scancel_command(const std::vector<std::string>& jobs);
std::vector<std::string> sinfo_command(const SlurmSettings& settings);

/// The number in what sbatch printed ("17" or "17;CLUSTER"); empty: there is none.
std::string parse_sbatch(std::string_view printed);

/// Whether sbatch said that this job will never be taken, and not just that Slurm is busy or cannot be
/// reached.
bool is_refusal(std::string_view printed);

/// Lines that are none (warnings of Slurm) are passed over.
std::vector<JobStatus> parse_squeue(std::string_view printed);

/// The nodes of the partition, or of the default one where none was asked for.
std::vector<Node> parse_sinfo(std::string_view printed);

}  // namespace gulliver
