// SPDX-License-Identifier: MIT
#include <runners/mail/patch_file.hpp>

#include <runners/mail/header_codec.hpp>
#include <runners/mail/lines.hpp>
#include <runners/mail/subject_tag.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace gulliver {
namespace {

/// Walks through the lines of a mail and tells which belong to a diff, as git-diff(1) writes it.
class DiffLines {
 public:
  bool is_diff(std::string_view line) {
    if (in_hunk(line)) return true;
    if (in_binary(line)) return true;
    inside_ = line.starts_with("diff --git ") || (inside_ && is_header(line));
    return inside_;
  }

 private:
  /// Counts down what "@@ -1,7 +1,7 @@" announced.
  bool in_hunk(std::string_view line) {
    if (old_ <= 0 && new_ <= 0) return inside_ && line.starts_with("\\ ");
    const char kind = line[0];
    const bool context = kind == ' ' || kind == '\n' || kind == '\r';
    if (!context && kind != '-' && kind != '+' && kind != '\\') {
      old_ = new_ = 0;
      return false;
    }
    if (context || kind == '-') --old_;
    if (context || kind == '+') --new_;
    return true;
  }

  /// "literal 18", lines of base 85, an empty line.
  bool in_binary(std::string_view line) {
    if (inside_ && (line.starts_with("literal ") || line.starts_with("delta "))) return binary_ = true;
    if (!binary_) return false;
    binary_ = !trimmed(line).empty();
    return true;
  }

  bool is_header(std::string_view line) {
    constexpr std::array<std::string_view, 15> begins{"index ",
                                                      "old mode ",
                                                      "new mode ",
                                                      "new file mode ",
                                                      "deleted file mode ",
                                                      "similarity index ",
                                                      "dissimilarity index ",
                                                      "rename from ",
                                                      "rename to ",
                                                      "copy from ",
                                                      "copy to ",
                                                      "--- ",
                                                      "+++ ",
                                                      "Binary files ",
                                                      "GIT binary patch"};
    if (line.starts_with("@@ -")) return opens_hunk(line);
    return std::any_of(begins.begin(), begins.end(),
                       [&](std::string_view text) { return line.starts_with(text); });
  }

  bool opens_hunk(std::string_view line) {
    old_ = count_behind(line, line.find('-'));
    new_ = count_behind(line, line.find('+'));
    return true;
  }

  /// "-12,7": 7; "-12": 1
  static long count_behind(std::string_view line, std::size_t at) {
    if (at == line.npos) return 0;
    const std::string_view range = line.substr(at + 1, line.find(' ', at) - at - 1);
    const std::size_t comma = range.find(',');
    long count = 1;
    if (comma != range.npos) std::from_chars(range.data() + comma + 1, range.data() + range.size(), count);
    return count;
  }

  bool inside_ = false, binary_ = false;
  long old_ = 0, new_ = 0;
};

std::string_view up_to_end_of_diff(std::string_view text) {
  DiffLines lines;
  std::size_t end = 0;
  for (std::string_view rest = text; !rest.empty();)
    if (lines.is_diff(next_line(rest))) end = text.size() - rest.size();
  return text.substr(0, end);
}

std::string quoted_name(const std::string& name) {
  if (name.find_first_of("()<>[]:;@\\,.\"") == name.npos) return name;
  std::string made = "\"";
  for (const char c : name) made += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return made + '"';
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

bool has_diff(std::string_view text) {
  return text.starts_with("diff --git ") || text.find("\ndiff --git ") != text.npos;
}

std::string patch_text(const Mail& mail) {
  std::string text = "From: " + (mail.from.name.empty() ? "" : quoted_name(mail.from.name) + ' ') + '<' +
                     mail.from.address + ">\n";
  if (mail.date) text += "Date: " + encode_date(*mail.date) + '\n';
  text += "Subject: " + mail.subject + "\n\n";
  text += up_to_end_of_diff(mail.text);
  return text + (text.ends_with('\n') ? "" : "\n") + "-- \n";
}

std::string slug(std::string_view text, std::size_t most) {
  std::string made;
  bool gap = false;
  for (const char c : text) {
    const bool kept = is_plain(c) || (c == '.' && !made.ends_with('.'));
    if (kept && made.size() + gap + 1 > most) break;
    if (kept) made += (gap ? "-" : "") + std::string(1, c);
    gap = !made.empty() && !kept && (gap || c != '.');
  }
  while (made.ends_with('.') || made.ends_with('-')) made.pop_back();
  return made;
}

std::string patch_file_name(int number, std::string_view subject) {
  constexpr std::size_t most = 60;
  const std::string end = ".patch";
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%04d", std::max(number, 0));
  const std::string begin = std::string(digits.data()) + "-";
  const std::string title = slug(parse_subject(subject).title, most - begin.size() - end.size());
  return (title.empty() ? digits.data() : begin + title) + end;
}

}  // namespace gulliver
