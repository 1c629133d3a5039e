// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/farm/cell_boot.hpp>

namespace gulliver {

/// Whether two boots of one image came to the same end: kind of verdict and fingerprint.
bool same_outcome(const RunRecord& one, const RunRecord& other);

/// Boots a cell, and where that blames the kernel, the same image up to `reboots` times more, until one
/// boot disagrees: then the cell is flaky. Where the farm is at fault a boot is tried once more, and says
/// nothing about the kernel; with no reboots allowed not even that.
///
/// Boot, tests and boot key of what returns are those of the first boot (console.log); the others are its
/// reboots (console.2.log, console.3.log), in order, those that the farm failed too (console.died.log).
/// \throws Interrupted  the process runner was stopped
asio::awaitable<RunRecord> boot_repeatedly(CellBoot& cell, RunRecord opened, int reboots);

}  // namespace gulliver
