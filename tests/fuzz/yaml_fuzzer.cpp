// SPDX-License-Identifier: MIT
// Any bytes at all are a YAML file that a person wrote: it is read, or every mistake is told with its place. The first byte says what
// the file is to be, one of `readers`.
#include <orchestrator/matrix/accepted_reader.hpp>
#include <orchestrator/matrix/matrix.hpp>
#include <orchestrator/matrix/problems.hpp>
#include <orchestrator/matrix/settings.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include "promise.hpp"
#include "scratch.hpp"

#include <set>
#include <string>

namespace fs = std::filesystem;
using namespace gulliver;

namespace {

constexpr std::size_t longest_line = 4000;  ///< bytes of a sentence about a mistake, without the file's name

void expect_same(const Plan& one, const Plan& other) {
  promise(one.builds.size() == other.builds.size() && one.excluded.size() == other.excluded.size(), "a matrix has one plan");
  for (std::size_t i = 0; i < one.builds.size(); ++i)
    promise(one.builds[i].kernel.id == other.builds[i].kernel.id, "a matrix has one plan, in one order");
}

void read_matrix(const fs::path& file) {
  const Plan plan = load_plan(file, SOURCE_ROOT, {});
  std::set<std::string> cells;
  for (const Build& build : plan.builds) {
    promise(!build.cells.empty() && build.tree < plan.trees.size(), "a build has cells and a tree");
    for (const PlannedCell& planned : build.cells) {
      promise(cells.insert(planned.cell.id).second, "a cell is there once");
      promise(is_readable(planned.cell.id), "a cell's name is readable");
    }
  }
  promise(!cells.empty(), "a plan has a cell");
  expect_same(plan, load_plan(file, SOURCE_ROOT, {}));
}

void read_arches(const fs::path& file) {
  std::set<std::pair<std::string, Endian>> seen;
  for (const Arch& arch : load_arches(file)) {
    promise(seen.emplace(arch.name, arch.endian).second, "an architecture has a byte order once");
    promise(arch.bits == 32 || arch.bits == 64, "a word has 32 bits or 64");
  }
}

void read_recipe(const fs::path& file) { promise(!load_recipe(file).name.empty(), "a toolchain has a name"); }

void read_settings(const fs::path& file) {
  const Settings settings = load_settings(file);
  promise(settings.executor == Executor::local || !settings.slurm.shared.empty(), "a cluster has a folder that it shares");
  promise(settings.limits.memory >= 0 && settings.limits.disk > 0, "limits are numbers of MiB");
}

void read_accepted_findings(const fs::path& file) {
  Problems problems;
  for (const Accepted& entry : read_accepted(file, problems)) promise(problems.count() > 0 || !entry.reason.empty(), "who accepts says why");
  problems.throw_if_any();
}

struct Reader {
  char mark;
  void (*read)(const fs::path& file);
};

constexpr Reader readers[] = {
    {'m', read_matrix}, {'a', read_arches}, {'t', read_recipe}, {'c', read_settings}, {'k', read_accepted_findings}};

void expect_honest(const std::string& mistakes, const std::string& file) {
  promise(!mistakes.empty(), "a mistake is told");
  for_each_line(mistakes, [&](std::string_view line) {
    promise(is_readable(line), "a mistake is told in readable words");
    promise(line.size() <= file.size() + longest_line, "and in not too many of them");
  });
  promise(mistakes.find(file) != mistakes.npos, "and with the file that it is in");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Scratch scratch;
  const std::string_view text = text_of(bytes, size);
  if (text.empty()) return 0;
  for (const Reader& reader : readers) {
    if (reader.mark != text[0]) continue;
    const fs::path file = scratch.folder() / "input.yaml";
    write_file(file, text.substr(1));
    try {
      reader.read(file);
    } catch (const InputError& mistakes) {
      expect_honest(mistakes.what(), file.string());
    }
  }
  return 0;
}
