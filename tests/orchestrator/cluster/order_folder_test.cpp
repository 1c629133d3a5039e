// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/order_folder.hpp>

#include <runners/files/files.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;

namespace {

class OrderFolderTest : public testing::Test {
 protected:
  OrderFolderTest() {
    cell_.id = "mips-big/kunit";
    fs::create_directories(order_.path);
  }

  /// A cell as an attempt has it on its own disk.
  Delivery attempt(const std::string& name) {
    const fs::path results = folder_ / name, here = results / "mips-big-kunit";
    fs::create_directories(here);
    write_file(here / "build.log", "built by " + name + "\n");
    write_file(here / "console.log", "booted by " + name + "\n");
    write_file(here / "boot-2.log", "again\n");
    Delivery delivery;
    RunRecord& record = delivery.record;
    record.cell = cell_;
    record.verdict = {VerdictKind::passed, "by " + name};
    record.build.emplace();
    record.build->log = here / "build.log";
    record.build->config_file = "/elsewhere/config";
    record.boot.emplace();
    record.boot->console = here / "console.log";
    record.reboots = {{record.verdict, "", Seconds{2}, here / "boot-2.log"}};
    delivery.cpu = Seconds{12.5};
    return delivery;
  }

  bool deliver_by(const std::string& name) {
    return deliver(attempt(name), folder_ / name, folder_ / "slot/bindings/abc", order_, name);
  }
  Delivery take() { return take_delivery(order_, cell_, 7, folder_ / "run", folder_ / "bindings"); }

  TemporaryFolder folder_;
  OrderFolder order_{folder_ / "shared/order"};
  Cell cell_;
};

}  // namespace

TEST_F(OrderFolderTest, what_was_delivered_is_found_in_the_runs_folder) {
  EXPECT_FALSE(order_.has(cell_));
  ASSERT_TRUE(deliver_by("17-0"));
  EXPECT_TRUE(order_.has(cell_));
  const Delivery taken = take();
  EXPECT_EQ(taken.cpu, Seconds{12.5});
  EXPECT_EQ(taken.record.run, 7);
  EXPECT_EQ(taken.record.verdict.reason, "by 17-0");
  EXPECT_EQ(taken.record.build->log, folder_ / "run/mips-big-kunit/build.log");
  EXPECT_EQ(taken.record.build->config_file, "/elsewhere/config");
  EXPECT_EQ(read_file(taken.record.boot->console), "booted by 17-0\n");
  EXPECT_EQ(read_file(taken.record.reboots.front().console), "again\n");
  EXPECT_FALSE(fs::exists(folder_ / "run/mips-big-kunit/record.sqlite"));
}

TEST_F(OrderFolderTest, the_first_attempt_counts_and_the_second_leaves_nothing) {
  ASSERT_TRUE(deliver_by("17-0"));
  EXPECT_FALSE(deliver_by("17-1"));
  EXPECT_EQ(take().record.verdict.reason, "by 17-0");
  for (const auto& entry : fs::directory_iterator(order_.path)) EXPECT_EQ(entry.path().filename(), "done");
}

TEST_F(OrderFolderTest, an_attempt_that_comes_to_the_rename_second_loses) {
  fs::create_directories(order_.done(cell_) /
                         "something");  // the other one is not whole to has(), and there all the same
  EXPECT_THROW(deliver_by("17-1"), Error);
  for (const auto& entry : fs::directory_iterator(order_.path)) EXPECT_EQ(entry.path().filename(), "done");
}

TEST_F(OrderFolderTest, what_an_attempt_left_that_died_is_no_result) {
  fs::create_directories(order_.path / "17-0-mips-big-kunit.tmp");
  write_file(order_.path / "17-0-mips-big-kunit.tmp/record.sqlite", "half");
  EXPECT_FALSE(order_.has(cell_));
  EXPECT_TRUE(deliver_by("17-1"));
}

TEST_F(OrderFolderTest, taking_twice_changes_nothing) {
  ASSERT_TRUE(deliver_by("17-0"));
  take();
  const Delivery again = take();
  EXPECT_EQ(again.record.verdict.reason, "by 17-0");
  EXPECT_EQ(read_file(again.record.boot->console), "booted by 17-0\n");
}

TEST_F(OrderFolderTest, what_bindgen_made_comes_along) {
  fs::create_directories(folder_ / "slot/bindings");
  write_file(folder_ / "slot/bindings/abc", "pub fn kfree();\n");
  write_file(folder_ / "slot/bindings/of-another-build", "no\n");
  ASSERT_TRUE(deliver_by("17-0"));
  take();
  EXPECT_EQ(read_file(folder_ / "bindings/abc"), "pub fn kfree();\n");
  EXPECT_FALSE(fs::exists(folder_ / "bindings/of-another-build"));
  EXPECT_FALSE(fs::exists(folder_ / "run/mips-big-kunit/bindings"));
}

TEST_F(OrderFolderTest, a_link_in_the_results_does_not_travel) {
  Delivery delivery = attempt("17-0");
  fs::create_symlink("/etc/passwd", folder_ / "17-0/mips-big-kunit/link");
  ASSERT_TRUE(deliver(delivery, folder_ / "17-0", folder_ / "none", order_, "17-0"));
  take();
  EXPECT_FALSE(fs::exists(fs::symlink_status(folder_ / "run/mips-big-kunit/link")));
}

TEST_F(OrderFolderTest, a_result_that_is_no_ledger_is_told_from_a_disk_that_fails) {
  ASSERT_TRUE(deliver_by("17-0"));
  write_file(order_.done(cell_) / "record.sqlite", "not a ledger");
  try {
    take();
    FAIL() << "it was taken";
  } catch (const BadDelivery& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("the result from a node cannot be read: "));
  }
}
