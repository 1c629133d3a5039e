// SPDX-License-Identifier: MIT
#include "world.hpp"

#include <runners/process/asio_process_runner.hpp>
#include <runners/toolchain/image_archive.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <iterator>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;

namespace {

class ImageArchive : public testing::Test {
 protected:
  ImageArchive() {
    make_program(image_.root / "usr/bin/clang");
    fs::create_symlink("usr/bin", image_.root / "bin");
  }

  void pack() { result_of(loop_, pack_image(processes_, image_, folder_ / "shared")); }
  Toolchain unpack() { return result_of(loop_, unpack_image(processes_, image_, folder_ / "shared", folder_ / "images")); }

  std::ptrdiff_t files(const std::string& below) const {
    return std::distance(fs::directory_iterator(folder_ / below), fs::directory_iterator());
  }

  TemporaryFolder folder_;
  boost::asio::io_context loop_{1};
  AsioProcessRunner processes_{loop_.get_executor()};
  Toolchain image_{"trixie", "0123456789ab", folder_ / "cache/rootfs", {{"clang", "19"}}, {"/usr/bin"}, {}};
};

}  // namespace

TEST_F(ImageArchive, an_image_arrives_as_it_was) {
  pack();
  const Toolchain arrived = unpack();
  EXPECT_EQ(arrived.root, folder_ / "images/trixie-0123456789ab/rootfs");
  EXPECT_EQ(arrived.id, image_.id);
  EXPECT_EQ(arrived.versions, image_.versions);
  EXPECT_EQ(read_file(arrived.root / "bin/clang"), "#!/bin/sh\n");
  EXPECT_EQ(fs::status(arrived.root / "usr/bin/clang").permissions(), fs::perms::owner_all);
}

TEST_F(ImageArchive, travels_once) {
  pack();
  unpack();
  remove_folder(image_.root);
  pack();
  remove_folder(folder_ / "shared");
  EXPECT_EQ(read_file(unpack().root / "bin/clang"), "#!/bin/sh\n");
}

TEST_F(ImageArchive, is_for_its_owner_alone) {
  pack();
  EXPECT_EQ(fs::status(folder_ / "shared/trixie-0123456789ab.tar.zst").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(files("shared"), 1);
}

TEST_F(ImageArchive, what_is_cut_short_is_no_image) {
  pack();
  const fs::path archive = folder_ / "shared/trixie-0123456789ab.tar.zst";
  fs::resize_file(archive, fs::file_size(archive) / 2);
  EXPECT_THAT(error_of([&] { unpack(); }), HasSubstr("the image trixie could not be unpacked: tar failed: "));
  EXPECT_FALSE(fs::exists(folder_ / "images/trixie-0123456789ab"));
  fs::remove(archive);
  pack();
  EXPECT_EQ(read_file(unpack().root / "bin/clang"), "#!/bin/sh\n") << "what the first left is in nobody's way";
  EXPECT_EQ(files("images"), 1);
}

TEST_F(ImageArchive, says_what_is_missing) {
  EXPECT_EQ(error_of([&] { unpack(); }),
            (folder_ / "shared/trixie-0123456789ab.tar.zst").string() + ": there is no such image");
}
