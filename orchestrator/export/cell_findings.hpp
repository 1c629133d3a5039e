// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>
#include <runners/model/test_list.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// What the findings of a run say about one cell.
class CellFindings {
 public:
  CellFindings(const Findings& findings, const std::string& cell);

  /// Tests failed, every one of them is accepted, and nothing else is wrong.
  bool is_known() const { return is_known_; }

  /// Why a failure is accepted; a null pointer where it is not.
  const Accepted* accepted(const ListedTest& test) const;

  /// Tests that should have run and did not.
  const std::vector<const Finding*>& missing() const { return missing_; }

 private:
  std::vector<const Finding*> known_, missing_;
  bool is_known_ = false;
};

/// "accepted: the driver reads little-endian registers (https://...)"
std::string accepted_text(const Accepted& accepted);

}  // namespace gulliver
