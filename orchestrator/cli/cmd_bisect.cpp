// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/cli/patch_plan.hpp>
#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/cli/trial_runs.hpp>
#include <orchestrator/findings/bisect_mark.hpp>
#include <runners/model/error.hpp>
#include <runners/source/commit_range.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <variant>

namespace gulliver {
namespace {

struct Arguments : PlanArguments {
  WalkSettings settings;
  std::string good, bad, test;
};

std::vector<std::string> arguments_of(const Arguments& arguments) {
  std::vector<std::string> words{"bisect", arguments.matrix, "--good", arguments.good, "--bad", arguments.bad};
  add_filter_words(arguments.options, words);
  if (!arguments.test.empty()) words.insert(words.end(), {"--test", arguments.test});
  return words;
}

/// One cell, commit by commit. What was measured of a commit in an earlier run is not measured again:
/// that is how a search that was interrupted goes on.
class Search {
 public:
  Search(const Arguments& arguments, Plan plan, CommitRange range)
      : arguments_(arguments), plan_(std::move(plan)), range_(std::move(range)), farm_(plan_, arguments.settings.executor) {}

  int run();

 private:
  RunRecord measure(const std::string& commit);
  const CommitInfo& info(const std::string& commit) const;
  std::string in_words(const std::string& commit) const;
  void require(bool holds, const std::string& what, const RunRecord& record) const;
  int tell(const Bisection& bisection) const;

  const Arguments& arguments_;
  Plan plan_;
  CommitRange range_;
  FarmSession farm_;
};

RunRecord Search::measure(const std::string& commit) {
  move_to_revision(plan_, commit, true);
  const Build& build = plan_.builds.front();
  const PlannedCell& planned = build.cells.front();
  if (!arguments_.settings.fresh)
    if (auto known = known_record(farm_, build, planned, farm_.resolve(plan_.trees[build.tree])))
      return std::move(*known);
  auto trees = farm_.prepare(plan_);
  const RunId run = farm_.begin(arguments_.matrix, plan_, arguments_of(arguments_));
  farm_.walk(run, plan_, std::move(trees), arguments_.settings);
  if (auto record = standing_record(farm_.ledger(), run, planned.cell.id)) return std::move(*record);
  throw Error(commit + ": the farm kept no record of " + planned.cell.id);
}

const CommitInfo& Search::info(const std::string& commit) const {
  return *std::ranges::find(range_.commits, commit, &CommitInfo::id);
}

std::string Search::in_words(const std::string& commit) const {
  return commit.substr(0, 12) + " (\"" + printable(info(commit).subject) + "\")";
}

void Search::require(bool holds, const std::string& what, const RunRecord& record) const {
  if (holds) return;
  throw InputError(what + ": it is " + std::string(name_of(record.verdict.kind)) +
                   (record.verdict.reason.empty() ? "" : ": " + printable(record.verdict.reason)));
}

int Search::run() {
  const RunRecord bad = measure(range_.to), good = measure(range_.from);
  require(mark_of(bad, bad, arguments_.test) == Mark::bad, "--bad " + arguments_.bad + " does not fail", bad);
  require(mark_of(good, bad, arguments_.test) == Mark::good, "--good " + arguments_.good + " is not good", good);
  std::vector<Bisection::Commit> commits;
  for (const CommitInfo& commit : range_.commits) commits.push_back({commit.id, commit.parents});
  Bisection bisection(std::move(commits));
  while (const auto next = bisection.next()) {
    std::cerr << "testing " << in_words(*next) << ", about " << bisection.steps_left() << " more to test\n";
    const RunRecord record = measure(*next);
    const Mark mark = mark_of(record, bad, arguments_.test);
    std::cerr << (mark == Mark::good ? "good: " : mark == Mark::bad ? "bad: " : "skipped: ") << in_words(*next) << ": "
              << name_of(record.verdict.kind) << " " << printable(record.verdict.reason) << "\n";
    bisection.mark(*next, mark);
  }
  return tell(bisection);
}

int Search::tell(const Bisection& bisection) const {
  const std::vector<std::string> suspects = bisection.suspects();
  const std::string cell = plan_.builds.front().cells.front().cell.id;
  if (suspects.size() > 1)
    std::cout << "one of these is the first bad commit for " << cell << "; the others say nothing of this failure:\n";
  for (const std::string& commit : suspects) {
    const CommitInfo& found = info(commit);
    std::cout << (suspects.size() == 1 ? "first bad commit for " + cell + ": " : "  ") << found.id << " "
              << printable(found.subject) << "\n  by " << printable(found.author) << "\n";
  }
  return suspects.size() == 1 ? exit_ok : exit_kernel;
}

int bisect(const Arguments& arguments) {
  Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  if (plan.cell_count() != 1)
    throw InputError("a search is about one cell, and " + std::to_string(plan.cell_count()) +
                     " are left; --cell mips-big/kunit would be right");
  const auto* local = std::get_if<LocalTree>(&plan.trees.front().base);
  if (!local) throw InputError("a search goes over the commits of a git folder; --tree DIR would be right");
  CommitRange range = read_commit_range(local->path, arguments.good + ".." + arguments.bad);
  return Search(arguments, std::move(plan), std::move(range)).run();
}

}  // namespace

void add_bisect(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("bisect", "Find the first commit with which a cell fails as it does now");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_option("--good", arguments->good, "A commit with which it was good")->required();
  command->add_option("--bad", arguments->bad, "A commit with which it fails")->required();
  command->add_option("--test", arguments->test, "Go by this test alone: a glob over its name or its place");
  add_walk_arguments(*command, arguments->settings);
  command->footer(
      "Commits that do not build, or fail otherwise, are gone around. Run again, it goes on where it was\n"
      "interrupted. The exit code is 0 where one commit was found, 1 where several are left.\n\n"
      "Examples:\n  gulliver bisect matrices/all.yaml --tree ~/linux --good v7.3 --bad HEAD --cell mips-big/kunit\n"
      "  gulliver bisect matrices/all.yaml --tree ~/linux --good v7.3 --bad v7.4-rc1 --cell s390x-big/kunit \\\n"
      "      --test 'rust/kernel/xarray.rs:*'");
  command->callback([arguments, &action] { action = [arguments] { return bisect(*arguments); }; });
}

}  // namespace gulliver
