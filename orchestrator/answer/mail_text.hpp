// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// The text of a mail as it grows. Whatever goes in comes out printable(). What a stranger wrote goes behind
/// a lead, so that none of it comes to stand at the beginning of a line, where "Tested-by: ..." is a trailer.
class MailText {
 public:
  /// A line that must not be broken: code, a path, a command. `lead` stays as it is.
  void line(std::string_view text = "", std::string_view lead = "");

  /// Words, in lines of at most 72 columns; a word that is longer has a line of its own. The first line
  /// begins with `lead`, the others with as many blanks.
  void words(std::string_view text, std::string_view lead = "");

  /// An empty line, unless there is one already or nothing stands before it.
  void gap();

  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace gulliver
