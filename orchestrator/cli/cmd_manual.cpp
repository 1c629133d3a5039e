// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/completion.hpp>
#include <orchestrator/cli/man_page.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// The day that $SOURCE_DATE_EPOCH tells (https://reproducible-builds.org/specs/source-date-epoch/), or none,
/// so that the same program always writes the same pages.
std::string page_date() {
  const char* text = std::getenv("SOURCE_DATE_EPOCH");
  if (!text || !*text) return "";
  std::time_t time = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), time);
  if (error != std::errc() || *end != '\0')
    throw InputError("SOURCE_DATE_EPOCH=" + std::string(text) + ": seconds since 1970 would be right");
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  char date[32];
  return {date, std::strftime(date, sizeof date, "%Y-%m-%d", &parts)};
}

int write_manual(const CommandFacts& program, const fs::path& folder) {
  const std::string date = page_date();
  fs::create_directories(folder);
  write_file(folder / man_page_name(program), man_page(program, program, date));
  for (const CommandFacts& command : program.commands)
    write_file(folder / man_page_name(command), man_page(program, command, date));
  write_file(folder / "gulliver.bash", bash_completion(program));
  write_file(folder / "_gulliver", zsh_completion(program));
  write_file(folder / "gulliver.fish", fish_completion(program));
  return 0;
}

}  // namespace

void add_manual(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("manual", "Write man pages and completion scripts into a folder");
  command->group("");  // for who builds the program, not for who uses it
  auto folder = std::make_shared<std::string>();
  command->add_option("DIR", *folder, "The folder")->required();
  command->footer("Example:\n  gulliver manual build/manual");
  command->callback([folder, &program, &action] {
    action = [folder, &program] { return write_manual(command_facts(program), *folder); };
  });
}

}  // namespace gulliver
