// SPDX-License-Identifier: MIT
#include <orchestrator/cli/watched.hpp>

#include <runners/files/files.hpp>
#include <runners/mail/patch_file.hpp>
#include <runners/source/remote_tree.hpp>

#include <iostream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t longest_branch = 40;  // of a file's name

class WatchedBranch : public Watched {
 public:
  WatchedBranch(std::string url, std::string branch, const fs::path& memory)
      : url_(std::move(url)),
        branch_(std::move(branch)),
        memory_(memory / (slug(branch_, longest_branch) + "-" + sha256(url_ + "\n" + branch_).substr(0, 12) + ".head")) {}

  std::vector<Arrival> look() override {
    const std::string head = remote_head(url_, branch_);
    if (!fs::exists(memory_)) {
      std::cerr << branch_ << " of " << url_ << " stands at " << head.substr(0, 12) << "; what is pushed from now on is tried\n";
      write_file(memory_, head + "\n");
    }
    const std::string before = read_file(memory_).substr(0, head.size());
    if (before == head) return {};
    return {arrival(before, head)};
  }

  void done(const Arrival& arrival) override {
    write_file(memory_, std::get<RemoteTree>(arrival.input.between->after.base).revision + "\n");
  }

 private:
  Arrival arrival(const std::string& before, const std::string& head) const {
    SeriesInput input;
    input.series.source = url_ + " " + branch_;
    input.series.subject = branch_ + " from " + before.substr(0, 12) + " to " + head.substr(0, 12);
    input.base_commit = before;
    input.between = {{RemoteTree{url_, before}, {}}, {RemoteTree{url_, head}, {}}};
    std::string told = input.series.subject;
    return {slug(branch_, longest_branch) + "-" + head.substr(0, 12), std::move(told), std::move(input), url_ + "#" + branch_};
  }

  std::string url_, branch_;
  fs::path memory_;
};

}  // namespace

std::unique_ptr<Watched> watch_branch(const std::string& url, const std::string& branch, const fs::path& memory) {
  return std::make_unique<WatchedBranch>(url, branch, memory);
}

}  // namespace gulliver
