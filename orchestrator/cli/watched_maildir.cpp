// SPDX-License-Identifier: MIT
#include <orchestrator/cli/watched.hpp>

#include <orchestrator/report/report.hpp>
#include <runners/files/files.hpp>
#include <runners/mail/inbox.hpp>
#include <runners/mail/maildir.hpp>
#include <runners/mail/patch_file.hpp>

#include <iostream>
#include <set>

namespace gulliver {
namespace {

constexpr std::size_t longest_title = 40;  // of a file's name

/// "rust-xarray-add-reserve-v2-1f0c5a9b3d7e"
std::string name_of(const MailedSeries& series) {
  std::string content;
  for (const MailedPatch& patch : series.patches) content += patch.mail.message_id + "\n" + patch.patch_text;
  const std::string title = slug(series.subject, longest_title);
  return (title.empty() ? "series" : title) + "-v" + std::to_string(series.version) + "-" + sha256(content).substr(0, 12);
}

class WatchedMaildir : public Watched {
 public:
  explicit WatchedMaildir(const std::filesystem::path& folder) : maildir_(folder), source_(folder.string()) {}

  std::vector<Arrival> look() override {
    Inbox inbox = sort_into_series(maildir_.read());
    for (const std::string& complaint : maildir_.complaints()) tell(complaint);
    for (const std::string& reason : inbox.waiting) tell("not yet: " + reason);
    std::vector<Arrival> arrivals;
    for (MailedSeries& series : inbox.series) {
      std::string name = name_of(series);
      std::string told = '"' + printable(series.subject) + "\" version " + std::to_string(series.version);
      arrivals.push_back({std::move(name), std::move(told), input_of(std::move(series), source_)});
    }
    return arrivals;
  }

 private:
  /// Once: the same mails are looked at again and again.
  void tell(const std::string& what) {
    if (told_.insert(what).second) std::cerr << printable(what) << "\n";
  }

  Maildir maildir_;
  std::string source_;
  std::set<std::string> told_;
};

}  // namespace

std::unique_ptr<Watched> watch_maildir(const std::filesystem::path& folder) { return std::make_unique<WatchedMaildir>(folder); }

}  // namespace gulliver
