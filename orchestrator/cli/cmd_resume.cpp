// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/cli/reported_walk.hpp>
#include <orchestrator/order/walk.hpp>
#include <orchestrator/report/run_summary.hpp>

#include <iostream>
#include <limits>
#include <memory>
#include <set>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  std::optional<RunId> run;
  bool json = false;
};

std::string in_words(RunId run) { return "run " + std::to_string(run); }

/// The one that was asked for, or the newest that has no end.
Run run_to_resume(const Ledger& ledger, std::optional<RunId> asked) {
  if (!asked) {
    for (Run& run : ledger.runs(std::numeric_limits<int>::max()))
      if (!run.finished) return std::move(run);
    throw InputError("every run of the ledger is finished; there is nothing to resume");
  }
  auto run = ledger.find_run(*asked);
  if (!run) throw InputError("no " + in_words(*asked) + " in the ledger; `gulliver list` shows which there are");
  if (run->finished) throw InputError(in_words(*asked) + " is finished; there is nothing to resume");
  return std::move(*run);
}

Walk walk_of(const Folders& folders, const Run& run) {
  const fs::path file = walk_file(folders, run.id);
  if (!fs::exists(file))
    throw InputError(in_words(run.id) + " was cut short before its first build; `" + begin_command(run) +
                     "` begins it anew");
  return read_walk(read_file(file));
}

void require_toolchains(const FarmSession& farm, const Walk& walk, const Run& run) {
  for (const Build& build : walk.plan.builds)
    if (farm.toolchain(build.toolchain).toolchain.id != walk.toolchains.at(build.toolchain))
      throw InputError("the toolchain " + build.toolchain + " is another one now than when " + in_words(run.id) +
                       " began; `" + begin_command(run) + "` begins anew with it");
}

int resume(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  const Run run = run_to_resume(open_ledger(folders), arguments.run);
  Walk walk = walk_of(folders, run);
  FarmSession farm(walk.plan, walk.settings.executor);
  require_toolchains(farm, walk, run);
  farm.ledger().resumed(run.id);
  std::set<std::string> there;
  for (const RunRecord& record : farm.ledger().records(run.id)) there.insert(record.cell.id);
  leave_out(there, walk.plan);
  std::cerr << "gulliver: " << in_words(run.id) << " goes on; " << there.size() << " of " << run.cells.size()
            << " cells have a record\n";
  auto trees = farm.restore(walk.plan, walk.trees);
  return walk_and_report(farm, run.id, walk.plan, std::move(trees), walk.settings, arguments.json);
}

}  // namespace

void add_resume(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("resume", "Go on with a run that was cut short, with the cells that have no record");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("RUN", arguments->run, "The run [the newest that is not finished]")->type_name("RUN");
  command->add_flag("--json", arguments->json, "Print the finished run as JSON");
  command->footer(
      "Trees and options are those with which it began, whatever was changed since. On a cluster the jobs that are\n"
      "still there are taken up, and what they delivered in the meantime is kept.\n\n"
      "Examples:\n  gulliver resume\n  gulliver resume 17");
  command->callback([arguments, &action] { action = [arguments] { return resume(*arguments); }; });
}

}  // namespace gulliver
