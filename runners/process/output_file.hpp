// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/descriptor.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace gulliver {

/// Where the output of a command is kept: in a file, if there is to be one, and its end in memory.
class OutputFile {
 public:
  static constexpr std::size_t tail_size = 8 * 1024;

  /// Opens the file, if the path is not empty.  \throws Error
  OutputFile(std::filesystem::path path, bool append);

  /// \throws Error  the disk is full, or the like
  void write(std::string_view text);

  /// The last `tail_size` bytes written.
  std::string tail() const;

 private:
  std::filesystem::path path_;
  Descriptor file_;
  std::string tail_;
};

}  // namespace gulliver
