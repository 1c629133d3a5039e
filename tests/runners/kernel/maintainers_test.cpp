// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/kernel/maintainers.hpp>
#include <tests/fakes/scripted_runner.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

class MaintainersTest : public testing::Test {
 protected:
  MaintainersTest() {
    fs::create_directories(tree_ / "scripts");
    write_file(tree_ / "scripts/get_maintainer.pl", "");
  }
  std::vector<std::string> ask(const std::vector<std::string>& files) {
    asio::io_context loop;
    auto asked = asio::co_spawn(loop, maintainers_of(world_, {"image", "id", "/rootfs", {}, {}, {}}, tree_.path(), files),
                                asio::use_future);
    loop.run();
    return asked.get();
  }

  TemporaryFolder tree_;
  ScriptedRunner world_;
};

}  // namespace

TEST_F(MaintainersTest, are_the_lines_with_an_address) {
  world_.on("get_maintainer.pl", "warning: no git\nM W <willy@example.org> (maintainer:XARRAY)\nlinux@example.org (open list)\n"
                                 "linux@example.org (open list)\n");
  EXPECT_THAT(ask({"lib/xarray.c"}), ElementsAre("M W <willy@example.org> (maintainer:XARRAY)", "linux@example.org (open list)"));
  EXPECT_NE(joined(world_.commands.at(0)).find("-f \"$@\" /gulliver/source lib/xarray.c"), std::string::npos);
}

TEST_F(MaintainersTest, are_nobody_where_the_tree_cannot_say) {
  world_.on("get_maintainer.pl", "boom\n", 2);
  EXPECT_THAT(ask({"lib/xarray.c"}), IsEmpty());
  fs::remove(tree_ / "scripts/get_maintainer.pl");
  EXPECT_THAT(ask({"lib/xarray.c"}), IsEmpty());
  EXPECT_THAT(ask({}), IsEmpty());
  EXPECT_EQ(world_.commands.size(), 1u);
}
