// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/ledger_archive.hpp>
#include <orchestrator/cli/world.hpp>
#include <orchestrator/serve/local_server.hpp>
#include <orchestrator/site/site.hpp>

#include <iostream>
#include <memory>

namespace gulliver {
namespace {

struct Arguments {
  std::vector<std::string> matrices;
  int port = 8080;
  int runs = 1000;
};

/// The site of the ledger as it is now: read anew once somebody wrote to it.
class LiveSite {
 public:
  explicit LiveSite(const Arguments& arguments) : arguments_(arguments), folders_(folders_from_environment()) {}

  std::optional<ServedFile> file(const std::string& path) {
    if (!archive_ || archive_->is_old()) {
      site_.reset();
      archive_.emplace(folders_, arguments_.matrices, arguments_.runs);
      site_.emplace(*archive_);
    }
    auto text = site_->file(path);
    if (!text) return std::nullopt;
    return ServedFile{std::move(*text), std::string(content_type(path))};
  }

 private:
  const Arguments& arguments_;
  Folders folders_;
  std::optional<LedgerArchive> archive_;
  std::optional<Site> site_;
};

int serve(const Arguments& arguments) {
  LiveSite site(arguments);
  World world;
  LocalServer server(world.loop(), static_cast<unsigned short>(arguments.port), [&site](const std::string& path) { return site.file(path); });
  const StopHook hook = world.on_stop([&server] { server.stop(); });
  std::cout << "http://127.0.0.1:" << server.port() << "/  (Ctrl-C ends it)" << std::endl;
  world.run(server.work());
  return 0;
}

}  // namespace

void add_serve(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("serve", "Show the ledger as it grows, as a web site on this machine alone");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("MATRIX", arguments->matrices, "What the front page shows [every matrix that was run]");
  command->add_option("--port", arguments->port, "Of 127.0.0.1; 0: any that is free")->capture_default_str()->check(CLI::Range(0, 65535));
  command->add_option("--runs", arguments->runs, "How many of the newest runs have pages")->capture_default_str()->check(CLI::PositiveNumber);
  command->footer("The page of a run that goes on follows it. Every page has JSON beside it: runs/12.json is of runs/12.html.\n\n"
                  "Examples:\n  gulliver serve\n  gulliver serve matrices/all.yaml --port 9000\n"
                  "  curl http://127.0.0.1:8080/runs.json");
  command->callback([arguments, &action] { action = [arguments] { return serve(*arguments); }; });
}

}  // namespace gulliver
