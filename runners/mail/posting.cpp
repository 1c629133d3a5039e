// SPDX-License-Identifier: MIT
#include <runners/mail/posting.hpp>

#include <runners/mail/lines.hpp>
#include <runners/mail/patch_file.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace gulliver {
namespace {

/// How deep in a thread a mail is, as far as the mails at hand tell.
class Thread {
 public:
  explicit Thread(const std::vector<Mail>& mails) {
    for (const Mail& mail : mails)
      if (!mail.message_id.empty()) parents_.emplace(mail.message_id, "");
    for (const Mail& mail : mails)
      if (!mail.message_id.empty()) parents_[mail.message_id] = parent_of(mail);
  }

  int depth(const Mail& mail) const {
    int depth = 0;
    for (auto at = parents_.find(parent_of(mail)); at != parents_.end() && depth < most_deep;
         at = parents_.find(at->second))
      ++depth;
    return depth;
  }

 private:
  static constexpr int most_deep = 500;  // and an end of mails that answer each other

  /// The nearest mail above it that is at hand.
  std::string parent_of(const Mail& mail) const {
    if (parents_.contains(mail.in_reply_to)) return mail.in_reply_to;
    const auto found = std::find_if(mail.references.rbegin(), mail.references.rend(),
                                    [&](const std::string& id) { return parents_.contains(id); });
    return found == mail.references.rend() ? "" : *found;
  }

  std::unordered_map<std::string, std::string> parents_;
};

/// A prepared mail is from its author, and a series may have many.
std::string poster_of(const Mail& mail) {
  if (mail.prepared) return "";
  return lower(mail.from.name.empty() ? mail.from.address : mail.from.name);
}

bool belongs_to_series(const Mail& mail, const SubjectTag& tag) {
  if (tag.reply) return false;
  const bool cover = tag.count > 0 && tag.number == 0;
  return cover || (tag.number <= tag.count && has_diff(mail.text));
}

std::string of_count(const Posting& posting) {
  if (posting.count == 0) return "one without numbers";
  return "one of " + std::to_string(posting.count);
}

}  // namespace

std::vector<Posting> postings_of(const std::vector<Mail>& mails) {
  const Thread thread(mails);
  std::vector<Posting> postings;
  std::map<std::tuple<std::string, int, int>, std::size_t> places;
  for (const Mail& mail : mails) {
    Post post{&mail, parse_subject(mail.subject), thread.depth(mail)};
    if (!belongs_to_series(mail, post.tag)) continue;
    const std::tuple key(poster_of(mail), post.tag.version, post.tag.count);
    const auto [place, is_new] = places.try_emplace(key, postings.size());
    if (is_new) postings.push_back({std::get<0>(key), post.tag.version, post.tag.count, post.depth, {}});
    Posting& posting = postings[place->second];
    posting.depth = std::min(posting.depth, post.depth);
    posting.posts.push_back(std::move(post));
  }
  return postings;
}

const Posting& newest(const std::vector<Posting>& postings) {
  const auto first = std::min_element(postings.begin(), postings.end(),
                                      [](const Posting& a, const Posting& b) { return a.depth < b.depth; });
  const Posting* best = &*first;
  const Posting* rival = nullptr;
  for (const Posting& posting : postings) {
    if (posting.poster != first->poster || &posting == best) continue;
    const auto rank = std::pair(-posting.version, posting.depth),
               leader = std::pair(-best->version, best->depth);
    if (rank == leader) rival = &posting;
    if (rank < leader) best = &posting, rival = nullptr;
  }
  if (rival)
    throw InputError("there are two series of version " + std::to_string(best->version) +
                     " in it: " + of_count(*best) + " and " + of_count(*rival));
  return *best;
}

}  // namespace gulliver
