// SPDX-License-Identifier: MIT
#include <runners/mail/compose.hpp>

#include <runners/mail/body_codec.hpp>
#include <runners/mail/header_codec.hpp>
#include <runners/mail/header_writer.hpp>
#include <runners/mail/lines.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <set>

namespace gulliver {
namespace {

/// What tells an address from others.
std::string key_of(const Address& address) {
  return lower(address.address);
}

std::string harmless(std::string_view file_name) {
  std::string name(file_name.substr(0, 60));
  for (char& c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && c != '.' && c != '-') c = '_';
  }
  if (name.starts_with('.')) name[0] = '_';
  return name.empty() ? "attachment" : name;
}

/// Fields and body of a text, behind whatever fields it has.
std::string text_entity(std::string_view subtype, std::string_view text, bool seven_bit, const std::string& disposition = "") {
  const EncodedBody body = encode_body(text, seven_bit);
  return "Content-Type: text/" + std::string(subtype) + "; charset=utf-8\n" + disposition +
         "Content-Transfer-Encoding: " + body.encoding + "\n\n" + body.bytes;
}

/// A line of no part begins with it.
std::string boundary_of(const std::vector<std::string>& parts) {
  for (int i = 0;; ++i) {
    const std::string boundary = "=_gulliver_" + std::to_string(i);
    const auto holds = [&](const std::string& part) { return part.find("--" + boundary) != part.npos; };
    if (std::none_of(parts.begin(), parts.end(), holds)) return boundary;
  }
}

std::string multipart(std::string_view subtype, const std::vector<std::string>& parts) {
  const std::string boundary = boundary_of(parts);
  std::string made = "Content-Type: multipart/" + std::string(subtype) + "; boundary=\"" + boundary + "\"\n";
  for (const std::string& part : parts) made += "\n--" + boundary + '\n' + part;
  return made + "\n--" + boundary + "--\n";
}

std::string message(const MailDraft& draft) {
  const std::string text = text_entity("plain", draft.text, draft.seven_bit);
  if (draft.html.empty()) return text;
  return multipart("alternative", {text, text_entity("html", draft.html, draft.seven_bit)});
}

std::string content(const MailDraft& draft) {
  std::vector<std::string> parts{message(draft)};
  for (const auto& [name, text] : draft.attachments)
    parts.push_back(text_entity("plain", text, draft.seven_bit,
                                "Content-Disposition: attachment; filename=\"" + harmless(name) + "\"\n"));
  return parts.size() == 1 ? parts.front() : multipart("mixed", parts);
}

std::string reply_subject(const std::string& subject) {
  return lower(subject.substr(0, 3)) == "re:" ? subject : "Re: " + subject;
}

/// RFC 5322, 3.6.4
std::vector<std::string> reply_references(const Mail& parent) {
  std::vector<std::string> references = parent.references;
  if (references.empty() && !parent.in_reply_to.empty()) references.push_back(parent.in_reply_to);
  if (!parent.message_id.empty()) references.push_back(parent.message_id);
  return references;
}

}  // namespace

std::string compose(const MailDraft& draft) {
  if (!is_address(draft.from.address))
    throw InputError('"' + draft.from.address + "\" is no address that a mail can be from");
  if (!is_id(draft.message_id)) throw InputError('"' + draft.message_id + "\" is no Message-ID");
  return address_field("From", {draft.from}) + address_field("To", draft.to) + address_field("Cc", draft.cc) +
         text_field("Subject", draft.subject) + "Date: " + encode_date(draft.date) + '\n' +
         id_field("Message-ID", {draft.message_id}) + id_field("In-Reply-To", {draft.in_reply_to}) +
         id_field("References", draft.references) + (draft.automatic ? "Auto-Submitted: auto-generated\n" : "") +
         "MIME-Version: 1.0\n" + content(draft);
}

MailDraft reply_to(const Mail& parent, Address from) {
  MailDraft draft;
  std::set<std::string> seen;
  for (const Address& address : parent.reply_to.empty() ? std::vector{parent.from} : parent.reply_to)
    if (seen.insert(key_of(address)).second) draft.to.push_back(address);
  seen.insert(key_of(from));
  for (const auto* const others : {&parent.to, &parent.cc})
    for (const Address& address : *others)
      if (seen.insert(key_of(address)).second) draft.cc.push_back(address);
  draft.from = std::move(from);
  draft.subject = reply_subject(parent.subject);
  draft.in_reply_to = parent.message_id;
  draft.references = reply_references(parent);
  return draft;
}

}  // namespace gulliver
