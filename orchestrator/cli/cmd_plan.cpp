// SPDX-License-Identifier: MIT
#include <orchestrator/cli/check_plan.hpp>
#include <orchestrator/cli/choice.hpp>
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/plan_arguments.hpp>
#include <orchestrator/report/check.hpp>
#include <orchestrator/report/ci_jobs.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments : PlanArguments {
  bool json = false;
  bool check = false;
  std::string format;
};

int check(const Plan& plan, bool json) {
  const std::vector<CheckedCell> cells = check_plan(plan);
  std::cout << (json ? json_check(plan, cells) : render_check(plan, cells, output_style()));
  return exit_code(cells);
}

int show_plan(const Arguments& arguments) {
  const Plan plan = load_plan(arguments.matrix, data_root(), arguments.options);
  if (!arguments.format.empty()) {
    std::cout << (arguments.format == "github" ? github_jobs(plan) : gitlab_jobs(plan));
    return 0;
  }
  if (arguments.check) return check(plan, arguments.json);
  std::cout << (arguments.json ? json_plan(plan) : render_plan(plan, output_style()));
  return 0;
}

}  // namespace

void add_plan(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("plan", "Show what a matrix expands to, and what it leaves out and why");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_flag("--json", arguments->json, "As JSON");
  command->add_flag("--check", arguments->check,
                    "Configure every kernel, build none, and say which cells are buildable and why others are not");
  one_of(command->add_option("--format", arguments->format, "A job for each cell, for a CI system"), {"github", "gitlab"})
      ->excludes("--json")
      ->excludes("--check");
  command->footer(
      "Examples:\n  gulliver plan matrices/all.yaml\n  gulliver plan matrices/all.yaml --endian big --json\n"
      "  gulliver plan matrices/all.yaml --check\n  gulliver plan matrices/quick.yaml --format github");
  command->callback([arguments, &action] { action = [arguments] { return show_plan(*arguments); }; });
}

}  // namespace gulliver
