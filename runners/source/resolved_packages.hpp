// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/source_store.hpp>

#include <filesystem>
#include <optional>
#include <vector>

namespace gulliver {

/// What Debian's packages came to, kept in a text file: a line each, of asked, suite, package,
/// version and commit.
class ResolvedPackages {
 public:
  explicit ResolvedPackages(std::filesystem::path file) : file_(std::move(file)) {}

  /// \throws Error  FILE:LINE: not such a line
  std::vector<ResolvedPackage> all() const;
  std::optional<ResolvedPackage> find(const DebianSource& source) const;

  /// Replaces what the same package of the same suite came to before.  \throws Error
  void keep(const ResolvedPackage& package);

 private:
  std::filesystem::path file_;
};

}  // namespace gulliver
