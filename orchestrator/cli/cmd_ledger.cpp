// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/ledger/upkeep.hpp>

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

fs::path ledger_file() { return folders_from_environment().state / "ledger.sqlite"; }

int check(bool json) {
  const fs::path file = ledger_file();
  const auto faults = faults_of_ledger(file);
  if (json) {
    std::cout << nlohmann::json{{"ledger", file.string()}, {"whole", faults.empty()}, {"faults", faults}}.dump(2) << "\n";
  } else if (faults.empty()) {
    std::cout << file.string() << ": whole\n";
  } else {
    for (const std::string& fault : faults) std::cout << printable(fault) << "\n";
    std::cout << file.string() << ": damaged; `gulliver ledger restore BACKUP` puts a backup in its place\n";
  }
  return faults.empty() ? exit_ok : exit_farm;
}

int back_up(const fs::path& copy) {
  back_up_ledger(ledger_file(), copy);
  std::cout << copy.string() << ": " << fs::file_size(copy) / 1000 << " kB\n";
  return exit_ok;
}

int restore(const fs::path& backup) {
  if (!fs::exists(backup)) throw InputError(backup.string() + ": there is no such file");
  const Folders folders = folders_from_environment();
  const FileLock lock = lock_cache(folders);
  const fs::path file = ledger_file(), old = restore_ledger(backup, file);
  std::cout << file.string() << ": restored from " << backup.string();
  if (!old.empty()) std::cout << "; the one before is " << old.string();
  std::cout << "\n";
  return exit_ok;
}

/// A subcommand that takes a file.
void add_with_file(CLI::App& command, const char* name, const char* what, const char* file_is, const char* example,
                   int (*act)(const fs::path&), Action& action) {
  CLI::App* const sub = command.add_subcommand(name, what);
  auto file = std::make_shared<std::string>();
  sub->add_option("FILE", *file, file_is)->required();
  sub->footer(std::string("Example:\n  ") + example);
  sub->callback([file, act, &action] { action = [file, act] { return act(*file); }; });
}

}  // namespace

void add_ledger(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("ledger", "Look after the ledger: all that was ever measured");
  command->require_subcommand(1);
  command->footer("Examples:\n  gulliver ledger check\n  gulliver ledger backup /backup/gulliver-$(date +%F).sqlite");
  CLI::App* const check_command = command->add_subcommand("check", "Read all of it, and say what is damaged (exit code 3)");
  auto json = std::make_shared<bool>(false);
  check_command->add_flag("--json", *json, "As JSON");
  check_command->footer("Example:\n  gulliver ledger check");
  check_command->callback([json, &action] { action = [json] { return check(*json); }; });
  add_with_file(*command, "backup", "Copy it as it stands, while a run may go on", "The copy; must not be there",
                "gulliver ledger backup /backup/ledger.sqlite", back_up, action);
  add_with_file(*command, "restore", "Put a backup in its place; the one before is kept beside it", "A backup",
                "gulliver ledger restore /backup/ledger.sqlite", restore, action);
}

}  // namespace gulliver
