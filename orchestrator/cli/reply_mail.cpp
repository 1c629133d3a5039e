// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/cli/mail_sender.hpp>
#include <orchestrator/cli/reply_mail.hpp>
#include <runners/files/files.hpp>
#include <runners/mail/compose.hpp>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::uintmax_t longest_attachment = 64u << 10;  // bytes: what matters stands at the end

std::string end_of(const fs::path& file) {
  if (file.empty() || !fs::exists(file)) return "";
  const std::string text = read_file(file);
  if (text.size() <= longest_attachment) return text;
  const std::size_t from = text.find('\n', text.size() - longest_attachment);
  return "[the beginning is left out]\n" + text.substr(from == text.npos ? text.size() - longest_attachment : from + 1);
}

std::vector<TextAttachment> attachments_of(const PatchResult& result) {
  std::vector<TextAttachment> attachments;
  for (const NamedAttachment& named : named_attachments(result))
    if (std::string text = end_of(named.file); !text.empty()) attachments.push_back({named.name, std::move(text)});
  return attachments;
}

MailDraft draft_to_authors(const PatchResult& result) {
  MailDraft draft;
  draft.subject = "Re: " + result.series.subject;
  for (const SubmittedPatch& patch : result.series.patches) {
    const Address author = address_in(patch.author);
    if (!author.address.empty() && std::ranges::find(draft.to, author) == draft.to.end()) draft.to.push_back(author);
  }
  return draft;
}

}  // namespace

std::string reply_mail(const PatchResult& result, const std::optional<Mail>& answered, const std::string& from) {
  MailDraft draft = answered ? reply_to(*answered, mail_sender(from)) : draft_to_authors(result);
  draft.from = mail_sender(from);
  draft.date = result.finished;
  draft.text = reply_body(result);
  draft.attachments = attachments_of(result);
  draft.message_id = "gulliver-" + sha256(draft.text + std::to_string(result.finished.time_since_epoch().count())).substr(0, 24) +
                     "@" + host_name();
  return compose(draft);
}

}  // namespace gulliver
