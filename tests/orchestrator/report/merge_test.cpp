// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

const Cell x86 = sample_cell("x86_64", Endian::little);
const Cell mips = sample_cell("mips", Endian::big);

RunRecord record_of_run(RunId run, const Cell& cell, const std::string& base) {
  RunRecord record = passed_record(cell);
  record.run = run;
  record.tree.base = base;
  return record;
}

RunView run_of(std::vector<RunRecord> records) {
  RunView view;
  view.records = std::move(records);
  return view;
}

Run plan() {
  Run plan;
  plan.cells = {x86.id, mips.id};
  return plan;
}

/// "RUN CELL" of every record.
std::vector<std::string> merged(const std::vector<RunView>& runs) {
  std::vector<std::string> found;
  for (const RunRecord& record : merge_runs(plan(), runs).records)
    found.push_back(std::to_string(record.run) + " " + record.cell.id);
  return found;
}

}  // namespace

TEST(Merge, takes_the_newest_record_of_each_cell_in_the_order_of_the_plan) {
  EXPECT_THAT(merged({run_of({record_of_run(3, mips, "7.3")}),
                      run_of({record_of_run(2, x86, "7.3"), record_of_run(2, mips, "7.3")}),
                      run_of({record_of_run(1, x86, "7.3")})}),
              ElementsAre("2 x86_64-little/kunit", "3 mips-big/kunit"));
}

TEST(Merge, leaves_out_what_was_another_tree) {
  EXPECT_THAT(merged({run_of({record_of_run(3, mips, "7.4")}),
                      run_of({record_of_run(2, x86, "7.3")}),
                      run_of({record_of_run(1, x86, "7.4")})}),
              ElementsAre("1 x86_64-little/kunit", "3 mips-big/kunit"));
}

TEST(Merge, keeps_a_newer_record_whose_tree_never_stood) {
  EXPECT_THAT(merged({run_of({record_of_run(3, mips, "")}), run_of({record_of_run(2, mips, "7.3")})}),
              ElementsAre("3 mips-big/kunit"));
}

TEST(Merge, leaves_out_cells_that_the_plan_no_longer_has) {
  EXPECT_THAT(merged({run_of({record_of_run(3, sample_cell("arm", Endian::little), "7.3")})}), IsEmpty());
}

TEST(Merge, leaves_out_runs_of_chosen_tests) {
  RunView chosen = run_of({record_of_run(3, x86, "7.4")});
  chosen.run.arguments = {"run", "m.yaml", "--test", "rust_kvec*"};
  EXPECT_THAT(merged({chosen, run_of({record_of_run(2, x86, "7.3")})}), ElementsAre("2 x86_64-little/kunit"));
}

TEST(Merge, leaves_out_series_on_trial_and_what_a_search_went_over) {
  for (const char* command : {"patch", "watch"}) {
    RunView trial = run_of({record_of_run(3, x86, "7.4")});
    trial.run.arguments = {command, "m.yaml"};
    trial.records[0].tree.series = {"mips-rust", "patch"};
    EXPECT_THAT(merged({trial, run_of({record_of_run(2, x86, "7.3")})}), ElementsAre("2 x86_64-little/kunit")) << command;
    trial.records[0].tree.series = {"mips-rust"};
    EXPECT_THAT(merged({trial, run_of({record_of_run(2, x86, "7.3")})}), ElementsAre("3 x86_64-little/kunit")) << "its base";
  }
  RunView search = run_of({record_of_run(3, x86, "7.4")});
  search.run.arguments = {"bisect", "m.yaml"};
  EXPECT_THAT(merged({search, run_of({record_of_run(2, x86, "7.3")})}), ElementsAre("2 x86_64-little/kunit"));
}
