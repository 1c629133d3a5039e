// SPDX-License-Identifier: MIT
#include <runners/model/verdict.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace gulliver {
namespace {

struct Row {
  VerdictKind kind;
  std::string_view name;
  Fault fault;
};

constexpr std::array rows{
    Row{VerdictKind::passed, "passed", Fault::none},
    Row{VerdictKind::patch_failed, "patch-failed", Fault::input},
    Row{VerdictKind::unsupported, "unsupported", Fault::none},
    Row{VerdictKind::config_dropped, "config-dropped", Fault::kernel},
    Row{VerdictKind::build_failed, "build-failed", Fault::kernel},
    Row{VerdictKind::link_failed, "link-failed", Fault::kernel},
    Row{VerdictKind::no_output, "no-output", Fault::kernel},
    Row{VerdictKind::boot_failed, "boot-failed", Fault::kernel},
    Row{VerdictKind::boot_panicked, "boot-panicked", Fault::kernel},
    Row{VerdictKind::boot_hung, "boot-hung", Fault::kernel},
    Row{VerdictKind::test_hung, "test-hung", Fault::kernel},
    Row{VerdictKind::test_crashed, "test-crashed", Fault::kernel},
    Row{VerdictKind::splat, "splat", Fault::kernel},
    Row{VerdictKind::tests_failed, "tests-failed", Fault::kernel},
    Row{VerdictKind::tests_incomplete, "tests-incomplete", Fault::kernel},
    Row{VerdictKind::tests_missing, "tests-missing", Fault::kernel},
    Row{VerdictKind::no_rust_tests, "no-rust-tests", Fault::kernel},
    Row{VerdictKind::flaky, "flaky", Fault::kernel},
    Row{VerdictKind::console_overflow, "console-overflow", Fault::kernel},
    Row{VerdictKind::deadline, "deadline", Fault::kernel},
    Row{VerdictKind::emulator_died, "emulator-died", Fault::farm},
    Row{VerdictKind::broken, "broken", Fault::farm},
};

const Row& row_of(VerdictKind kind) {
  return *std::ranges::find(rows, kind, &Row::kind);
}

}  // namespace

std::string_view name_of(VerdictKind kind) { return row_of(kind).name; }

Fault fault_of(VerdictKind kind) { return row_of(kind).fault; }

std::optional<VerdictKind> verdict_kind(std::string_view name) {
  const auto* row = std::ranges::find(rows, name, &Row::name);
  if (row == rows.end()) return std::nullopt;
  return row->kind;
}

}  // namespace gulliver
