// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/upkeep.hpp>

#include <orchestrator/ledger/database.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <fstream>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

class UpkeepTest : public testing::Test {
 protected:
  UpkeepTest() { add_run(100); }

  void add_run(int cells) {
    Ledger ledger(file_);
    gulliver::Run run;
    for (int i = 0; i < cells; ++i) run.cells.push_back("cell" + std::to_string(i));
    RunRecord record;
    record.run = ledger.begin(run);
    for (const std::string& cell : run.cells) {
      record.cell.id = cell;
      record.verdict = {VerdictKind::passed, std::string(500, 'x')};
      ledger.add(record);
    }
  }

  /// As a disk would that wrote something else.
  void damage(std::uintmax_t from, std::uintmax_t bytes) {
    std::fstream disk(file_, std::ios::binary | std::ios::in | std::ios::out);
    disk.seekp(static_cast<std::streamoff>(from));
    for (std::uintmax_t i = 0; i < bytes; ++i) disk.put('\xa5');
  }

  TemporaryFolder folder_;
  const fs::path file_ = folder_ / "ledger.sqlite";
  const fs::path backup_ = folder_ / "backup.sqlite";
};

std::string fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& fault) {
    return fault.what();
  }
  return "none";
}

}  // namespace

TEST_F(UpkeepTest, a_ledger_in_order_has_no_faults) { EXPECT_THAT(faults_of_ledger(file_), IsEmpty()); }

TEST_F(UpkeepTest, damaged_pages_are_found) {
  damage(fs::file_size(file_) / 2, 4 * 4096);
  EXPECT_THAT(faults_of_ledger(file_), Not(IsEmpty()));
}

TEST_F(UpkeepTest, so_is_a_damaged_head_and_a_file_that_is_gone) {
  damage(0, 4096);
  ASSERT_EQ(faults_of_ledger(file_).size(), 1U);
  EXPECT_THAT(faults_of_ledger(file_).front(), HasSubstr("it is not a SQLite file"));
  EXPECT_THAT(faults_of_ledger(folder_ / "none").front(), HasSubstr("there is no such file"));
  EXPECT_FALSE(fs::exists(folder_ / "none"));
}

TEST_F(UpkeepTest, rows_whose_owner_is_gone_are_found) {
  Database database(file_);
  database.run("PRAGMA foreign_keys = OFF");
  database.run("DELETE FROM runs");
  EXPECT_THAT(faults_of_ledger(file_), Not(IsEmpty()));
}

TEST_F(UpkeepTest, a_backup_is_whole_while_the_ledger_is_open_and_overwrites_nothing) {
  Ledger open(file_);
  back_up_ledger(file_, backup_);
  EXPECT_EQ(Ledger(backup_).records(1).size(), 100U);
  EXPECT_THAT(fault_of([&] { back_up_ledger(file_, backup_); }), HasSubstr("is there already"));
  EXPECT_FALSE(fs::exists(backup_.string() + ".part"));
}

TEST_F(UpkeepTest, a_damaged_ledger_does_not_become_a_backup) {
  damage(fs::file_size(file_) / 2, 4 * 4096);
  EXPECT_THAT(fault_of([&] { back_up_ledger(file_, backup_); }), HasSubstr("ledger.sqlite is damaged: "));
  EXPECT_FALSE(fs::exists(backup_));
}

TEST_F(UpkeepTest, a_backup_takes_the_ledgers_place_and_the_old_one_is_kept) {
  back_up_ledger(file_, backup_);
  add_run(1);
  EXPECT_EQ(restore_ledger(backup_, file_), file_.string() + ".old");
  EXPECT_EQ(*Ledger(file_).last_run(), 1);
  EXPECT_EQ(*Ledger(file_.string() + ".old").last_run(), 2);
  EXPECT_EQ(restore_ledger(backup_, file_), file_.string() + ".old-2");
  EXPECT_TRUE(fs::exists(backup_));
}

TEST_F(UpkeepTest, a_damaged_backup_changes_nothing) {
  write_file(backup_, "not a ledger");
  EXPECT_THAT(fault_of([&] { restore_ledger(backup_, file_); }), HasSubstr("the backup "));
  EXPECT_EQ(Ledger(file_).records(1).size(), 100U);
  EXPECT_FALSE(fs::exists(file_.string() + ".old"));
}

TEST_F(UpkeepTest, whoever_meets_a_damaged_ledger_is_told_what_helps) {
  damage(0, 4096);
  EXPECT_THAT(fault_of([&] { Ledger{file_}; }), HasSubstr("`gulliver ledger check`"));
}
