// SPDX-License-Identifier: MIT
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/ledger_archive.hpp>
#include <orchestrator/cli/matrix_file.hpp>
#include <orchestrator/cli/matrix_view.hpp>
#include <orchestrator/cli/run_heads.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <limits>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// The matrices that runs were made of: first the one of all architectures, then that with the newest run; at the end
/// the one of production's options, which is long.
std::vector<std::string> run_matrices(const Ledger& ledger) {
  std::vector<std::string> files;
  for (const Run& run : ledger.runs(std::numeric_limits<int>::max()))
    if (std::ranges::find(files, run.matrix) == files.end()) files.push_back(run.matrix);
  std::ranges::stable_partition(files, [](const fs::path& file) { return file.stem() == "all"; });
  std::ranges::stable_partition(files, [](const fs::path& file) { return file.stem() != "production"; });
  return files;
}

std::vector<std::string> asked_matrices(const std::vector<std::string>& asked) {
  std::vector<std::string> files;
  for (const std::string& matrix : asked) files.push_back(fs::absolute(matrix_file(matrix)).lexically_normal().string());
  for (const std::string& file : files)
    if (!fs::exists(file)) throw InputError(file + ": there is no such matrix");
  return files;
}

}  // namespace

LedgerArchive::LedgerArchive(const Folders& folders, const std::vector<std::string>& matrices, int runs)
    : ledger_(open_ledger(folders)),
      history_(folders.state / "ledger.sqlite"),
      heads_(run_heads(ledger_, history_, runs)),
      version_(history_.version()),
      now_(std::chrono::system_clock::now()),
      asked_(asked_matrices(matrices)),
      cells_(history_.cells()),
      tests_(history_.test_names()) {
  for (const RunHead& head : heads_) runs_.push_back(head.run.id);
}

/// Those that were asked for have to be there; of others that were run, some may be gone by now.
const LedgerArchive::Known& LedgerArchive::known() const {
  if (known_) return *known_;
  known_.emplace();
  known_->matrices = asked_;
  if (!asked_.empty()) return *known_;
  for (const std::string& file : run_matrices(ledger_)) {
    try {
      matrix(file);
      known_->matrices.push_back(file);
    } catch (const InputError& fault) {
      const std::string mistakes = fault.what();
      known_->lost.push_back({file, mistakes.substr(0, mistakes.find('\n'))});
    }
  }
  return *known_;
}

RunView LedgerArchive::matrix(const std::string& file) const {
  const auto known = read_.find(file);
  return known != read_.end() ? known->second : read_.emplace(file, view_matrix(ledger_, file)).first->second;
}

std::shared_ptr<const RunView> LedgerArchive::run(RunId id) const {
  if (!last_run_.second || last_run_.first != id) last_run_ = {id, std::make_shared<RunView>(view_run(ledger_, id))};
  return last_run_.second;
}

}  // namespace gulliver
