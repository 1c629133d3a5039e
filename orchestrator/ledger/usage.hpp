// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/effort.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gulliver {

class Database;

/// What a ledger says of the farm itself.
class Usage {
 public:
  /// \throws Error  the ledger cannot be read
  explicit Usage(const std::filesystem::path& file);
  ~Usage();

  /// Of the runs of a matrix (the file, absolute) that began in [from, to).
  Effort effort(const std::string& matrix, Moment from, Moment to) const;

  /// Every version of every package and tool that a record was made with, by name and version.
  std::vector<ToolUse> tools() const;

 private:
  std::unique_ptr<Database> database_;
};

}  // namespace gulliver
