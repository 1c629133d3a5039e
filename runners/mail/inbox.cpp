// SPDX-License-Identifier: MIT
#include <runners/mail/inbox.hpp>

#include <runners/mail/lines.hpp>
#include <runners/mail/mailed_series.hpp>
#include <runners/mail/patch_file.hpp>
#include <runners/mail/subject_tag.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace gulliver {
namespace {

/// Mails that name one another, however far apart: sets joined by message ids.
class Threads {
 public:
  explicit Threads(const std::vector<Mail>& mails) : parents_(mails.size()) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    for (std::size_t i = 0; i < mails.size(); ++i) {
      join(i, mails[i].message_id);
      join(i, mails[i].in_reply_to);
      for (const std::string& id : mails[i].references) join(i, id);
    }
  }

  std::size_t root(std::size_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }

 private:
  void join(std::size_t i, const std::string& id) {
    if (id.empty()) return;
    const auto [known, is_new] = names_.try_emplace(id, i);
    if (is_new) return;
    const std::size_t a = root(i), b = root(known->second);
    parents_[std::max(a, b)] = std::min(a, b);
  }

  std::vector<std::size_t> parents_;
  std::map<std::string, std::size_t> names_;
};

/// By the place of a thread's first mail.
std::map<std::size_t, std::vector<Mail>> threads_of(const std::vector<Mail>& mails) {
  Threads threads(mails);
  std::map<std::size_t, std::vector<Mail>> found;
  for (std::size_t i = 0; i < mails.size(); ++i) found[threads.root(i)].push_back(mails[i]);
  return found;
}

bool has_patch(const std::vector<Mail>& thread) {
  return std::ranges::any_of(thread, [](const Mail& mail) { return !parse_subject(mail.subject).reply && has_diff(mail.text); });
}

/// What stays the same from version to version.
std::string identity_of(const MailedSeries& series) {
  constexpr std::string_view name = "change-id: ";
  std::string_view text = series.head().text;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.starts_with(name)) return std::string(trimmed(line));
  }
  return lower(series.head().from.address) + '\n' + lower(series.subject);
}

}  // namespace

Inbox sort_into_series(const std::vector<Mail>& mails) {
  Inbox inbox;
  std::map<std::string, std::size_t> places;
  for (auto& [first, thread] : threads_of(mails)) {
    if (!has_patch(thread)) continue;
    try {
      MailedSeries series = series_of(std::move(thread), '"' + mails[first].subject + '"');
      const auto [place, is_new] = places.try_emplace(identity_of(series), inbox.series.size());
      if (is_new)
        inbox.series.push_back(std::move(series));
      else if (inbox.series[place->second].version <= series.version)
        inbox.series[place->second] = std::move(series);
    } catch (const InputError& error) {
      inbox.waiting.push_back(error.what());
    }
  }
  return inbox;
}

}  // namespace gulliver
