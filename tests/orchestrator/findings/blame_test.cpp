// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/findings/blame.hpp>
#include <orchestrator/findings/broken_chain.hpp>
#include <orchestrator/findings/comparison.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::IsEmpty;
using enum TestStatus;

namespace {

const Diagnostic too_few{"rust/kernel/xarray.rs", 2, "error", "this function takes 5 arguments but 4 arguments were supplied"};
const ChangedBinding store{"xa_store", "fn xa_store(arg1: *mut xarray) -> u8", "fn xa_store(arg1: *mut xarray, node: ffi::c_int) -> u8"};

BlameSources parameter_added() {
  BlameSources sources;
  sources.changes = {{"include/linux/xarray.h", "include/linux/xarray.h",
                      {{355, 355, {"void *xa_store(struct xarray *, unsigned long);"},
                        {"void *xa_store(struct xarray *, unsigned long,", "\t\tint node);"}}}},
                     {"lib/xarray.c", "lib/xarray.c", {{1, 1, {"xa_store()"}, {"xa_store(node)"}}}}};
  sources.bindings = {{"unrelated", "const unrelated: u8 = 1", ""}, store};
  sources.source = [](const std::string& path) {
    return path == "rust/kernel/xarray.rs" ? "fn store() {\n    unsafe { bindings::xa_store(\n        self.xa) }\n}\n" : "";
  };
  return sources;
}

CellComparison broken_build(std::vector<Diagnostic> errors) {
  RunRecord patched = unbooted(x86_64);
  patched.build.emplace().diagnostics = std::move(errors);
  return compare(x86_64, with(x86_64, passed), patched, {});
}

}  // namespace

TEST(Blame, of_a_changed_parameter_goes_back_to_the_header) {
  const auto blames = blames_of(broken_build({too_few}), parameter_added());
  ASSERT_EQ(blames.size(), 1u);
  EXPECT_EQ(blames[0].origin, (Origin{Layer::abstraction, "xarray"}));
  EXPECT_EQ(blames[0].place, "rust/kernel/xarray.rs:2");
  const BrokenChain expected{"include/linux/xarray.h:355", "void *xa_store(struct xarray *, unsigned long,", store, "rust/kernel/xarray.rs:2"};
  EXPECT_EQ(blames[0].chain, expected);
}

TEST(Blame, finds_a_renamed_field_by_the_words_that_differ) {
  BlameSources sources;
  sources.changes = {{"include/linux/device.h", "include/linux/device.h", {{9, 9, {"\tstruct bus *bus;"}, {"\tstruct bus *bus_of;"}}}}};
  sources.bindings = {{"device", "struct device { bus: *mut bus }", "struct device { bus_of: *mut bus }"}};
  const auto chain = broken_chain({"rust/kernel/device.rs", 5, "error", "no field `bus` on type `bindings::device`"}, sources);
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->header, "include/linux/device.h:9");
}

TEST(Blame, finds_the_header_by_a_parameter_of_two_letters) {
  BlameSources sources = parameter_added();
  sources.changes[0].lines = {{356, 356, {"\t\tvoid *entry);"}, {"\t\tvoid *entry,", "\t\tint id);"}}};
  sources.bindings[1].after = "fn xa_store(arg1: *mut xarray, id: ffi::c_int) -> u8";
  const auto chain = broken_chain(too_few, sources);
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->header, "include/linux/xarray.h:357");
}

TEST(Blame, finds_the_header_where_a_declaration_is_spread_over_lines) {
  BlameSources sources = parameter_added();
  sources.changes[0].lines = {{356, 356, {"\t\tvoid *entry);"}, {"\t\tvoid *entry, int node);"}}};
  const auto chain = broken_chain(too_few, sources);
  ASSERT_TRUE(chain);
  EXPECT_EQ(chain->header, "include/linux/xarray.h:356") << "and not lib/xarray.c, which has the name";
}

TEST(Blame, has_no_chain_where_a_link_is_missing) {
  BlameSources sources = parameter_added();
  EXPECT_FALSE(broken_chain({"rust/kernel/list.rs", 1, "error", "mismatched types"}, sources)) << "it speaks of no binding";
  EXPECT_FALSE(broken_chain({"lib/xarray.c", 1, "error", "xa_store"}, sources)) << "no Rust";
  sources.changes.clear();
  EXPECT_FALSE(broken_chain(too_few, sources)) << "no header changed";
}

TEST(Blame, leaves_out_what_make_says_of_a_tool_that_failed) {
  const Diagnostic make{"", 0, "error", "make[3]: *** [rust/Makefile:799: rust/kernel.o] Error 1"};
  EXPECT_EQ(blames_of(broken_build({too_few, make}), {}).size(), 1u);
  EXPECT_EQ(blames_of(broken_build({make}), {}).size(), 1u) << "where nothing else was said";
}

TEST(Blame, leaves_out_what_was_wrong_before) {
  RunRecord base = unbooted(x86_64), patched = unbooted(x86_64);
  const Diagnostic old_error{"lib/a.c", 1, "error", "old"};
  base.build.emplace().diagnostics = {old_error};
  patched.build.emplace().diagnostics = {old_error, too_few};
  const auto blames = blames_of(compare(x86_64, base, patched, {}), {});
  ASSERT_EQ(blames.size(), 1u);
  EXPECT_EQ(blames[0].text, too_few.text);
}

TEST(Blame, of_a_lost_option_is_the_changed_line_of_kconfig) {
  RunRecord patched;
  patched.verdict = {VerdictKind::config_dropped, "RUST is lost"};
  patched.build.emplace().config.unmet = {{"RUST", "HAVE_RUST [=n] && !MODVERSIONS [=n]", {}}};
  BlameSources sources;
  sources.changes = {{"lib/Kconfig", "lib/Kconfig", {{3, 3, {"config X"}, {}}}},
                     {"arch/riscv/Kconfig", "arch/riscv/Kconfig", {{217, 216, {"\tselect HAVE_RUST if RUSTC_SUPPORTS_RISCV"}, {}}}}};
  const auto blames = blames_of(compare(x86_64, with(x86_64, passed), patched, {}), sources);
  ASSERT_EQ(blames.size(), 1u);
  EXPECT_EQ(blames[0].place, "arch/riscv/Kconfig:216");
  EXPECT_EQ(blames[0].text, "RUST is lost: it needs HAVE_RUST [=n] && !MODVERSIONS [=n]");
}

TEST(Blame, of_tests_is_each_that_fails_now) {
  const RunRecord base = record_of(x86_64, {leaf("a", passed, "rust/kernel/page.rs:5"), leaf("b", failed, "rust/kernel/str.rs:9")});
  const RunRecord patched = record_of(x86_64, {leaf("a", failed, "rust/kernel/page.rs:5"), leaf("b", failed, "rust/kernel/str.rs:9")});
  const auto blames = blames_of(compare(x86_64, base, patched, {}), {});
  ASSERT_EQ(blames.size(), 1u);
  EXPECT_EQ(blames[0].origin, (Origin{Layer::abstraction, "page"}));
  EXPECT_EQ(blames[0].text, "rust_doctests_kernel.a fails");
}

TEST(Blame, of_a_panic_is_where_it_was) {
  RunRecord patched;
  patched.verdict = {VerdictKind::boot_panicked, "it panicked"};
  patched.boot.emplace().splats = {{Splat::Kind::panic, "Kernel panic", 7, {"xa_init", "start_kernel"}}};
  const auto blames = blames_of(compare(x86_64, with(x86_64, passed), patched, {}), {});
  ASSERT_EQ(blames.size(), 1u);
  EXPECT_EQ(blames[0].place, "xa_init()");
  EXPECT_EQ(blames[0].text, "it panicked");
}

TEST(Blame, is_for_accusations_alone) {
  EXPECT_THAT(blames_of(compare(x86_64, with(x86_64, failed), with(x86_64, failed), {}), {}), IsEmpty());
  EXPECT_THAT(blames_of(compare(x86_64, with(x86_64, passed), with(x86_64, passed), {}), {}), IsEmpty());
}
