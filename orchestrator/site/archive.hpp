// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/history.hpp>
#include <orchestrator/report/report.hpp>

#include <memory>
#include <string>
#include <vector>

namespace gulliver {

/// A matrix that was run once and cannot be shown.
struct LostMatrix {
  std::string file;    ///< absolute
  std::string reason;  ///< one sentence
};

/// What a site is made from. Names are those that people gave, or that consoles did.
class Archive {
 public:
  virtual ~Archive() = default;

  /// The matrices that have a page, the most important first: files, absolute.
  virtual std::vector<std::string> matrices() const = 0;

  /// Those that would have one if they could be read: files that are gone, or no matrix any more.
  virtual std::vector<LostMatrix> lost_matrices() const = 0;

  /// A matrix with the newest record of each of its cells.
  virtual RunView matrix(const std::string& file) const = 0;

  /// The runs that have pages, newest first.
  virtual std::vector<RunId> runs() const = 0;

  /// What they came to, newest first.
  virtual std::vector<RunHead> heads() const = 0;

  /// One of them.
  virtual std::shared_ptr<const RunView> run(RunId id) const = 0;

  virtual std::vector<std::string> cells() const = 0;
  virtual std::vector<std::string> abstractions() const = 0;
  virtual std::vector<std::string> tests() const = 0;  ///< "suite.test"

  /// Of each of these through all runs.
  virtual CellHistory cell(const std::string& id) const = 0;
  virtual TestHistory abstraction(const std::string& name) const = 0;
  virtual TestHistory test(const std::string& name) const = 0;

  virtual Moment now() const = 0;
};

/// Matrices as one: of cells that several have, the newest record.
RunView all_matrices(const Archive& archive);

}  // namespace gulliver
