// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/farm_session.hpp>
#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/cli/reported_walk.hpp>
#include <runners/model/test_filter.hpp>

#include <memory>
#include <optional>

namespace gulliver {
namespace {

struct Arguments : PlanArguments {
  WalkSettings settings;
  std::optional<std::string> test;
  bool json = false;
};

std::vector<std::string> arguments_of(const Arguments& arguments) {
  std::vector<std::string> words{"run", arguments.matrix};
  add_filter_words(arguments.options, words);
  const WalkSettings& settings = arguments.settings;
  if (settings.executor) words.insert(words.end(), {"--executor", std::string(name_of(*settings.executor))});
  if (settings.fresh) words.push_back("--fresh");
  if (settings.reboots != WalkSettings().reboots)
    words.insert(words.end(), {"--reboots", std::to_string(settings.reboots)});
  if (settings.isolate) words.push_back("--isolate");
  if (arguments.test) words.insert(words.end(), {"--test", *arguments.test});
  return words;
}

/// Has every guest of a plan run the tests that match a glob, and no others.
void choose_tests(Plan& plan, const std::string& glob) {
  const std::string filter = test_filter(glob);
  for (Build& build : plan.builds)
    for (PlannedCell& planned : build.cells) planned.guest.test_filter = filter;
}

int run_matrix(const Arguments& arguments) {
  Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  if (arguments.test) choose_tests(plan, *arguments.test);
  FarmSession farm(plan, arguments.settings.executor);
  auto trees = farm.prepare(plan);
  const RunId run = farm.begin(arguments.matrix, plan, arguments_of(arguments));
  return walk_and_report(farm, run, plan, std::move(trees), arguments.settings, arguments.json);
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("run", "Build, boot and judge every cell of a matrix");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  add_walk_arguments(*command, arguments->settings);
  command->add_option("--test", arguments->test,
                      "Run only the tests that match this glob: SUITE.TEST, or TEST of any suite")
      ->excludes("--isolate");
  command->add_flag("--json", arguments->json, "Print the finished run as JSON");
  command->footer(
      "Examples:\n  gulliver run matrices/quickstart.yaml\n  gulliver run matrices/all.yaml --arch 'mips,s390x' --fresh\n"
      "  gulliver run matrices/quick.yaml --tree . --cell mips-big/kunit\n"
      "  gulliver run matrices/quick.yaml --tree . --arch x86_64 --test 'rust_doctest_kernel_xarray*'\n"
      "  gulliver run matrices/all.yaml --executor slurm");
  command->callback([arguments, &action] { action = [arguments] { return run_matrix(*arguments); }; });
}

}  // namespace gulliver
