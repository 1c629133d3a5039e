// SPDX-License-Identifier: MIT
#include <orchestrator/findings/broken_chain.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

namespace gulliver {
namespace {

constexpr int lines_of_a_call = 6;  // as rustfmt spreads them

using Identifiers = std::set<std::string, std::less<>>;

bool is_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

constexpr std::size_t telling = 3;  // letters: shorter words stand everywhere
constexpr std::size_t any_name = 2;  // of a parameter: "id"

Identifiers identifiers(std::string_view text, std::size_t shortest = telling) {
  Identifiers found;
  while (!text.empty()) {
    const auto begin = std::ranges::find_if(text, is_part);
    const auto end = std::find_if_not(begin, text.end(), is_part);
    const std::string_view word(begin, end);
    if (word.size() >= shortest && !std::isdigit(static_cast<unsigned char>(word[0]))) found.emplace(word);
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
  }
  return found;
}

/// The lines that an error is about.
std::string lines_at(std::string_view text, int line) {
  std::string found;
  for (int number = 1; !text.empty() && number < line + lines_of_a_call; ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (number >= line) found += text.substr(0, end);
    text.remove_prefix(end);
  }
  return found;
}

/// Words of a binding that only one of its forms has: the new parameter, the renamed field.
Identifiers different_words(const ChangedBinding& binding) {
  const Identifiers before = identifiers(binding.before, any_name), after = identifiers(binding.after, any_name);
  Identifiers different;
  std::ranges::set_symmetric_difference(before, after, std::inserter(different, different.end()));
  return different;
}

struct HeaderLine {
  std::string place, text;
};

std::optional<HeaderLine> line_with(const ChangedFile& file, const Identifiers& words) {
  for (const ChangedLines& lines : file.lines)
    for (const auto* side : {&lines.added, &lines.removed})
      for (std::size_t i = 0; i < side->size(); ++i) {
        const Identifiers in_line = identifiers((*side)[i], any_name);
        const bool speaks_of_it = std::ranges::any_of(words, [&](const auto& word) { return in_line.contains(word); });
        const int line = lines.new_line + (side == &lines.added ? static_cast<int>(i) : 0);
        if (speaks_of_it) return HeaderLine{file.path + ":" + std::to_string(line), (*side)[i]};
      }
  return std::nullopt;
}

/// Headers before other files of C, the name itself before what else differs.
std::optional<HeaderLine> changed_line(const TreeChanges& changes, const ChangedBinding& binding) {
  for (const char* ending : {".h", ".c"})
    for (const Identifiers& words : {Identifiers{binding.name}, different_words(binding)})
      for (const ChangedFile& file : changes)
        if (file.path.ends_with(ending))
          if (auto line = line_with(file, words)) return line;
  return std::nullopt;
}

}  // namespace

bool shares_a_word(std::string_view one, std::string_view other) {
  const Identifiers words = identifiers(other);
  return std::ranges::any_of(identifiers(one), [&](const std::string& word) { return words.contains(word); });
}

std::optional<BrokenChain> broken_chain(const Diagnostic& error, const BlameSources& sources) {
  if (!error.file.ends_with(".rs") || sources.bindings.empty()) return std::nullopt;
  const std::string source = sources.source ? sources.source(error.file) : "";
  const Identifiers spoken_of = identifiers(error.text + "\n" + lines_at(source, error.line));
  for (const ChangedBinding& binding : sources.bindings) {
    if (!spoken_of.contains(binding.name)) continue;
    if (const auto line = changed_line(sources.changes, binding))
      return BrokenChain{line->place, line->text, binding, error.file + ":" + std::to_string(error.line)};
  }
  return std::nullopt;
}

}  // namespace gulliver
