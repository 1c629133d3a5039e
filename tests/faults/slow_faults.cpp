// SPDX-License-Identifier: MIT
#include <tests/faults/fault.hpp>

#include <utility>

namespace gulliver {
namespace {

const std::vector<std::string> ordinary{"fragments/kunit-rust.config"};
const std::string soon_silent = ", deadline: {silence: 20, total: 180}";

/// A fault of the kernel that kernel/switch.patch makes, chosen on the command line.
PlantedFault switched(std::string name, std::string planted, PlantedFault::Words reason,
                      const std::string& fault, const std::string& more = {}) {
  return {.name = std::move(name),
          .planted = std::move(planted),
          .reason = std::move(reason),
          .patches = {"switch"},
          .fragments = ordinary,
          .guest = "{cmdline: " + fault + more + "}"};
}

/// The same with a kernel that has the checkers.
PlantedFault checked(std::string name, std::string planted, PlantedFault::Words reason,
                     const std::string& fault) {
  return {.name = std::move(name),
          .planted = std::move(planted),
          .reason = std::move(reason),
          .patches = {"switch"},
          .config = "debug",
          .fragments = {"debug.config"},
          .guest = "{cmdline: " + fault + ", memory: 1024, deadline: {silence: 120, total: 600}}"};
}

/// A change that does not build, or builds and is wrong.
PlantedFault changed(std::string name, std::string planted, PlantedFault::Words reason, std::string patch) {
  return {.name = std::move(name),
          .planted = std::move(planted),
          .reason = std::move(reason),
          .patches = {"switch", std::move(patch)},
          .fragments = ordinary};
}

}  // namespace

/// In an order in which each costs little after the one before: C first, what all of Rust is built
/// on last.
std::vector<PlantedFault> slow_faults() {
  return {
      switched("switch_off", "passed", {}, "gulliver_fault=none"),
      switched("panic_in_boot", "boot-panicked", {"gulliver_fault: a panic in an initcall"},
               "gulliver_fault=panic"),
      switched("oops_in_boot", "splat/oops", {"BUG: kernel NULL pointer dereference"}, "gulliver_fault=oops"),
      switched("warning_in_boot", "splat/warning", {"WARNING: "}, "gulliver_fault=warn"),
      switched("bug_in_boot", "splat/bug", {"kernel BUG at "}, "gulliver_fault=bug"),
      switched("rcu_stall", "splat/rcu-stall", {"stall"},
               "gulliver_fault=rcu-stall rcupdate.rcu_cpu_stall_timeout=3", ", cpus: 2"),
      switched("hang_in_boot", "boot-hung", {"no console output for 20 s"}, "gulliver_fault=hang-boot",
               soon_silent),
      switched("hang_in_test", "test-hung", {"gulliver_fault"}, "gulliver_fault=hang-test", soon_silent),
      switched("panic_in_test", "test-crashed", {"gulliver_fault: a panic in a test"},
               "gulliver_fault=crash-test"),
      switched("oops_in_test", "tests-failed", {"gulliver_fault.test_planted"}, "gulliver_fault=oops-test"),
      switched("failing_test", "tests-failed", {"gulliver_fault.test_planted"}, "gulliver_fault=fail-test"),
      switched("power_off_in_test", "tests-incomplete", {}, "gulliver_fault=power-off-test"),
      switched("forged_result", "tests-incomplete", {"gulliver_fault"}, "gulliver_fault=forged-result"),
      switched("only_c_tests", "no-rust-tests", {"none of them a Rust test"},
               "kunit.filter_glob=gulliver_fault"),
      switched("endless_messages", "deadline", {"30 s"}, "gulliver_fault=chatter",
               ", deadline: {silence: 20, total: 30}"),

      changed("error_in_c", "build-failed", {"C", "lib/argv_split.c:"}, "c-error"),
      changed("undefined_symbol", "link-failed", {"gulliver_nowhere"}, "undefined-symbol"),
      changed("error_in_driver", "build-failed",
              {"driver drivers/base/gulliver_driver", "drivers/base/gulliver_driver.rs:"}, "driver-error"),
      changed("error_in_doctest", "build-failed", {"doctest of xarray"}, "doctest-error"),
      changed("wrong_example", "tests-failed", {"rust/kernel/xarray.rs:"}, "wrong-example"),
      changed("error_in_abstraction", "build-failed", {"abstraction xarray", "rust/kernel/xarray.rs:"},
              "abstraction-error"),
      changed("field_renamed_in_c", "build-failed", {"abstraction faux", "rust/kernel/faux.rs:"},
              "renamed-field"),
      changed("header_gone", "build-failed", {"bindings", "gulliver_nowhere.h"}, "missing-header"),

      checked("checkers_content", "passed", {}, "gulliver_fault=none"),
      checked("lock_order", "splat/lockdep", {"possible circular locking dependency"},
              "gulliver_fault=lockdep"),
      checked("use_after_free", "splat/kasan", {"KASAN: slab-use-after-free"}, "gulliver_fault=kasan"),
      checked("shift_too_far", "splat/ubsan", {"UBSAN: shift-out-of-bounds"}, "gulliver_fault=ubsan"),
  };
}

}  // namespace gulliver
