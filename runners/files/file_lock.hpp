// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace gulliver {

/// A lock on a file that ends with the process that holds it, however it ends: nothing stale
/// is ever left. The file holds the holder's pid, for the message of whoever comes second.
class FileLock {
 public:
  /// Takes the lock, or returns nothing where somebody else has it.
  /// \throws Error  the file cannot be made
  static std::optional<FileLock> try_take(const std::filesystem::path& file);

  /// The pid that a held lock's file names, for messages; empty where it says none.
  static std::string holder(const std::filesystem::path& file);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace gulliver
