// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/guest.hpp>
#include <runners/model/test_report.hpp>
#include <runners/model/verdict.hpp>

namespace gulliver {

/// The verdict on a guest that was booted from a kernel whose configuration passed the gate.
/// `passed` needs all of: every plan announced and met, at least one Rust test run, no test failed,
/// no complaint of the kernel. Whatever is in doubt is not a pass.
Verdict judge(const GuestSpec& guest, const BootResult& boot, const TestReport& tests);

}  // namespace gulliver
