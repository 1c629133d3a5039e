// SPDX-License-Identifier: MIT
#include <runners/model/test_filter.hpp>

#include <runners/model/error.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <cctype>

namespace gulliver {
namespace {

constexpr std::size_t longest = 200;  // a kernel's command line may end after 256 bytes

/// Letters, digits, and what globs are made of: nothing that a command line, or KUnit, cuts at.
bool can_stand(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("_-:/+=*?[]!\\.").find(c) != std::string_view::npos;
}

bool can_stand(std::string_view text) {
  return !text.empty() && text.size() <= longest &&
         std::ranges::all_of(text, [](char c) { return can_stand(c); });
}

bool matches(std::string_view glob, std::string_view text) {
  return ::fnmatch(std::string(glob).c_str(), std::string(text).c_str(), 0) == 0;
}

/// A name as a glob that matches it alone; a period, at which KUnit would cut, matches as a question mark.
std::string literal(std::string_view name) {
  std::string glob;
  for (const char c : name) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) glob += '\\';
    glob += c == '.' ? '?' : c;
  }
  return glob;
}

[[noreturn]] void refuse(std::string_view glob, const std::string& why) {
  throw InputError("--test '" + std::string(glob) + "': " + why);
}

}  // namespace

std::string test_filter(std::string_view glob) {
  if (glob.empty()) refuse(glob, "a glob over names of tests would be right, e.g. 'rust_kvec.*'");
  if (glob.find(',') != glob.npos) refuse(glob, "KUnit takes one glob, and this is several");
  if (!can_stand(glob))
    refuse(glob,
           "letters, digits, \"_\", \"-\", \".\" and \"*\", \"?\", \"[\", \"]\", \"!\" would be right, " +
               std::to_string(longest) + " at most");
  const std::string filter(glob);
  return glob.find('.') == glob.npos ? "*." + filter : filter;
}

bool passes_filter(std::string_view filter, std::string_view name) {
  if (filter.empty()) return true;
  const std::size_t cut = filter.find('.');
  const std::size_t dot = name.find('.');
  if (!matches(filter.substr(0, cut), name.substr(0, dot))) return false;
  if (cut == filter.npos) return true;
  if (dot == name.npos) return false;
  const std::string_view test = name.substr(dot + 1);
  return matches(filter.substr(cut + 1), test.substr(0, test.find('.')));
}

std::string filter_of_test(std::string_view suite, std::string_view test) {
  if (!can_stand(suite) || !can_stand(test)) return "";
  return literal(suite) + "." + literal(test);
}

std::string filter_of_suite(std::string_view suite) {
  return can_stand(suite) ? literal(suite) : "";
}

}  // namespace gulliver
