// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// What a survey says of one config on one architecture.
enum class Outcome {
  absent,       ///< no part of the matrix
  passed,
  failed,       ///< the kernel's fault
  broken,       ///< not the kernel's fault, and says nothing about it
  unsupported,  ///< Kconfig has Rust and the config exclude each other
  excluded,     ///< not applicable: the matrix or the table of architectures leaves it out
  untried,      ///< part of the matrix, without a record
};

/// Lower-case, with hyphens; a class in HTML.
std::string_view name_of(Outcome standing);

/// Of a cell that has a record.
Outcome outcome_of(VerdictKind kind);

struct SurveyCell {
  Outcome standing = Outcome::absent;
  std::string text;  ///< "pass 394/395", "tests-failed 392/395", or a verdict without tests
  int note = 0;      ///< number of the note that says why; 0: none
  std::string cell = {};  ///< id of the cell whose record it is about; empty: none
};

/// The head of a row or a column: an architecture in one byte order, or a config.
struct SurveyHead {
  std::string name;
  std::string endian;  ///< of an architecture
  std::string about;   ///< of a config: who needs it; may be empty
  bool operator==(const SurveyHead&) const = default;
};

/// Configs x architectures with the reasons as footnotes; what every rendering of a report is made from.
struct Survey {
  std::vector<SurveyHead> columns;
  std::vector<SurveyHead> rows;
  std::vector<std::vector<SurveyCell>> cells;  ///< [row][column]
  std::vector<std::string> notes;              ///< note 1 first, none twice
};

/// Rows and columns as `view` has them, in the matrix's order.
Survey make_survey(const RunView& run, ReportView view);

/// What stands above a survey.
struct SurveySource {
  std::vector<std::string> trees;  ///< in words
  std::string runs;                ///< "run 12" or "runs 3, 5 and 7"; "no run"
  std::string dates;               ///< "2026-11-22" or "2026-11-22 to 2026-11-24"; empty without a record
  std::string counts;              ///< "12 passed, 1 failed, 3 unsupported, 8 not applicable, 2 not run"
};

SurveySource survey_source(const RunView& run, ReportView view, const Survey& survey);

}  // namespace gulliver
