// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/kernel/rust_users.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

void put(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  write_file(file, text);
}

}  // namespace

TEST(RustUsers, are_drivers_that_speak_of_a_binding_themselves) {
  TemporaryFolder tree;
  put(tree / "drivers/net/phy/ax.rs", "unsafe { bindings::xa_store(x) };");
  put(tree / "drivers/net/phy/by.rs", "unsafe { bindings::xa_store_range(x) };");
  put(tree / "samples/rust/mini.rs", "use kernel::xarray;");
  put(tree / "rust/kernel/xarray.rs", "bindings::xa_store(x)");
  put(tree / "drivers/net/phy/ax.c", "bindings::xa_store(x)");
  fs::create_symlink("/etc/passwd", tree / "drivers/link.rs");
  const RustUsers found = rust_users(tree.path(), {"xa_store", "xa_erase"});
  EXPECT_EQ(found.files, 3) << "the kernel crate, C and links left out";
  EXPECT_THAT(found.users, ElementsAre("drivers/net/phy/ax.rs"));
  EXPECT_THAT(rust_users(tree.path(), {}).users, IsEmpty());
}
