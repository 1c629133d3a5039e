// SPDX-License-Identifier: MIT
#include <orchestrator/cli/weekly_mail.hpp>
#include <orchestrator/report/report.hpp>
#include <orchestrator/week/week_report.hpp>
#include <runners/files/files.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr int mail_width = 72;

std::string text_of(const std::vector<Week>& weeks, const std::string& site) {
  TextStyle style;
  style.width = mail_width;
  std::string text = render_weeks(weeks, style) + "\n";
  if (!site.empty()) text += "More: " + printable(site) + "\n";
  return text + "A cell, a test or a module through all runs: gulliver history NAME\n-- \nGulliver\n";
}

std::string id_of(const MailDraft& draft) {
  std::string all = draft.from.address + '\n' + draft.subject + '\n' + draft.text + '\n' + draft.html;
  for (const Address& address : draft.to) all += '\n' + address.address;
  const std::string& from = draft.from.address;
  return "gulliver-weekly-" + sha256(all).substr(0, 24) + from.substr(std::min(from.find('@'), from.size()));
}

}  // namespace

MailDraft weekly_mail(const std::vector<Week>& weeks, const Address& from, const std::vector<Address>& to, const std::string& site) {
  MailDraft draft;
  draft.from = from;
  draft.to = to;
  draft.subject = "[gulliver] " + headline(weeks);
  draft.text = text_of(weeks, site);
  draft.html = html_weeks(weeks, site);
  draft.automatic = true;
  draft.seven_bit = true;
  draft.message_id = id_of(draft);
  return draft;
}

}  // namespace gulliver
