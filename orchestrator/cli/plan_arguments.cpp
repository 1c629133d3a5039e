// SPDX-License-Identifier: MIT
#include <orchestrator/cli/plan_arguments.hpp>

#include <orchestrator/cli/choice.hpp>
#include <orchestrator/cli/matrix_file.hpp>

namespace gulliver {
namespace {

/// Never a mistake: what is no matrix is for load_plan() to say.
std::string to_file(std::string& matrix) {
  matrix = matrix_file(matrix);
  return "";
}

}  // namespace

void add_plan_arguments(CLI::App& command, PlanArguments& arguments) {
  PlanOptions& options = arguments.options;
  command.add_option("MATRIX", arguments.matrix,
                     "The matrix: a YAML file (format: matrices/README.md), or one of those that come\n"
                     "with Gulliver by its name: quickstart, quick, all, selftests, abstractions, net, production")
      ->required()
      ->transform(CLI::Validator(to_file, ""));
  const auto filter = [&command](const char* name, std::vector<std::string>& values, const char* what) {
    command.add_option(name, values, what)->delimiter(',')->group("Filters (names or globs, comma-separated)");
  };
  filter("--arch", options.archs, "Only these architectures");
  filter("--endian", options.endians, "Only these byte orders: little, big");
  filter("--config", options.configs, "Only these configurations");
  filter("--cell", options.cells, "Only these cells, e.g. mips-big/kunit");
  command.add_option("--tree", options.tree,
                     "Another tree: debian:PACKAGE, a git folder (DIR as it stands on disk,\n"
                     "DIR#HEAD or DIR#REVISION as committed), or URL#REVISION")
      ->type_name("DIR|URL|PACKAGE");
}

void add_walk_arguments(CLI::App& command, WalkSettings& settings) {
  one_of<Executor>(command.add_option("--executor", settings.executor,
                                      "Where kernels are built and booted: local, on this machine, or slurm, as jobs\n"
                                      "of a cluster that ~/.config/gulliver/config.yaml describes [what that says, or local]"),
                   {{"local", Executor::local}, {"slurm", Executor::slurm}});
  command.add_flag("--fresh", settings.fresh, "Boot every image, even where an earlier run booted the same one");
  command.add_option("--reboots", settings.reboots,
                      "Further boots of an image that did not pass, at most; where they disagree it is flaky [2]")
      ->check(CLI::Range(0, 100));
  command.add_flag("--isolate", settings.isolate,
                    "After a crash or a hang in a test, boot each suite apart that did not run");
  command.add_option("--jobs", settings.jobs, "Jobs for the whole machine: compilers and guests together [cores]")
      ->check(CLI::PositiveNumber);
  command.add_option("--lanes", settings.lanes, "Kernels that are built at once [2, or a quarter of the jobs]")
      ->check(CLI::PositiveNumber);
}

void add_filter_words(const PlanOptions& options, std::vector<std::string>& words) {
  const auto add = [&words](const char* name, const std::vector<std::string>& values) {
    for (const std::string& value : values) words.insert(words.end(), {name, value});
  };
  add("--arch", options.archs);
  add("--endian", options.endians);
  add("--config", options.configs);
  add("--cell", options.cells);
  if (!options.tree.empty()) add("--tree", {options.tree});
}

}  // namespace gulliver
