// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/report.hpp>

#include <string>

namespace gulliver {

/// A run as JUnit XML: a suite for each cell, with test cases `build`, `boot` and one for each test. Whatever
/// is not good is a `failure`, but an `error` where the farm failed, and `skipped` where it is accepted, or is
/// nobody's fault. A cell that is bad has something red in it: where no test is, its build or its boot.
std::string junit(const RunView& view);

/// A run as KCIDB 5.3: a checkout for each tree, a build for each cell that was come to, and its tests.
/// `origin` is the name of the sender, of [a-z0-9_].
std::string kcidb(const RunView& view, const std::string& origin);

}  // namespace gulliver
