// SPDX-License-Identifier: MIT
#include <orchestrator/cli/choice.hpp>

#include <boost/algorithm/string/join.hpp>

#include <algorithm>

namespace gulliver {
namespace {

/// "local or slurm", "text, html or json"
std::string alternatives(std::vector<std::string> words) {
  const std::string last = words.back();
  words.pop_back();
  return words.empty() ? last : boost::algorithm::join(words, ", ") + " or " + last;
}

}  // namespace

CLI::Option* one_of(CLI::Option* option, const std::vector<std::string>& words) {
  std::vector<std::pair<std::string, std::string>> meanings;
  for (const std::string& word : words) meanings.emplace_back(word, word);
  return one_meaning(option, meanings);
}

CLI::Option* one_meaning(CLI::Option* option, const std::vector<std::pair<std::string, std::string>>& meanings) {
  std::vector<std::string> words;
  for (const auto& meaning : meanings) words.push_back(meaning.first);
  const auto choose = [meanings, right = alternatives(words)](std::string& word) {
    const auto found = std::ranges::find(meanings, word, &std::pair<std::string, std::string>::first);
    if (found == meanings.end()) return "found \"" + word + "\"; " + right + " would be right";
    word = found->second;
    return std::string();
  };
  return option->type_name(boost::algorithm::join(words, "|"))->transform(CLI::Validator(choose, ""));
}

}  // namespace gulliver
