// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// The lines of a log, or of one that is too long for a page its beginning and its end.
struct LogText {
  std::vector<std::string> head;  ///< from line 1 on
  std::vector<std::string> tail;  ///< behind what is left out; empty where nothing is
  long left_out = 0;              ///< lines between the two
  bool operator==(const LogText&) const = default;
};

/// Reads a log. Of one that is longer than `limit` bytes the first three quarters of that and the last quarter are
/// read, to whole lines. Nothing where there is no such file any more.
std::optional<LogText> read_log(const std::filesystem::path& file, std::uint64_t limit);

}  // namespace gulliver
