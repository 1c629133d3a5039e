// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace gulliver {

/// A Debian source package, e.g. "linux-source" (the newest of the suite) or "linux-source-7.2".
/// Resolved once to an exact version, which is kept in the cache from then on.
struct DebianSource {
  std::string package = "linux-source";
  std::string suite = "trixie-backports";
  bool operator==(const DebianSource&) const = default;
};

/// A git work tree on this machine, at a revision, or as it stands on disk.
struct LocalTree {
  std::filesystem::path path;
  std::string revision = "HEAD";
  bool uncommitted = false;  ///< with changes that are not committed; `revision` is then ignored
  bool operator==(const LocalTree&) const = default;
};

/// A git repository elsewhere, fetched into the mirror.
struct RemoteTree {
  std::string url;
  std::string revision;  ///< branch, tag or commit
  bool operator==(const RemoteTree&) const = default;
};

/// Where kernel source comes from, and the patch series on top of it.
struct TreeSpec {
  std::variant<DebianSource, LocalTree, RemoteTree> base;
  /// Folders of `*.patch` files (git format-patch), applied in this order, files by name.
  std::vector<std::filesystem::path> series;
  /// Names the work tree in place of the base, so that one revision after the other stands in the same
  /// folder; empty: the base's own name.
  std::string place = {};
  bool operator==(const TreeSpec&) const = default;
};

/// A tree that stands on disk, ready to be built from.
struct Revision {
  std::string name;        ///< names the persistent work tree, e.g. "linux-source+mips-rust"
  std::string id;          ///< git tree id of base and patches: 40 hexadecimal digits
  std::string base;        ///< the base, exactly, e.g. "linux-source-7.3 7.3.4-1~bpo13+1"
  std::string version;     ///< kernel version from its Makefile, e.g. "7.3.4"
  std::vector<std::string> series;  ///< names of the series on top
  std::filesystem::path folder;     ///< the work tree
  std::string commit = {};          ///< of the base, where that is one: 40 hexadecimal digits
  bool uncommitted = false;         ///< the base has changes on top of that commit
};

/// A base and the names of the series on top in words: "linux-source-7.3 7.3.4-1~bpo13+1 with mips-rust, selftests".
std::string with_series(const std::string& base, const std::vector<std::string>& series);

}  // namespace gulliver
