// SPDX-License-Identifier: MIT
#include <runners/kernel/fragment.hpp>

#include <runners/model/error.hpp>

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <utility>

namespace gulliver {
namespace {

constexpr std::string_view prefix = "CONFIG_";
constexpr std::string_view unset = " is not set";
constexpr std::string_view directive = "# gulliver:";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\f\v";
  const std::size_t first = text.find_first_not_of(blank);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_word);
}

/// A string as Kconfig writes it: in double quotes, with quotes and backslashes inside escaped.
bool is_quoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return false;
  text = text.substr(1, text.size() - 2);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;
  }
  return true;
}

bool is_number(std::string_view text) {
  const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  if (hexadecimal) text.remove_prefix(2);
  if (!hexadecimal && text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [hexadecimal](unsigned char c) {
    return hexadecimal ? std::isxdigit(c) : std::isdigit(c);
  });
}

bool is_value(std::string_view text) {
  return text == "y" || text == "m" || text == "n" || is_number(text) || is_quoted(text);
}

/// For a message: no byte that a terminal would act on, and no more than a glance takes in.
std::string shown(std::string_view text) {
  constexpr std::size_t limit = 60;
  std::string result(text.substr(0, limit));
  std::ranges::replace_if(
      result, [](unsigned char c) { return std::iscntrl(c) != 0; }, '?');
  return text.size() > limit ? result + "..." : result;
}

/// Reads the lines of one fragment; a mistake does not keep it from the lines behind.
class FragmentReader {
 public:
  explicit FragmentReader(std::string_view file) : file_(file) {}

  void read(std::string_view line) {
    ++line_;
    if (line.empty()) {
      optional_ = false;
    } else if (line.starts_with('#')) {
      read_comment(line);
    } else if (line.starts_with(prefix)) {
      read_option(line);
    } else {
      complain("found \"" + shown(line) +
               "\"; a line is CONFIG_NAME=VALUE, \"# CONFIG_NAME is not set\", a comment or blank");
    }
  }

  std::vector<ConfigOption> finish() {
    if (!complaints_.empty()) throw InputError(complaints_);
    return std::move(options_);
  }

 private:
  void read_comment(std::string_view line) {
    if (line.starts_with(directive)) return read_directive(trimmed(line.substr(directive.size())));
    line = trimmed(line.substr(1));
    if (!line.starts_with(prefix) || !line.ends_with(unset)) return;
    line.remove_prefix(prefix.size());
    line.remove_suffix(unset.size());
    if (is_name(line)) add(line, "n");
  }

  void read_directive(std::string_view word) {
    if (word == "optional") {
      optional_ = true;
    } else {
      complain("unknown directive \"" + shown(word) + "\"; \"# gulliver: optional\" is the only one");
    }
  }

  void read_option(std::string_view line) {
    const std::size_t equals = line.find('=');
    const std::string_view name = line.substr(0, equals).substr(prefix.size());
    if (equals == line.npos || !is_name(name)) {
      return complain("found \"" + shown(line) + "\"; an option is CONFIG_NAME=VALUE");
    }
    const std::string_view value = line.substr(equals + 1);
    if (is_value(value)) return add(name, value);
    complain("CONFIG_" + shown(name) + " has the value '" + shown(value) +
             "'; a value is y, m, n, a number, or text in double quotes");
  }

  void add(std::string_view name, std::string_view value) {
    options_.push_back({std::string(name), std::string(value), std::string(file_), line_, optional_});
  }

  void complain(const std::string& what) {
    if (!complaints_.empty()) complaints_ += '\n';
    complaints_ += std::string(file_) + ':' + std::to_string(line_) + ": " + what;
  }

  std::string_view file_;
  int line_ = 0;
  bool optional_ = false;
  std::vector<ConfigOption> options_;
  std::string complaints_;
};

std::string rendered(const ConfigOption& option) {
  if (option.value == "n") return "# CONFIG_" + option.name + " is not set\n";
  return "CONFIG_" + option.name + "=" + option.value + "\n";
}

}  // namespace

std::vector<ConfigOption> parse_fragment(std::string_view file, std::string_view text) {
  FragmentReader reader(file);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    reader.read(trimmed(text.substr(0, end)));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return reader.finish();
}

std::string render_request(const ConfigRequest& request) {
  std::map<std::string_view, const ConfigOption*> last;
  for (const ConfigOption& option : request.options) last[option.name] = &option;
  std::string text;
  for (const ConfigOption& option : request.options) {
    if (last[option.name] == &option) text += rendered(option);
  }
  return text;
}

}  // namespace gulliver
