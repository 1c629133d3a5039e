// SPDX-License-Identifier: MIT
#include <runners/suite/suite_list.hpp>

#include <runners/model/console_text.hpp>

#include <algorithm>
#include <deque>

namespace gulliver {
namespace {

constexpr std::size_t most_suites = 500;
constexpr std::size_t longest_name = 100;
constexpr std::size_t lines_between = 16;  ///< from the name of a suite to its first test, at most

bool can_be_name(std::string_view text) {
  const auto fits = [](char c) { return c >= ' ' && c <= '~' && c != '"'; };
  return !text.empty() && text.size() <= longest_name && text.front() != ' ' && text.back() != ' ' &&
         std::ranges::all_of(text, fits);
}

bool is_test_of(std::string_view suite, std::string_view text) {
  return text.size() > suite.size() + 1 && text.starts_with(suite) && text[suite.size()] == '.';
}

/// Reads the list a line at a time.
class SuiteList {
 public:
  void add(std::string_view text) {
    if (!begun_) {
      begun_ = text == "KTAP version 1";
    } else if (suites_.empty() || !is_test_of(suites_.back(), text)) {
      add_name(text);
    }
  }

  std::vector<std::string> suites() && { return std::move(suites_); }

 private:
  void add_name(std::string_view text) {
    const auto owner = std::ranges::find_if(names_, [&](std::string_view name) { return is_test_of(name, text); });
    if (owner != names_.end()) {
      if (suites_.size() < most_suites && std::ranges::find(suites_, *owner) == suites_.end())
        suites_.emplace_back(*owner);
      names_.clear();
    } else if (can_be_name(text)) {
      names_.push_back(text);
      if (names_.size() > lines_between) names_.pop_front();
    }
  }

  bool begun_ = false;
  std::deque<std::string_view> names_;  ///< lines that may be the name of a suite
  std::vector<std::string> suites_;
};

}  // namespace

std::vector<std::string> parse_suite_list(std::string_view console) {
  SuiteList list;
  while (!console.empty()) {
    const std::size_t size = std::min(console.find('\n'), console.size());
    list.add(console_text(console.substr(0, size)));
    console.remove_prefix(std::min(size + 1, console.size()));
  }
  return std::move(list).suites();
}

/// KUnit takes what stands behind the first period for the name of a test, so a period in the name itself
/// becomes a question mark, which matches it. Escapes: lib/glob.c; quotation marks: lib/cmdline.c.
std::string suite_filter(std::string_view suite) {
  std::string glob;
  for (const char c : suite) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) glob += '\\';
    glob += c == '.' ? '?' : c;
  }
  const bool quoted = glob.find(' ') != std::string::npos;
  return "kunit.filter_glob=" + (quoted ? '"' + glob + '"' : glob);
}

}  // namespace gulliver
