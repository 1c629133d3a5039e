// SPDX-License-Identifier: MIT
#include <runners/mail/mailed_series.hpp>

#include <runners/mail/lines.hpp>
#include <runners/mail/patch_file.hpp>
#include <runners/mail/posting.hpp>
#include <runners/model/error.hpp>

#include <set>

namespace gulliver {
namespace {

void drop_copies(std::vector<Mail>& mails) {
  std::set<std::string> seen;
  std::erase_if(mails, [&](const Mail& mail) {
    return !mail.message_id.empty() && !seen.insert(mail.message_id).second;
  });
}

/// " of version 3"; of a first version nobody speaks.
std::string of_version(const Posting& posting) {
  return posting.version == 1 ? "" : " of version " + std::to_string(posting.version);
}

std::string name_of(const Mail& mail) {
  return mail.message_id.empty() ? '"' + mail.subject + '"' : '<' + mail.message_id + '>';
}

/// By number, the cover letter at 0; null where there is none.
using Order = std::vector<const Mail*>;

/// Without numbers: as they came. An answer further down the thread is an afterthought.
Order as_they_came(const Posting& posting) {
  Order order(1);
  for (const Post& post : posting.posts)
    if (post.depth <= posting.depth + 1) order.push_back(post.mail);
  return order;
}

Order by_number(const Posting& posting) {
  Order order(static_cast<std::size_t>(posting.count) + 1);
  for (const Post& post : posting.posts) {
    const Mail*& place = order[static_cast<std::size_t>(post.tag.number)];
    if (place && !(*place == *post.mail))
      throw InputError("two different mails claim to be patch " + std::to_string(post.tag.number) + '/' +
                       std::to_string(posting.count) + of_version(posting) + ": " + name_of(*place) +
                       " and " + name_of(*post.mail));
    place = post.mail;
  }
  return order;
}

void check_complete(const Order& order, const Posting& posting) {
  constexpr int most_named = 10;
  std::string missing;
  int count = 0;
  for (std::size_t i = 1; i < order.size(); ++i)
    if (!order[i] && ++count <= most_named) missing += (count > 1 ? ", " : "") + std::to_string(i);
  if (count == 0) return;
  if (count > most_named) missing += " and " + std::to_string(count - most_named) + " more";
  throw InputError((count == 1 ? "patch " : "patches ") + missing + " of " + std::to_string(posting.count) +
                   of_version(posting) + (count == 1 ? " is missing" : " are missing"));
}

/// "base-commit: " and 40 hexadecimal digits, on a line of its own; the last one, as a trailer is.
std::string base_commit_of(std::string_view text) {
  constexpr std::string_view name = "base-commit: ";
  std::string found;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (!line.starts_with(name)) continue;
    const std::string_view id = trimmed(line.substr(name.size()));
    if (id.size() == 40 && id.find_first_not_of("0123456789abcdef") == id.npos) found = id;
  }
  return found;
}

MailedSeries assemble(const Posting& posting) {
  const Order order = posting.count == 0 ? as_they_came(posting) : by_number(posting);
  check_complete(order, posting);
  MailedSeries series;
  series.version = posting.version;
  if (order[0]) series.cover = *order[0];
  for (std::size_t i = 1; i < order.size(); ++i)
    series.patches.push_back({*order[i], static_cast<int>(i), patch_text(*order[i])});
  series.subject = parse_subject(series.head().subject).title;
  series.base_commit = base_commit_of(series.head().text);
  if (series.base_commit.empty()) series.base_commit = base_commit_of(series.patches.front().mail.text);
  return series;
}

}  // namespace

MailedSeries series_of(std::vector<Mail> mails, const std::string& source_name) {
  drop_copies(mails);
  try {
    const std::vector<Posting> postings = postings_of(mails);
    if (postings.empty())
      throw InputError(
          "there is no patch in it: no mail but replies has a line that begins with \"diff --git\"");
    return assemble(newest(postings));
  } catch (const InputError& error) {
    throw InputError(source_name + ": " + error.what());
  }
}

}  // namespace gulliver
