// SPDX-License-Identifier: MIT
#include <orchestrator/cli/weekly_mail.hpp>
#include <orchestrator/report/report.hpp>
#include <orchestrator/site/paths.hpp>
#include <orchestrator/week/week_report.hpp>
#include <runners/files/files.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr int mail_width = 72;

/// Addresses on a site that `gulliver site` wrote.
WeekLinks links_on(const std::string& site) {
  if (site.empty()) return {};
  const std::string root = site.ends_with('/') ? site : site + "/";
  WeekLinks links{site};
  links.cell = [root](const std::string& cell) { return root + cell_path(cell); };
  links.test = [root](const std::string& test) { return root + test_path(test); };
  return links;
}

std::string text_of(const std::vector<Week>& weeks, const WeekLinks& links) {
  TextStyle style;
  style.width = mail_width;
  std::string text = render_weeks(weeks, style, links) + "\n";
  if (!links.site.empty()) text += "More: " + printable(links.site) + "\n";
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
  const WeekLinks links = links_on(site);
  MailDraft draft;
  draft.from = from;
  draft.to = to;
  draft.subject = "[gulliver] " + headline(weeks);
  draft.text = text_of(weeks, links);
  draft.html = html_weeks(weeks, links);
  draft.automatic = true;
  draft.seven_bit = true;
  draft.message_id = id_of(draft);
  return draft;
}

}  // namespace gulliver
