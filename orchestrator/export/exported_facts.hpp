// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/run_record.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

// What documents for other programs have in common. A stranger's text in it is as it came, but for excerpt().

/// Whether there is an image, whatever became of it in the guest.
bool is_built(const RunRecord& record);

/// The tools that decide a kernel: "rustc 1.96.0, clang 19.1.7, bindgen 0.71.1".
std::string tools_text(const RunRecord& record);

/// "linux-source-7.3 7.3.4-1~bpo13+1 (tree 0123...)"
std::string exact_tree(const Revision& tree);

/// A place in the tree.
struct Place {
  std::string file;  ///< relative; empty: none
  int line = 0;      ///< 0: none
};

/// Relative, a path, and inside of the tree.
bool is_tree_file(std::string_view path);

/// "rust/kernel/xarray.rs:213". Of anything but a file below the tree, "" and 0.
Place tree_place(const std::string& text);

/// FNV-1a, 64 bits, as 16 hexadecimal digits: to know a text again, not to vouch for it.
std::string text_hash(std::string_view text);

/// A whole text as printable_lines() has it, its first `limit` bytes at most, never half a character.
std::string excerpt(std::string_view text, std::size_t limit);

/// Each with a line end.
std::string lines_of(const std::vector<std::string>& lines);

/// What compiler, linker and make said, a line each.
std::string messages_of(const RunRecord& record);

}  // namespace gulliver
