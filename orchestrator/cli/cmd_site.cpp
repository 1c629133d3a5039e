// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/ledger_archive.hpp>
#include <orchestrator/report/text.hpp>
#include <orchestrator/site/site.hpp>
#include <runners/model/error.hpp>

#include <fstream>
#include <iostream>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  std::string folder;
  std::vector<std::string> matrices;
  int runs = 30;
};

/// A folder with anything but a site in it is somebody else's.
void require_own(const fs::path& folder) {
  if (fs::exists(folder) && !fs::is_directory(folder)) throw InputError(folder.string() + ": is not a folder");
  if (fs::exists(folder) && !fs::is_empty(folder) && !fs::exists(folder / "gulliver.css"))
    throw InputError(folder.string() + ": holds other files and no site; an empty folder, or a new one, would be right");
}

/// Replaces a file at once, so that nobody who looks at the site meanwhile reads half of it.
void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  const fs::path fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw Error(fresh.string() + ": cannot be written");
  fs::rename(fresh, path);
}

int write_site(const Arguments& arguments) {
  const fs::path folder = arguments.folder;
  require_own(folder);
  const LedgerArchive archive(folders_from_environment(), arguments.matrices, arguments.runs);
  for (const LostMatrix& matrix : archive.lost_matrices()) std::cerr << "warning: not shown: " << matrix.reason << "\n";
  int files = 0;
  Site(archive).each([&](const std::string& path, const std::string& text) {
    put(folder / path, text);
    ++files;
  });
  std::cout << counted(files, "file") << ", begin with " << (folder / "index.html").string() << "\n";
  return 0;
}

}  // namespace

void add_site(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("site", "Write all that is remembered as a web site that needs no server");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("DIR", arguments->folder, "Where it goes: a folder that is empty, not there yet, or a site already.\n"
                      "Pages of runs that have become too old stay, so that links to them do")->required();
  command->add_option("MATRIX", arguments->matrices, "What the front page shows [every matrix that was run]");
  command->add_option("--runs", arguments->runs, "How many of the newest runs have pages, with consoles and logs")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command->footer("Examples:\n  gulliver site /srv/www/gulliver\n  gulliver site public matrices/all.yaml matrices/production.yaml --runs 100\n"
                  "  xdg-open public/index.html");
  command->callback([arguments, &action] { action = [arguments] { return write_site(*arguments); }; });
}

}  // namespace gulliver
