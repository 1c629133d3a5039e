// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/cli/readiness.hpp>
#include <orchestrator/matrix/matrix.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>
#include <runners/toolchain/toolchain_store.hpp>

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// One thing that was looked at.
struct Examined {
  enum class State { good, note, bad };
  std::string subject;
  State state = State::good;
  std::string text;  ///< what was found, and what would help where it is not good
};

const char* name_of(Examined::State state) {
  switch (state) {
    case Examined::State::good: return "ok";
    case Examined::State::note: return "note";
    case Examined::State::bad: return "bad";
  }
  return "";
}

bool in_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (::access((fs::path(folder) / program).c_str(), X_OK) == 0) return true;
  return false;
}

/// Program, the Debian package it comes from, what it is for.
struct Tool {
  const char* program;
  const char* package;
  const char* purpose;
};

Examined examine(const Tool& tool) {
  if (in_path(tool.program)) return {tool.program, Examined::State::good, tool.purpose};
  return {tool.program, Examined::State::bad,
          std::string("not found in PATH; needed for ") + tool.purpose + ": apt-get install " + tool.package};
}

/// The walls around every build: does a sandbox come up at all?
Examined examine_sandbox(World& world, const Toolchain& toolchain) {
  try {
    world.run(prove_sandbox(world.processes(), toolchain));
    return {"sandbox", Examined::State::good, "bubblewrap works: no network, no home folder, not root"};
  } catch (const Error& fault) {
    return {"sandbox", Examined::State::bad, fault.what()};
  }
}

Examined examine_kvm(World& world, const Folders& folders, const Toolchain& toolchain) {
  const KvmState kvm = known_kvm(world, folders, toolchain);
  if (kvm.works) return {"kvm", Examined::State::good, "a guest ran: used for kernels of this machine's own architecture"};
  return {"kvm", Examined::State::note, kvm.reason + "; every guest is emulated"};
}

std::string gigabytes(std::uint64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GB", static_cast<double>(bytes) / 1e9);
  return text;
}

fs::path existing_part(fs::path folder) {
  while (!fs::exists(folder) && folder.has_parent_path()) folder = folder.parent_path();
  return folder;
}

Examined examine_disk(const fs::path& folder) {
  const std::uint64_t free = fs::space(existing_part(folder)).available;
  const std::string text = gigabytes(free) + " free at " + folder.string();
  if (free < 5'000'000'000) return {"disk", Examined::State::bad, text + "; image, trees and four builds take about 12 GB"};
  if (free < 15'000'000'000) return {"disk", Examined::State::note, text + "; image, trees and four builds take about 12 GB"};
  return {"disk", Examined::State::good, text};
}

Examined examine_memory() {
  const auto pages = static_cast<std::uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  const std::uint64_t bytes = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::string text = gigabytes(bytes) + " for " + std::to_string(cores) + " cores";
  if (bytes < cores * 1'500'000'000ULL)
    return {"memory", Examined::State::note, text + "; rustc takes up to 1.5 GB a job: use `gulliver run --jobs N`"};
  return {"memory", Examined::State::good, text};
}

void examine_images(World& world, const Folders& folders, std::vector<Examined>& findings) {
  const ToolchainStore store(folders.cache, world.processes());
  for (const ToolchainRecipe& recipe : load_recipes(data_root() / "images" / "toolchain")) {
    const auto image = store.find(recipe);
    const std::string subject = "image " + recipe.name;
    if (!image) {
      findings.push_back({subject, Examined::State::bad, "not built; `gulliver image build " + recipe.name + "` makes it"});
      continue;
    }
    findings.push_back({subject, Examined::State::good, "built: " + image->root.parent_path().filename().string()});
    findings.push_back(examine_sandbox(world, *image));
    findings.push_back(examine_kvm(world, folders, *image));
  }
}

std::vector<Examined> examine_all() {
  constexpr Tool tools[] = {{"bwrap", "bubblewrap", "the sandbox of every build and guest"},
                            {"mmdebstrap", "mmdebstrap", "toolchain images"},
                            {"tar", "tar", "toolchain images and Debian sources"},
                            {"xz", "xz-utils", "Debian sources"},
                            {"apt-get", "apt", "Debian sources"},
                            {"dpkg-deb", "dpkg", "Debian sources"}};
  std::vector<Examined> findings;
  for (const Tool& tool : tools) findings.push_back(examine(tool));
  const Folders folders = folders_from_environment();
  findings.push_back(examine_disk(folders.cache));
  findings.push_back(examine_memory());
  World world;
  examine_images(world, folders, findings);
  return findings;
}

void print(const std::vector<Examined>& findings, const TextStyle& style) {
  for (const Examined& finding : findings) {
    const char* colour = finding.state == Examined::State::good ? "\x1b[32m" : finding.state == Examined::State::note ? "\x1b[33m" : "\x1b[31m";
    std::printf("%s%-4s%s  %-22s %s\n", style.colour ? colour : "", name_of(finding.state), style.colour ? "\x1b[0m" : "",
                finding.subject.c_str(), printable(finding.text).c_str());
  }
}

int examine_machine(bool json) {
  const std::vector<Examined> findings = examine_all();
  bool bad = false;
  auto list = nlohmann::json::array();
  for (const Examined& finding : findings) {
    bad = bad || finding.state == Examined::State::bad;
    list.push_back({{"subject", finding.subject}, {"state", name_of(finding.state)}, {"text", printable(finding.text)}});
  }
  if (json)
    std::cout << nlohmann::json{{"ready", !bad}, {"findings", list}}.dump(2) << "\n";
  else
    print(findings, output_style());
  return bad ? exit_farm : exit_ok;
}

}  // namespace

void add_doctor(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("doctor", "Say whether this machine is ready, and what would help where it is not");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "As JSON");
  command->footer("Looks at the tools, the sandbox, KVM (by running a guest), disk, memory and toolchain images.\n"
                  "Exit code 3 where something that a run needs is missing.\n\nExamples:\n  gulliver doctor\n  gulliver doctor --json");
  command->callback([json, &action] { action = [json] { return examine_machine(*json); }; });
}

}  // namespace gulliver
