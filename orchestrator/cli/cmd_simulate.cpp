// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/farm/simulation.hpp>
#include <orchestrator/matrix/settings.hpp>
#include <orchestrator/report/text.hpp>
#include <runners/model/error.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>

namespace gulliver {
namespace {

/// Between the end of a job and the start of the next in its place (measured, Slurm 22.05).
constexpr Seconds pause_between_jobs{0.8};
/// Of a build, and of a boot, of which there is no record.
constexpr Seconds usual_build{14 * 60};
constexpr Seconds usual_boot{5};

struct Arguments : PlanArguments {
  int nodes = 1;
  int cores = 1;
  int cpus = 0;
  int times = 1;
  bool json = false;
};

/// What is simulated, besides how long it takes.
struct Scene {
  std::size_t cells = 0;
  std::size_t recorded = 0;  ///< builds with a record, of `builds`
  std::size_t builds = 0;
  int cpus = 1;
  int places = 1;  ///< that the cores would have
  int window = 0;
};

Seconds boots_of(const Build& build, const Ledger& ledger) {
  Seconds sum{};
  for (const PlannedCell& planned : build.cells) {
    const auto record = ledger.last_record(planned.cell.id);
    sum += record && record->boot ? record->boot->took : usual_boot;
  }
  return sum;
}

/// A job for each build, in the order in which builds are given out, each as many times as was asked for.
std::vector<Seconds> jobs_of(Plan plan, int times, Scene& scene) {
  const Ledger ledger = open_ledger(folders_from_environment());
  std::map<std::string, Seconds> history;
  for (const auto& [build, known] : ledger.build_history()) history[build] = known.took;
  longest_first(plan, history);
  std::vector<Seconds> jobs;
  jobs.reserve(plan.builds.size() * static_cast<std::size_t>(times));
  for (const Build& build : plan.builds) {
    const auto known = history.find(build.kernel.id);
    const Seconds took = (known == history.end() ? usual_build : known->second) + boots_of(build, ledger);
    scene.recorded += known == history.end() ? 0 : 1;
    jobs.insert(jobs.end(), static_cast<std::size_t>(times), took);
  }
  return jobs;
}

std::string percent(double share) { return std::to_string(static_cast<int>(std::lround(100 * share))) + " %"; }

std::string number(std::size_t value) { return thousands(static_cast<int>(value)); }

/// "3 d 04:05:06", "04:05:06"
std::string long_time(Seconds seconds) {
  const auto whole = static_cast<long long>(std::llround(seconds.count()));
  const long long days = whole / 86400;
  char text[64];
  std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld", whole / 3600 % 24, whole / 60 % 60, whole % 60);
  return (days > 0 ? thousands(static_cast<int>(days)) + " d " : "") + text;
}

void print(const Scene& scene, const Simulation& result, const Arguments& arguments) {
  const double above = result.bound().count() > 0 ? result.makespan / result.bound() - 1 : 0;
  const double a_day = result.makespan.count() > 0 ? static_cast<double>(scene.cells) * 86400 / result.makespan.count() : 0;
  const std::vector<Row> rows = {
      {{"plan", {}}, {number(scene.cells) + " cells in " + number(result.jobs) + " jobs; durations of " +
                      number(scene.recorded) + " of " + number(scene.builds) + " builds are recorded, others count as 14 minutes"}},
      {{"machines", {}}, {thousands(arguments.nodes) + " nodes of " + thousands(arguments.cores) + " cores, " +
                          thousands(scene.cpus) + " a job: " + thousands(result.at_once) + " jobs at once"}},
      {{"total work", {}}, {long_time(result.work) + " of jobs"}},
      {{"critical path", {}}, {long_time(result.longest) + ", the longest job"}},
      {{"bound", {}}, {long_time(result.bound()) + ", which nothing is faster than"}},
      {{"makespan", {}}, {long_time(result.makespan) + ", " + percent(above) + " above the bound"}},
      {{"utilisation", {}}, {percent(result.busy)}},
      {{"rate", {}}, {thousands(static_cast<int>(std::lround(a_day))) + " cells a day"}},
  };
  for (const std::string& line : aligned(rows, output_style())) std::cout << line << "\n";
  if (scene.window < scene.places)
    std::cout << "config.yaml: slurm.window " << scene.window << " leaves " << thousands(scene.places - scene.window)
              << " places idle; " << scene.places + scene.places / 4 << " would fill them\n";
}

void print_json(const Scene& scene, const Simulation& result) {
  std::cout << nlohmann::json{{"cells", scene.cells},
                              {"jobs", result.jobs},
                              {"jobs_at_once", result.at_once},
                              {"builds_recorded", scene.recorded},
                              {"builds", scene.builds},
                              {"work_seconds", result.work.count()},
                              {"critical_path_seconds", result.longest.count()},
                              {"bound_seconds", result.bound().count()},
                              {"makespan_seconds", result.makespan.count()},
                              {"utilisation", result.busy}}
                   .dump(2)
            << "\n";
}

int simulate_plan(const Arguments& arguments) {
  const Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  const Settings settings = load_settings(folders_from_environment().config / "config.yaml");
  Scene scene;
  scene.builds = plan.builds.size();
  scene.cells = plan.cell_count() * static_cast<std::size_t>(arguments.times);
  scene.cpus = std::min(arguments.cores, arguments.cpus > 0 ? arguments.cpus : settings.slurm.cpus > 0 ? settings.slurm.cpus : 8);
  scene.places = arguments.nodes * (arguments.cores / scene.cpus);
  scene.window = settings.slurm.window;
  const std::vector<Seconds> jobs = jobs_of(plan, arguments.times, scene);
  const Simulation result = simulate(jobs, std::min(scene.places, scene.window), pause_between_jobs);
  if (arguments.json)
    print_json(scene, result);
  else
    print(scene, result, arguments);
  return 0;
}

}  // namespace

void add_simulate(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("simulate", "Say how long a plan would take on machines that are not there");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_option("--nodes", arguments->nodes, "Machines")->required()->check(CLI::Range(1, 100'000));
  command->add_option("--cores", arguments->cores, "Cores of each")->required()->check(CLI::Range(1, 10'000));
  command->add_option("--cpus", arguments->cpus, "Cores of a job [what config.yaml says, or 8]")->check(CLI::PositiveNumber);
  command->add_option("--times", arguments->times, "Play the plan so many times over, as for so many patches [1]")
      ->check(CLI::Range(1, 1'000'000));
  command->add_flag("--json", arguments->json, "As JSON");
  command->footer(
      "A job takes what its build and its boots took last, wherever that was. Jobs are given out as a run gives them\n"
      "out, the longest first, no more at once than config.yaml's slurm.window.\n\n"
      "Examples:\n  gulliver simulate matrices/all.yaml --nodes 2 --cores 16\n"
      "  gulliver simulate matrices/all.yaml --nodes 500 --cores 64 --times 7000 --json");
  command->callback([arguments, &action] { action = [arguments] { return simulate_plan(*arguments); }; });
}

}  // namespace gulliver
