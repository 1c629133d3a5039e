// SPDX-License-Identifier: MIT
#include <runners/model/layer.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

TEST(Layer, of_a_file) {
  const struct {
    const char* file;
    Layer layer;
    const char* unit;
  } cases[] = {
      {"kernel/fork.c", Layer::c, ""},
      {"include/linux/xarray.h", Layer::c, ""},
      {"rust/exports.c", Layer::c, ""},
      {"rust/bindings/bindings_generated.rs", Layer::bindings, ""},
      {"rust/bindings/bindings_helper.h", Layer::bindings, ""},
      {"rust/uapi/uapi_generated.rs", Layer::bindings, ""},
      {"rust/helpers/xarray.c", Layer::helper, "xarray"},
      {"rust/kernel/xarray.rs", Layer::abstraction, "xarray"},
      {"rust/kernel/net/phy.rs", Layer::abstraction, "net::phy"},
      {"rust/kernel/sync/lock/mod.rs", Layer::abstraction, "sync::lock"},
      {"rust/kernel/lib.rs", Layer::abstraction, "kernel"},
      {"rust/macros/kunit.rs", Layer::abstraction, "macros"},
      {"rust/pin-init/src/lib.rs", Layer::abstraction, "pin-init"},
      {"rust/compiler_builtins.rs", Layer::abstraction, "compiler_builtins"},
      {"drivers/net/phy/ax88796b_rust.rs", Layer::driver, "drivers/net/phy/ax88796b_rust"},
      {"samples/rust/rust_minimal.rs", Layer::driver, "samples/rust/rust_minimal"},
      {"rust/doctests_kernel_generated.rs", Layer::doctest, ""},
      {"rust/doctests_kernel_generated_kunit.c", Layer::doctest, ""},
      {"/usr/lib/rustlib/src/rust/library/core/src/fmt/mod.rs", Layer::toolchain, ""},
      {"scripts/Kconfig.include", Layer::other, ""},
      {"arch/mips/Kconfig", Layer::other, ""},
      {"", Layer::other, ""},
  };
  for (const auto& [file, layer, unit] : cases)
    EXPECT_EQ(origin_of(std::string_view(file)), (Origin{layer, unit})) << file;
}

TEST(Layer, in_words) {
  EXPECT_EQ(origin_of(std::string_view("rust/kernel/xarray.rs")).in_words(), "abstraction xarray");
  EXPECT_EQ(origin_of(std::string_view("kernel/fork.c")).in_words(), "C");
  EXPECT_EQ(origin_of(std::string_view("")).in_words(), "");
}

TEST(Layer, of_a_message_in_the_documentation) {
  const Origin origin =
      origin_of(Diagnostic{"rust/kernel/xarray.rs", 35, "error", "x" + std::string(in_a_doctest)});
  EXPECT_EQ(origin, (Origin{Layer::doctest, "xarray"}));
  EXPECT_EQ(origin.in_words(), "doctest of xarray");
}
