// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// Where a cell stands. A build's phases are told of every cell that it serves.
enum class Phase { queued, configuring, building, waiting_to_boot, booting, rebooting, isolating, done };

std::string_view name_of(Phase phase);

/// Who wants to know what happens, and who remembers: the farm's only tie to the ledger and to
/// the terminal. Called on the farm's one thread.
class FarmObserver {
 public:
  virtual ~FarmObserver() = default;

  virtual void entered(const Cell& cell, Phase phase) = 0;

  /// make printed another line of progress ("  CC  kernel/fork.o"); `lines` so far in this build.
  virtual void build_progress(const Cell& cell, int lines) = 0;

  /// Another test result is in; `tests` so far in this boot.
  virtual void test_progress(const Cell& cell, int tests) = 0;

  /// A cell is through. Called exactly once for each cell that was not interrupted; when it returns, the record is kept.
  virtual void finished(const RunRecord& record) = 0;

  /// A passed record of an earlier boot with this key, if there is one and it may be reused.
  virtual std::optional<RunRecord> recall(const std::string& boot_key) = 0;
};

}  // namespace gulliver
