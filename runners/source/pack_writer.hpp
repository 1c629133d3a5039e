// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/git.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace gulliver {

/// Writes new objects of a repository as one pack, each deflated quickly and none as a delta.
/// libgit2's own ways either make a file per object or spend minutes on deltas; a kernel has
/// 90,000 files. Format: Documentation/gitformat-pack of git, pack and index version 2.
class PackWriter {
 public:
  /// \throws Error  the pack cannot be made
  explicit PackWriter(git_repository& repository);
  ~PackWriter();  ///< leaves nothing behind of a pack that was not finished
  PackWriter(const PackWriter&) = delete;
  PackWriter& operator=(const PackWriter&) = delete;

  /// Adds an object, unless the repository or this pack has it.  \throws Error
  git_oid add(git_object_t type, std::string_view bytes);

  /// Makes the pack part of the repository. Nothing may be added afterwards.  \throws Error
  void finish();

 private:
  struct Entry {
    std::uint32_t offset;
    std::uint32_t crc;
  };
  struct Before {
    bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_cmp(&a, &b) < 0; }
  };
  struct Deflater;

  void write(std::string_view bytes);
  std::string seal();
  std::string index(std::string_view pack_hash) const;

  GitOdb odb_;
  std::filesystem::path folder_;
  std::filesystem::path unfinished_;
  std::fstream file_;
  std::uint64_t size_ = 0;
  std::map<git_oid, Entry, Before> entries_;
  std::unique_ptr<Deflater> deflater_;
};

}  // namespace gulliver
