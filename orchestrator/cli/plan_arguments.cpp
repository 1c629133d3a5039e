// SPDX-License-Identifier: MIT
#include <orchestrator/cli/plan_arguments.hpp>

namespace gulliver {

void add_plan_arguments(CLI::App& command, PlanArguments& arguments) {
  PlanOptions& options = arguments.options;
  command.add_option("MATRIX", arguments.matrix, "The matrix, a YAML file (format: matrices/README.md)")->required();
  const auto filter = [&command](const char* name, std::vector<std::string>& values, const char* what) {
    command.add_option(name, values, what)->delimiter(',')->group("Filters (names or globs, comma-separated)");
  };
  filter("--arch", options.archs, "Only these architectures");
  filter("--endian", options.endians, "Only these byte orders: little, big");
  filter("--config", options.configs, "Only these configurations");
  filter("--cell", options.cells, "Only these cells, e.g. mips-big/kunit");
  command.add_option("--tree", options.tree,
                     "Another tree: debian:PACKAGE, a git folder (DIR as it stands on disk,\n"
                     "DIR#HEAD or DIR#REVISION as committed), or URL#REVISION");
}

}  // namespace gulliver
