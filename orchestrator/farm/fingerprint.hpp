// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <string>

namespace gulliver {

/// What went wrong in a cell, in 12 hexadecimal digits (of a SHA-256): the same from run to run, and on
/// every architecture that has the same fault. It goes by the verdict, and by its evidence as
/// normal_text() has it:
///   - unsupported, config-dropped: the options that were lost, and those that are the cause
///   - build-failed, link-failed: file and text of the first error
///   - boot-panicked, test-crashed: panic, what it came of, both call traces, and how far the tests came
///   - splat: who complained, of what, and the call trace
///   - tests-failed: every failed test, and what it expected
///   - no-output: the architecture
///   - all others: the reason
/// Line numbers do not count, so that an edit above them changes nothing. Empty for `passed`.
std::string fingerprint(const RunRecord& record);

}  // namespace gulliver
