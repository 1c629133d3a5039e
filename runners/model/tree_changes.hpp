// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace gulliver {

/// Lines that differ between two versions of a file, without context.
struct ChangedLines {
  int old_line = 0;  ///< 1-based: the first of `removed`; where none is, the line after which `added` goes
  int new_line = 0;  ///< 1-based: the first of `added`; where none is, the line after which `removed` stood
  std::vector<std::string> removed, added;  ///< without line ends
  bool operator==(const ChangedLines&) const = default;
};

/// A file that differs between two trees.
struct ChangedFile {
  std::string old_path;  ///< empty: the file is new
  std::string path;      ///< empty: it is gone
  std::vector<ChangedLines> lines;  ///< none: it is binary, or only moved, or only its mode changed
  bool operator==(const ChangedFile&) const = default;
};

/// What differs between two trees, by path.
using TreeChanges = std::vector<ChangedFile>;

/// Where a line of the first tree stands in the second; 0 if it is gone.
int moved_line(const ChangedFile& file, int old_line);

/// "rust/kernel/xarray.rs:34" of the first tree, as it is called in the second; empty if that line is
/// gone, and unchanged where nothing in the file differs, or where the text names no line.
std::string moved_place(const TreeChanges& changes, const std::string& place);

}  // namespace gulliver
