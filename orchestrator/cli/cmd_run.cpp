// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/cli/planned_run.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/cli/readiness.hpp>
#include <orchestrator/cli/repainter.hpp>
#include <orchestrator/cli/run_watcher.hpp>
#include <orchestrator/cli/world.hpp>
#include <orchestrator/farm/farm.hpp>
#include <runners/model/error.hpp>
#include <runners/model/test_filter.hpp>
#include <runners/process/cpu_time.hpp>
#include <runners/source/source_store.hpp>

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments : PlanArguments {
  bool fresh = false;
  bool isolate = false;
  std::optional<std::string> test;
  bool json = false;
  int reboots = FarmSetup().reboots;
  int jobs = 0;
  int lanes = 0;
};

std::vector<std::string> arguments_of(const Arguments& arguments) {
  std::vector<std::string> words{"run", arguments.matrix};
  const auto add = [&words](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) words.insert(words.end(), {name, value});
  };
  add("--arch", arguments.options.archs);
  add("--endian", arguments.options.endians);
  add("--config", arguments.options.configs);
  add("--cell", arguments.options.cells);
  if (!arguments.options.tree.empty()) add("--tree", {arguments.options.tree});
  if (arguments.fresh) words.push_back("--fresh");
  if (arguments.reboots != FarmSetup().reboots) add("--reboots", {std::to_string(arguments.reboots)});
  if (arguments.isolate) words.push_back("--isolate");
  if (arguments.test) add("--test", {*arguments.test});
  return words;
}

Run open_run(const Arguments& arguments, const Plan& plan) {
  Run run = planned_run(arguments.matrix, plan);
  run.arguments = arguments_of(arguments);
  run.started = std::chrono::system_clock::now();
  run.cores = cores();
  return run;
}

/// Gives the run its number and its folder.
FarmSetup begin_run(Ledger& ledger, const Folders& folders, const Run& run) {
  FarmSetup setup;
  setup.run = ledger.begin(run);
  setup.folder = folders.state / "runs" / std::to_string(setup.run);
  fs::create_directories(setup.folder);
  ledger.set_folder(setup.run, setup.folder);
  return setup;
}

std::map<std::string, Seconds> durations(const Ledger& ledger) {
  std::map<std::string, Seconds> seconds;
  for (const auto& [build, history] : ledger.build_history()) seconds[build] = history.took;
  return seconds;
}

/// The worst of all verdicts decides. A cell that failed only in what is accepted is as expected.
int exit_code(const RunView& view) {
  int code = exit_ok;
  for (const auto& [cell, standing] : view.findings.standings)
    if (!standing.known) code = std::max(code, static_cast<int>(fault_of(standing.verdict.kind)));
  return code;
}

static_assert(static_cast<int>(Fault::kernel) == exit_kernel && static_cast<int>(Fault::input) == exit_input &&
              static_cast<int>(Fault::farm) == exit_farm);

/// Has every guest of a plan run the tests that match a glob, and no others.
void choose_tests(Plan& plan, const std::string& glob) {
  const std::string filter = test_filter(glob);
  for (Build& build : plan.builds)
    for (PlannedCell& planned : build.cells) planned.guest.test_filter = filter;
}

/// Walks the plan. Whatever ends it, the records that came are in the ledger.
void work(World& world, Ledger& ledger, const Folders& folders, const Plan& plan, FarmSetup setup, int jobs) {
  const fs::path fifo_folder = folders.cache / "jobs";
  fs::create_directories(fifo_folder);
  JobBudget budget(world.loop().get_executor(), fifo_folder / "fifo", jobs);
  const StopHook hook = world.on_stop([&budget] { budget.stop(); });
  KernelBuilder kernels(folders.cache, world.processes(), budget);
  RunWatcher watcher(ledger, plan, setup.lanes, output_style(), [] { return std::chrono::steady_clock::now(); });
  const Seconds cpu_before = machine_cpu();
  const RunId run = setup.run;
  Plan ordered = plan;  // what a person sees keeps the order of the matrix
  longest_first(ordered, durations(ledger));
  Farm farm(std::move(ordered), std::move(setup), kernels, world.processes(), budget, watcher);
  {
    const Repainter repainter(world.loop(), [&watcher] { watcher.paint(); });
    world.run(farm.work());
  }
  watcher.clear();
  ledger.finish(run, std::chrono::system_clock::now(), machine_cpu() - cpu_before);
}

void print_run(const Ledger& ledger, RunId run, bool json) {
  const RunView view = view_run(ledger, run);
  std::cout << (json ? json_run(view) : render_run(view, output_style())) << std::flush;
}

int run_matrix(const Arguments& arguments) {
  Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  if (arguments.test) choose_tests(plan, *arguments.test);
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  Ledger ledger = open_ledger(folders);
  require_space(folders.cache, fs::space(folders.cache).available, space_needed(plan, folders));

  World world;
  auto toolchains = ready_toolchains(world, folders, plan);
  SourceStore sources(folders.cache, world.processes());
  const StopHook hook = world.on_stop([&sources] { sources.stop(); });
  auto trees = ready_trees(world, plan, sources);

  FarmSetup setup = begin_run(ledger, folders, open_run(arguments, plan));
  const RunId run = setup.run;
  const int jobs = arguments.jobs > 0 ? arguments.jobs : cores();
  setup.trees = std::move(trees);
  setup.toolchains = std::move(toolchains);
  setup.lanes = arguments.lanes > 0 ? arguments.lanes : usual_lanes(jobs);
  setup.fresh = arguments.fresh;
  setup.reboots = arguments.reboots;
  setup.isolate = arguments.isolate;
  try {
    work(world, ledger, folders, plan, std::move(setup), jobs);
  } catch (const Interrupted&) {
    print_run(ledger, run, arguments.json);
    throw;
  }
  print_run(ledger, run, arguments.json);
  return exit_code(view_run(ledger, run));
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("run", "Build, boot and judge every cell of a matrix");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_flag("--fresh", arguments->fresh, "Boot every image, even where an earlier run booted the same one");
  command->add_option("--reboots", arguments->reboots,
                      "Further boots of an image that did not pass, at most; where they disagree it is flaky [2]")
      ->check(CLI::Range(0, 100));
  CLI::Option* isolate = command->add_flag("--isolate", arguments->isolate,
                    "After a crash or a hang in a test, boot each suite apart that did not run");
  command->add_option("--test", arguments->test,
                      "Run only the tests that match this glob: SUITE.TEST, or TEST of any suite")
      ->excludes(isolate);
  command->add_flag("--json", arguments->json, "Print the finished run as JSON");
  command->add_option("--jobs", arguments->jobs, "Jobs for the whole machine: compilers and guests together [cores]")
      ->check(CLI::PositiveNumber);
  command->add_option("--lanes", arguments->lanes, "Kernels that are built at once [2, or a quarter of the jobs]")
      ->check(CLI::PositiveNumber);
  command->footer(
      "Examples:\n  gulliver run matrices/quickstart.yaml\n  gulliver run matrices/all.yaml --arch 'mips,s390x' --fresh\n"
      "  gulliver run matrices/quick.yaml --tree . --cell mips-big/kunit\n"
      "  gulliver run matrices/quick.yaml --tree . --arch x86_64 --test 'rust_doctest_kernel_xarray*'");
  command->callback([arguments, &action] { action = [arguments] { return run_matrix(*arguments); }; });
}

}  // namespace gulliver
