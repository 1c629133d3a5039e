// SPDX-License-Identifier: MIT
#include <runners/guest/rust_name.hpp>

#include <gmock/gmock.h>

using namespace gulliver;
using testing::SizeIs;

namespace {

/// "B2_": base 62, where "B_" is 0 and "B0_" is 1.
std::string reference_to(std::size_t position) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (position == 0) return "B_";
  std::string number;
  for (std::size_t rest = position - 1; number.empty() || rest > 0; rest /= digits.size()) number.insert(0, 1, digits[rest % digits.size()]);
  return "B" + number + "_";
}

}  // namespace

TEST(RustName, of_a_mangled_symbol) {
  EXPECT_EQ(rust_name("_RNvNtCs2DxGA1hvVcO_4core3fmt5write"), "core::fmt::write");
  EXPECT_EQ(rust_name("_RNvXsi_NtNtNtCs2DxGA1hvVcO_4core3fmt3num3impyNtB9_7Display3fmt"), "<u64 as core::fmt::Display>::fmt");
  EXPECT_EQ(rust_name("_RNvXs6_NtCsl7L7n58I0Vr_6kernel3fmtINtB5_7AdapterRxENtNtCs2DxGA1hvVcO_4core3fmt7Display3fmtCs5qGvIIhPNWG_12rust_minimal"),
            "<kernel::fmt::Adapter<&i64> as core::fmt::Display>::fmt");
}

TEST(RustName, leaves_other_symbols_alone) {
  for (const char* symbol : {"", "_", "_R", "_RN", "_Rest_of_C", "xa_store", "__rust__adddf3", "_ZN4core3fmt5write17h0123456789abcdefE", "_RNvC1"})
    EXPECT_EQ(rust_name(symbol), symbol);
}

TEST(RustName, gives_up_on_names_that_refer_to_themselves) {
  EXPECT_EQ(rust_name("_RNvB_1a"), "_RNvB_1a");
  EXPECT_EQ(rust_name("_RIC1aTB1_B1_EE"), "_RIC1aTB1_B1_EE");
}

TEST(RustName, does_not_follow_names_that_double_with_every_reference) {
  const auto tuples = [](int levels) {  // each has the one before it twice; positions count from behind "_R"
    std::string name = "IC1a", last = "TyyE";
    for (int level = 0; level < levels; ++level) {
      const std::string again = reference_to(name.size());
      name += last;
      last = "T" + again + again + "E";
    }
    return "_R" + name + last + "E";
  };
  EXPECT_EQ(rust_name(tuples(1)), "a::<(u64, u64), ((u64, u64), (u64, u64))>");
  EXPECT_THAT(rust_name(tuples(8)), SizeIs(1000));
  EXPECT_EQ(rust_name(tuples(40)), tuples(40));
}
