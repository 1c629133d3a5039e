// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/program.hpp>
#include <runners/model/error.hpp>
#include <runners/suite/ktap.hpp>

#include <iostream>
#include <iterator>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  std::string file;
  bool json = false;
};

std::string console_from(const std::string& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  if (!fs::exists(file)) throw InputError(file + ": there is no such file");
  if (fs::is_directory(file)) throw InputError(file + ": is a folder, not a console");
  return read_file(file);
}

/// Tests ran, none failed, and none is missing.
bool good(const TestReport& report) {
  const TestCounts counts = count(report);
  return report.complete && counts.total() > 0 && counts.failed + counts.missing == 0;
}

int read_ktap(const Arguments& arguments) {
  const TestReport report = parse_ktap(console_from(arguments.file));
  std::cout << (arguments.json ? json_tests(report) : render_tests(report, output_style()));
  return good(report) ? 0 : exit_kernel;
}

}  // namespace

void add_ktap(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("ktap", "Read the test results in any kernel's console");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("FILE", arguments->file, "The console, e.g. of dmesg; - is standard input")->required();
  command->add_flag("--json", arguments->json, "As JSON (format: orchestrator/report/README.md)");
  command->footer("Exit codes: 0 tests ran, every plan was met and nothing failed; 1 otherwise; 2 no such file.\n\n"
                  "Examples:\n  gulliver ktap console.log\n  dmesg | gulliver ktap -\n"
                  "  gulliver ktap --json console.log | jq .tests.failed");
  command->callback([arguments, &action] { action = [arguments] { return read_ktap(*arguments); }; });
}

}  // namespace gulliver
