// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/answer/answer_facts.hpp>
#include <orchestrator/report/record_facts.hpp>

#include <string>
#include <vector>

namespace gulliver {

// What all forms of an answer say in the same words. A stranger's text in them is as it came: each form
// makes it harmless in its own way.

/// "nothing got worse: 4 cells, 1,572 tests", "patch 2/3 "arm64: ..." broke xarray on mips-big/kunit",
/// "the series does not apply: ...", "no answer: the farm failed on mips-big/kunit".
std::string headline(const PatchResult& result);

/// "arm64-little/kunit, mips-big/kunit"
std::string names_of(const Cells& cells);

/// "patch 2/3"
std::string number_text(const PatchResult& result, int number);

/// "[PATCH v2 2/3] xarray: pass flags"
std::string subject_text(const PatchResult& result, const SubmittedPatch& patch);

/// "1 abstraction (xarray), 0 drivers (none of 212 Rust files outside rust/ speaks of xa_store)"; empty
/// where nothing does
std::string needs_change(const PatchResult& result);

/// "fails on every big-endian cell and on no little-endian one", or the other way round; else empty. Cells
/// that say nothing of the series (flaky, failing before, unknown) do not count.
std::string endian_pattern(const PatchResult& result, const Cells& failing);

/// "abstraction xarray", "Kconfig"; of what is in no part of the tree, the stage: "the boot".
std::string part_text(const Accusation& accusation);

/// "rust/kernel/xarray.rs:213: this function takes 4 arguments"
std::string blame_text(const Blame& blame);

/// The tools that decide a kernel, of every cell, each once.
std::string tools_text(const PatchResult& result);

/// The command that was given, and one for the first cell of every accusation.
std::vector<std::string> commands(const PatchResult& result);

}  // namespace gulliver
