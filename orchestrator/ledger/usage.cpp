// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/database.hpp>
#include <orchestrator/ledger/ledger.hpp>
#include <orchestrator/ledger/usage.hpp>

namespace gulliver {
namespace {

constexpr const char* of_the_runs = " IN (SELECT id FROM runs WHERE matrix = ? AND started >= ? AND started < ?)";

int counted_rows(Database& database, const std::string& what, const std::string& matrix, Moment from, Moment to) {
  int number = 0;
  Statement select = database.prepare("SELECT count(*) FROM records JOIN " + what + " WHERE records.run" + of_the_runs);
  if (select.bind(matrix, from, to).step()) select.read(number);
  return number;
}

}  // namespace

Usage::Usage(const std::filesystem::path& file) {
  Ledger{file};  // brings it up to date
  database_ = std::make_unique<Database>(file);
}

Usage::~Usage() = default;

Effort Usage::effort(const std::string& matrix, Moment from, Moment to) const {
  Effort effort;
  std::optional<Seconds> cpu;
  Statement runs = database_->prepare(
      std::string("SELECT count(*), sum(cpu) FROM runs WHERE id") + of_the_runs);
  if (runs.bind(matrix, from, to).step()) runs.read(effort.runs, cpu);
  effort.cpu = cpu.value_or(Seconds{});
  const auto number = [&](const std::string& what) { return counted_rows(*database_, what, matrix, from, to); };
  effort.builds = number("builds ON builds.record = records.id AND NOT builds.cached");
  effort.boots = number("boots ON boots.record = records.id AND NOT boots.cached") + number("reboots ON reboots.record = records.id");
  return effort;
}

std::vector<ToolUse> Usage::tools() const {
  Statement select = database_->prepare(
      "SELECT name, version, min(started) FROM versions JOIN records ON records.id = versions.record"
      " GROUP BY name, version ORDER BY name, version");
  std::vector<ToolUse> tools;
  while (select.step()) {
    ToolUse& tool = tools.emplace_back();
    select.read(tool.name, tool.version, tool.since);
  }
  return tools;
}

}  // namespace gulliver
