// SPDX-License-Identifier: MIT
#include <tests/faults/fault.hpp>

namespace gulliver {
namespace {

const std::vector<std::string> ordinary{"fragments/kunit-rust.config"};
const std::string real = "qemu-system-x86_64 -M q35 \"$@\"";

/// Boots that begin before a moment wait for it and find no root; later ones are as they should be.
const std::string once_bad = "soon=@SOON@; [ $(date +%s) -ge $soon ] && exec " + real +
                             "; while [ $(date +%s) -lt $soon ]; do sleep 1; done; exec " + real +
                             " -append 'console=ttyS0 panic=-1 kunit.enable=0'";

/// A guest spoiled by its command line or its deadlines.
PlantedFault spoiled(std::string name, std::string planted, PlantedFault::Words reason, std::string guest) {
  return {.name = std::move(name),
          .planted = std::move(planted),
          .reason = std::move(reason),
          .fragments = ordinary,
          .guest = std::move(guest)};
}

/// A guest behind a wrapper.
PlantedFault wrapped(std::string name, std::string planted, PlantedFault::Words reason, std::string script) {
  return {.name = std::move(name),
          .planted = std::move(planted),
          .reason = std::move(reason),
          .fragments = ordinary,
          .qemu = std::move(script)};
}

}  // namespace

std::vector<PlantedFault> fast_faults() {
  const std::string no_tests = "kunit.enable=0 kunit_shutdown=off";
  return {
      spoiled("nothing", "passed", {}, "{}"),

      {.name = "patch_for_another_tree",
       .planted = "patch-failed",
       .reason = {"lib/argv_split.c"},
       .patches = {"no-such-place"},
       .fragments = ordinary},
      {.name = "randstruct_with_rust",
       .planted = "unsupported",
       .reason = {"RANDSTRUCT"},
       .config = "unsupported",
       .fragments = {"fragments/kunit-rust.config", "randstruct.config"}},
      {.name = "storage_without_usb",
       .planted = "config-dropped",
       .reason = {"USB_STORAGE"},
       .config = "dropped",
       .fragments = {"fragments/kunit-rust.config", "storage.config"}},

      {.name = "console_that_is_not_there",
       .planted = "no-output",
       .reason = {"hvc0"},
       .fragments = ordinary,
       .console = "hvc0"},
      wrapped("end_before_tests", "boot-failed", {}, real + " | sed -u '/^Mount-cache/q'"),
      spoiled("tests_turned_off", "boot-failed", {}, "{cmdline: kunit.enable=0}"),
      spoiled("no_root", "boot-panicked", {"VFS: Unable to mount root fs"}, "{cmdline: " + no_tests + "}"),
      spoiled("wait_for_root", "boot-hung", {"no console output for 12 s before the first test"},
              "{cmdline: " + no_tests + " root=/dev/nowhere rootwait, deadline: {silence: 12, total: 120}}"),
      spoiled("wait_for_root_too_long", "deadline", {"15 s"},
              "{cmdline: " + no_tests + " root=/dev/nowhere rootwait, deadline: {silence: 60, total: 15}}"),

      wrapped("console_cut", "tests-incomplete", {}, real + " | sed -u '/Subtest: rust_kvec/q'"),
      wrapped("third_results_lost", "tests-incomplete", {}, real + " | sed -u '/ok 3 /d'"),
      {.name = "only_doctests",
       .planted = "tests-missing",
       .reason = {},
       .fragments = ordinary,
       .guest = "{cmdline: 'kunit.filter_glob=rust_doctests*'}",
       .before = "{}"},
      spoiled("no_test_wanted", "no-rust-tests", {}, "{cmdline: 'kunit.filter_glob=nothing*'}"),

      wrapped("once_bad", "flaky", {}, once_bad),
      wrapped("endless_text", "console-overflow", {"64 MiB"}, "yes 'a line that comes again and again'"),
      wrapped("emulator_killed", "emulator-died", {"signal 11"}, "kill -SEGV $$"),
      wrapped("no_such_machine", "emulator-died", {"unsupported machine type"},
              "exec qemu-system-x86_64 -M nowhere \"$@\""),
      wrapped("no_emulator", "broken", {"qemu-system-nowhere"}, "exec qemu-system-nowhere \"$@\""),
  };
}

}  // namespace gulliver
