// SPDX-License-Identifier: MIT
#include <runners/kernel/maintainers.hpp>

#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <algorithm>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t most_maintainers = 20;
constexpr Seconds longest_search{60};

std::vector<std::string> lines_with_address(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line) && found.size() < most_maintainers;)
    if (line.find('@') != line.npos && std::ranges::find(found, line) == found.end()) found.push_back(line);
  return found;
}

}  // namespace

asio::awaitable<std::vector<std::string>> maintainers_of(ProcessRunner& processes, Toolchain toolchain, fs::path tree,
                                                         std::vector<std::string> files) {
  if (files.empty() || !fs::exists(tree / "scripts/get_maintainer.pl")) co_return std::vector<std::string>();
  Command command;
  command.argv = {"sh", "-c", R"(cd "$0" && exec perl scripts/get_maintainer.pl --no-git --no-git-fallback -f "$@")",
                  inside::source};
  command.argv.insert(command.argv.end(), files.begin(), files.end());
  command.total = longest_search;
  const std::vector<Mount> mounts{{tree, inside::source, Mount::Kind::read_only}};
  Command wrapped = sandboxed(toolchain, std::move(command), mounts);
  std::string text;
  try {
    text = co_await output_of(processes, std::move(wrapped));
  } catch (const Error&) {
    // A tree that cannot say whom to tell is no reason to give no answer.
  }
  co_return lines_with_address(text);
}

}  // namespace gulliver
