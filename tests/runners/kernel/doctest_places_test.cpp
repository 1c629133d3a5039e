// SPDX-License-Identifier: MIT
#include <runners/kernel/build_log.hpp>
#include <runners/kernel/doctest_places.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

/// Two examples, as scripts/rustdoc_test_gen.rs of Linux 7.3 writes them, without the macros.
constexpr std::string_view generated = R"(//! `kernel` crate documentation tests.
pub extern "C" fn rust_doctest_kernel_alloc_kbox_rs_0(__kunit_test: *mut ::kernel::bindings::kunit) {
    ::kernel::kunit::info(fmt!("    # rust_doctest_kernel_alloc_kbox_rs_0.location: rust/kernel/alloc/kbox.rs:110\n"));

    /// The anchor where the test code body starts.
    #[allow(unused)]
    static __DOCTEST_ANCHOR: i32 = ::core::line!() as i32 + 2 + 2;
    {
        #![allow(unreachable_pub, clippy::disallowed_names)]
        #![allow(unused)]
fn main() { #[allow(non_snake_case)] fn _doctest_main_rust_kernel_alloc_kbox_rs_110_0() {
let b = KBox::new(24_u64, GFP_KERNEL)?;
}
        main();
    }
}
/// Generated `xarray_rs_34_0` KUnit test case from a Rust documentation test.
pub extern "C" fn rust_doctest_kernel_xarray_rs_0(__kunit_test: *mut ::kernel::bindings::kunit) {
    ::kernel::kunit::info(fmt!("    # rust_doctest_kernel_xarray_rs_0.location: rust/kernel/xarray.rs:34\n"));
    static __DOCTEST_ANCHOR: i32 = ::core::line!() as i32 + 1 + 2;
    {
        #![allow(unreachable_pub, clippy::disallowed_names)]
fn main() {
let xa = wrong;
)";

std::vector<Diagnostic> message_at(int line) {
  std::vector<Diagnostic> diagnostics = parse_build_log(
      "error[E0425]: x\n  --> rust/doctests_kernel_generated.rs:" + std::to_string(line) + ":5\n");
  place_doctests(diagnostics, generated);
  return diagnostics;
}

}  // namespace

TEST(DoctestPlaces, are_those_in_the_documentation) {
  EXPECT_EQ(message_at(12).at(0),
            (Diagnostic{"rust/kernel/alloc/kbox.rs", 111, "error", "error[E0425]: x (in a doctest)"}));
  EXPECT_EQ(message_at(24).at(0),
            (Diagnostic{"rust/kernel/xarray.rs", 35, "error", "error[E0425]: x (in a doctest)"}));
  EXPECT_EQ(build_failure(message_at(12)).reason,
            "doctest of alloc::kbox: rust/kernel/alloc/kbox.rs:111: error[E0425]: x (in a doctest)");
}

TEST(DoctestPlaces, stay_where_no_example_is) {
  EXPECT_EQ(message_at(2).at(0).file, "rust/doctests_kernel_generated.rs");
  EXPECT_EQ(message_at(17).at(0).file, "rust/doctests_kernel_generated.rs");
  EXPECT_EQ(build_failure(message_at(2)).reason,
            "doctest: rust/doctests_kernel_generated.rs:2: error[E0425]: x");
  EXPECT_EQ(message_at(2147483647).at(0).file, "rust/doctests_kernel_generated.rs");
  for (const char* hostile : {"", "-5", "2147483647", "99999999999999999999"}) {
    std::vector<Diagnostic> diagnostics = {{"rust/doctests_kernel_generated.rs", 9, "error", "x"}};
    place_doctests(diagnostics, "kunit::info(a.location: b:" + std::string(hostile) +
                                    "\n__DOCTEST_ANCHOR: i32 = ::core::line!() as i32 + " + hostile + "\n");
    EXPECT_EQ(diagnostics[0].line, 9) << hostile;
  }
}
