// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gulliver {

/// One hunk of a patch: lines that must be there, and what stands there afterwards.
/// Lines keep their line end; the last line of a file may have none.
struct Hunk {
  int line = 0;           ///< 1-based line at which `before` begins, by the patch
  bool at_start = false;  ///< applies at the start of the file and nowhere else
  bool at_end = false;    ///< applies at the end of the file and nowhere else
  std::vector<std::string> before;
  std::vector<std::string> after;
};

/// Why a hunk does not apply, for the end of a sentence.
struct Mismatch {
  std::size_t hunk = 0;  ///< 1-based
  int line = 0;          ///< of the hunk, by the patch
  std::string why;
};

/// A file with every hunk applied. As with `git apply`, every line of a hunk must match, and a
/// hunk is looked for further and further away from where it should be.
std::variant<std::string, Mismatch> apply_hunks(std::string_view text, const std::vector<Hunk>& hunks);

}  // namespace gulliver
