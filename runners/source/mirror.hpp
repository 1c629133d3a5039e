// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gulliver {

/// The one bare repository in which every base and every patched tree is kept.
class Mirror {
 public:
  /// Opens it, or makes it.  \throws Error
  explicit Mirror(const std::filesystem::path& folder);

  git_repository& repository() const { return *repository_; }

  /// The commit that a reference names, where the mirror has both.
  std::optional<git_oid> commit(const std::string& reference) const;

  bool has_commit(const git_oid& id) const;

  /// The tree of a commit, or of a tag of one.  \throws Error
  git_oid tree_of_commit(const git_oid& id) const;

  /// Reads objects of another repository too, as long as this Mirror lives; never writes there.
  /// `objects` is its objects folder.  \throws Error
  void borrow(const std::filesystem::path& objects);

 private:
  GitRepository repository_;
};

/// A text as one part of a reference's name: percent-encoded where git allows it not.
std::string reference_part(std::string_view text);

}  // namespace gulliver
