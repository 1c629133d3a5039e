// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/farm_observer.hpp>
#include <runners/model/error.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// Keeps what a farm tells.
class RecordingObserver : public FarmObserver {
 public:
  void entered(const Cell& cell, Phase phase) override { phases[cell.id].push_back(phase); }
  void build_progress(const Cell& cell, int lines) override { build_lines[cell.id] = lines; }
  void test_progress(const Cell& cell, int count) override { tests[cell.id] = count; }

  void finished(const RunRecord& record) override {
    if (!fail_with.empty()) throw Error(fail_with);
    records.push_back(record);
  }

  std::optional<RunRecord> recall(const std::string& boot_key) override {
    for (const RunRecord& record : memory)
      if (record.boot_key == boot_key) return record;
    return std::nullopt;
  }

  std::map<std::string, std::vector<Phase>> phases;
  std::map<std::string, int> build_lines;
  std::map<std::string, int> tests;
  std::vector<RunRecord> records;
  std::vector<RunRecord> memory;  ///< what recall() finds
  std::string fail_with;          ///< not empty: finished() throws this
};

}  // namespace gulliver
