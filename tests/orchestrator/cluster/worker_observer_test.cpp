// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/worker_observer.hpp>

#include <orchestrator/cluster/known_boots.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;

namespace {

class WorkerObserverTest : public testing::Test {
 protected:
  WorkerObserverTest() {
    fs::create_directories(order_.path);
    for (const char* id : {"arm64-little/kunit", "arm64-little/smp"}) {
      PlannedCell planned;
      planned.cell.id = id;
      build_.cells.push_back(planned);
    }
  }

  WorkerObserver observer() {
    return WorkerObserver(order_, build_,
                          {"17-1", "n1, job 17, requeued 1x", 4, folder_ / "results", folder_ / "none"},
                          [this] { return now_; });
  }
  std::vector<CellStatus> told() const { return read_status(read_file(order_.status())); }
  const Cell& cell(std::size_t number) const { return build_.cells[number].cell; }

  TemporaryFolder folder_;
  OrderFolder order_{folder_ / "order"};
  Build build_;
  std::chrono::steady_clock::time_point now_{};
};

}  // namespace

TEST_F(WorkerObserverTest, a_phase_is_told_at_once_and_progress_now_and_then) {
  WorkerObserver watcher = observer();
  watcher.entered(cell(0), Phase::building);
  EXPECT_THAT(told(), ElementsAre(CellStatus{"arm64-little/kunit", "building", 0, 0},
                                  CellStatus{"arm64-little/smp", "queued", 0, 0}));
  watcher.build_progress(cell(0), 10);
  EXPECT_EQ(told().front().build_lines, 0);
  now_ += std::chrono::seconds(2);
  watcher.build_progress(cell(0), 20);
  EXPECT_EQ(told().front().build_lines, 20);
  watcher.entered(cell(0), Phase::booting);
  now_ += std::chrono::seconds(2);
  watcher.test_progress(cell(0), 5);
  EXPECT_EQ(told().front(), (CellStatus{"arm64-little/kunit", "booting", 20, 5}));
  watcher.entered(cell(0), Phase::rebooting);
  EXPECT_EQ(told().front().tests, 0);
}

TEST_F(WorkerObserverTest, a_cell_is_delivered_as_it_comes_with_its_place_and_its_time) {
  WorkerObserver watcher = observer();
  RunRecord record;
  record.cell = cell(0);
  record.verdict = {VerdictKind::passed, "fine"};
  now_ += std::chrono::seconds(10);
  watcher.finished(record);
  record.cell = cell(1);
  now_ += std::chrono::seconds(1);
  watcher.finished(record);
  const Delivery first = take_delivery(order_, cell(0), 7, folder_ / "run", folder_ / "bindings");
  EXPECT_EQ(first.record.place, "n1, job 17, requeued 1x");
  EXPECT_EQ(first.cpu, Seconds{40});
  EXPECT_EQ(take_delivery(order_, cell(1), 7, folder_ / "run", folder_ / "bindings").cpu, Seconds{4});
}

TEST_F(WorkerObserverTest, that_nobody_can_be_told_stops_nothing) {
  WorkerObserver watcher = observer();
  remove_folder(order_.path);
  EXPECT_NO_THROW(watcher.entered(cell(0), Phase::building));
}

TEST_F(WorkerObserverTest, passed_boots_that_came_along_are_recalled_and_no_others) {
  RunRecord passed;
  passed.run = 3;
  passed.cell = cell(0);
  passed.verdict = {VerdictKind::passed, "fine"};
  passed.boot_key = "good";
  passed.boot.emplace();
  RunRecord failed = passed;
  failed.cell = cell(1);
  failed.verdict = {VerdictKind::tests_failed, "1 failed"};
  failed.boot_key = "bad";
  write_known(order_, {passed, failed}, folder_.path());
  WorkerObserver watcher = observer();
  const auto recalled = watcher.recall("good");
  ASSERT_TRUE(recalled);
  EXPECT_EQ(recalled->boot->from, 3);
  EXPECT_FALSE(watcher.recall("bad"));
  write_known(order_, {failed}, folder_.path());
  EXPECT_FALSE(fs::exists(order_.known()));
  EXPECT_FALSE(observer().recall("good"));
}
