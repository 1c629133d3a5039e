// SPDX-License-Identifier: MIT
#include <runners/mail/maildir.hpp>

#include <runners/files/files.hpp>
#include <runners/mail/mailbox.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <tuple>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// "1764108243.M20P7.host" of "1764108243.M20P7.host:2,S": flags change, the rest does not.
std::string unique_part(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.substr(0, name.find(':'));
}

/// Names begin with the second of the delivery.
bool delivered_before(const std::string& a, const std::string& b) {
  const unsigned long long x = std::strtoull(a.c_str(), nullptr, 10), y = std::strtoull(b.c_str(), nullptr, 10);
  return std::tie(x, a) < std::tie(y, b);
}

}  // namespace

Maildir::Maildir(fs::path folder) : folder_(std::move(folder)) {
  for (const char* part : {"new", "cur"})
    if (!fs::is_directory(folder_ / part))
      throw InputError(folder_.string() + ": is no maildir, for it has no folder " + part + "/ in it");
}

void Maildir::look_into(const fs::path& folder, Found& found) const {
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().filename().string()[0] != '.') found.insert_or_assign(unique_part(it->path()), it->path());
  if (error) throw Error(folder.string() + ": cannot read: " + error.message());
}

/// A mail that a reader moved away in this very moment is found where it is now by the next read().
std::vector<Mail> Maildir::read_new(const fs::path& file) {
  const std::string text = read_plain_file(file.parent_path(), file.filename(), most_mail_bytes);
  if (text.empty() && fs::exists(file) && !(fs::is_regular_file(fs::symlink_status(file)) && fs::is_empty(file)))
    throw InputError("it is no plain file, or larger than " + std::to_string(most_mail_bytes >> 20) + " MiB");
  return read_mails(text);
}

std::vector<Mail> Maildir::read() {
  complaints_.clear();
  Found found;
  look_into(folder_ / "new", found);
  look_into(folder_ / "cur", found);  // the later one: what moved meanwhile is seen twice rather than not at all
  std::erase_if(read_, [&](const auto& known) { return !found.contains(known.first); });
  for (const auto& [name, file] : found) {
    if (read_.contains(name)) continue;
    try {
      std::vector<Mail> mails = read_new(file);
      if (!mails.empty()) read_.emplace(name, std::move(mails));
    } catch (const Error& error) {
      complaints_.push_back(file.string() + ": " + error.what());
      read_.emplace(name, std::vector<Mail>());
    }
  }
  std::vector<std::string> order;
  for (const auto& known : read_) order.push_back(known.first);
  std::ranges::sort(order, delivered_before);
  std::vector<Mail> mails;
  for (const std::string& name : order) std::ranges::copy(read_.at(name), std::back_inserter(mails));
  return mails;
}

}  // namespace gulliver
