// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>
#include <orchestrator/model/run_record.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// A patch of a series, as it was submitted. Its texts are a stranger's.
struct SubmittedPatch {
  int number = 1;          ///< n of n/m
  std::string subject;     ///< without what stands in brackets
  std::string author;      ///< "Lemuel Gulliver <lemuel@example.org>"
  std::string message_id;  ///< without <>; empty where it was no mail
  std::string text;        ///< the patch file
};

/// What was handed in.
struct SubmittedSeries {
  std::string source;   ///< as it was asked for: a file, a folder, "v7.3..topic", a message id
  std::string subject;  ///< of the cover letter, else of the first patch
  int version = 1;      ///< 2 of [PATCH v2 1/3]
  std::vector<SubmittedPatch> patches;
};

/// Everything that an answer to a series is made of: one model for the terminal, the mail, and every
/// format for programs.
struct PatchResult {
  SubmittedSeries series;
  std::string matrix;                 ///< the file, absolute
  std::vector<std::string> arguments; ///< of the command, program name left out
  Revision base, patched;             ///< of the first tree; `id` is empty where the series does not apply
  RunId base_run = 0, run = 0;        ///< 0: every base cell was known already; the series did not apply
  std::string does_not_apply;         ///< one sentence: which patch, file and hunk, and what stands there; else empty
  std::vector<CellComparison> cells;  ///< in the plan's order
  std::vector<std::string> abstractions;  ///< units that need a change: "xarray"
  std::vector<std::string> drivers;       ///< drivers that fail to build
  std::vector<std::string> direct_users;  ///< Rust files outside of rust/ that speak of a changed binding in a chain
  int rust_files = 0;                     ///< Rust files outside of rust/ that were looked through for that
  std::vector<std::string> maintainers;   ///< "Name <address> (role)", as scripts/get_maintainer.pl has it
  Moment started, finished;
};

/// 0 nothing got worse, 1 the series is at fault, 2 it does not apply, 3 the farm is at fault: the
/// worst of its cells decides, and farm before series. Where no cell was planned, or every one is flaky,
/// nothing was found out: 3.
int exit_code_of(const PatchResult& result);

/// Cells that became worse.
std::vector<const CellComparison*> accused(const PatchResult& result);

}  // namespace gulliver
