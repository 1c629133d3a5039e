// SPDX-License-Identifier: MIT
#include <orchestrator/cli/trial_request.hpp>

#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/patch_plan.hpp>
#include <orchestrator/cli/patch_trial.hpp>
#include <runners/model/error.hpp>

#include <iostream>
#include <variant>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

Plan plan_of(const TrialRequest& request, const SeriesInput& input) {
  PlanOptions options = request.options;
  if (options.tree.empty() && !input.repository.empty()) options.tree = input.repository.string();
  Plan plan = load_plan(request.matrix, data_root(), options);
  const bool asked = !request.base.empty();
  const bool must = asked || !input.repository.empty();
  const std::string note = move_to_revision(plan, asked ? request.base : input.base_commit, must);
  if (!note.empty()) std::cerr << "base-commit of the series is not used: " << note << "\n";
  return plan;
}

/// The commits between two of another repository, which are in the mirror once `after` is: a branch's newest
/// commit can always be fetched, and brings those before it along.
std::vector<SubmittedPatch> commits_between(FarmSession& farm, const TreePair& trees) {
  if (!std::holds_alternative<RemoteTree>(trees.after.base)) return {};
  const Revision after = farm.resolve(trees.after), before = farm.resolve(trees.before);
  const CommitRange range = read_commit_range(farm.folders().cache / "mirror.git", before.commit + ".." + after.commit);
  const bool goes_on = range.commits.front().parents == std::vector{range.from};
  return goes_on ? patches_of(range) : std::vector<SubmittedPatch>();
}

/// What differs between two trees, commit by commit where they are in a line, else as one patch.
void take_difference(FarmSession& farm, const TreePair& trees, SubmittedSeries& series) {
  series.patches = commits_between(farm, trees);
  if (!series.patches.empty()) return;
  const std::string text = farm.world().run(farm.sources().patch_between(trees.before, trees.after));
  if (text.empty()) throw InputError(series.source + ": nothing differs, there is no change to try");
  series.patches = {{1, series.subject, "", "", text}};
}

/// A folder of its own for each series, named by what is in it.
fs::path series_folder(const Folders& folders, const SubmittedSeries& series) {
  std::string text;
  for (const SubmittedPatch& patch : series.patches) text += patch.text;
  return folders.state / "series" / sha256(text).substr(0, 16);
}

}  // namespace

PatchResult put_on_trial(const TrialRequest& request, SeriesInput input) {
  const Plan plan = plan_of(request, input);
  FarmSession farm(plan, request.settings.executor);
  if (input.between) take_difference(farm, *input.between, input.series);
  TrialRuns runs(farm, request.matrix, plan, input.series, series_folder(farm.folders(), input.series),
                 request.settings, request.arguments);
  PatchResult result = try_series(farm, runs, input.series, request.each);
  result.matrix = fs::absolute(request.matrix).lexically_normal();
  result.arguments = request.arguments;
  return result;
}

}  // namespace gulliver
