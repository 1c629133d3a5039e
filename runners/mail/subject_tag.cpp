// SPDX-License-Identifier: MIT
#include <runners/mail/subject_tag.hpp>

#include <runners/mail/lines.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace gulliver {
namespace {

/// All of a text as a number of at most four digits.
std::optional<int> number_of(std::string_view text) {
  int number = 0;
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != text.npos)
    return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool names_patch(std::string_view word) {
  return word.starts_with("patch") || word.starts_with("rfc");
}

/// "v3", "patchv3", "rfc-v3"
std::optional<int> version_of(std::string_view word) {
  for (const std::string_view name : {"patch", "rfc"})
    if (word.starts_with(name)) word.remove_prefix(name.size());
  if (word.starts_with('-')) word.remove_prefix(1);
  return word.starts_with('v') ? number_of(word.substr(1)) : std::nullopt;
}

void take_word(SubjectTag& tag, std::string_view word) {
  if (const auto version = version_of(word)) tag.version = *version;
  const std::size_t slash = word.find('/');
  if (slash == word.npos || tag.count > 0) return;
  const auto number = number_of(word.substr(0, slash)), count = number_of(word.substr(slash + 1));
  if (!number || !count || *count == 0) return;
  tag.number = *number;
  tag.count = *count;
}

/// Reads what stands between brackets; returns whether it speaks of a patch.
bool take_bracket(SubjectTag& tag, std::string_view words) {
  bool patch = false;
  while (!words.empty()) {
    const std::string word = lower(words.substr(0, words.find_first_of(" ,\t")));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    patch |= names_patch(word);
    take_word(tag, word);
  }
  return patch;
}

/// How long "Re:", "AW:" or "Re[2]:" is; 0 where it is not there.
std::size_t reply_mark(std::string_view subject) {
  constexpr std::array words{"re", "aw", "sv", "wg", "fw", "fwd", "antw"};
  const std::size_t colon = subject.find(':');
  if (colon == subject.npos || colon > 10) return 0;
  std::string_view word = subject.substr(0, subject.find_first_of("[:^ "));
  const bool known = std::find(words.begin(), words.end(), lower(word)) != words.end();
  const std::string_view behind = trimmed(subject.substr(word.size(), colon - word.size()));
  return known && behind.find_first_not_of("[]^0123456789") == behind.npos ? colon + 1 : 0;
}

}  // namespace

SubjectTag parse_subject(std::string_view subject) {
  SubjectTag tag;
  bool patch = false;
  for (subject = trimmed(subject); !subject.empty(); subject = trimmed(subject)) {
    if (const std::size_t mark = patch ? 0 : reply_mark(subject)) {
      tag.reply = true;
      subject.remove_prefix(mark);
      continue;
    }
    const std::size_t end = subject.find(']');
    if (subject[0] != '[' || end == subject.npos) break;
    patch |= take_bracket(tag, subject.substr(1, end - 1));
    subject.remove_prefix(end + 1);
  }
  tag.title = subject;
  return tag;
}

}  // namespace gulliver
