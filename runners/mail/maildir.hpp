// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/mail.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gulliver {

/// A maildir (https://cr.yp.to/proto/maildir.html), read again and again while mails come and go. Nothing
/// is ever written into it. A mail keeps its name when a reader moves it from new/ to cur/, and is read once.
class Maildir {
 public:
  /// \throws InputError  the folder has no new/ and cur/
  explicit Maildir(std::filesystem::path folder);

  /// All mails that it holds now, by the time of delivery. Files that are no mails are left out, and told
  /// of in `complaints()`.
  /// \throws Error  a folder cannot be read
  std::vector<Mail> read();

  /// What was wrong with files that the last read() saw for the first time: a sentence each.
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  using Found = std::map<std::string, std::filesystem::path>;  ///< by the part of the name that stays

  void look_into(const std::filesystem::path& folder, Found& found) const;
  std::vector<Mail> read_new(const std::filesystem::path& file);

  std::filesystem::path folder_;
  std::map<std::string, std::vector<Mail>> read_;  ///< by the same
  std::vector<std::string> complaints_;
};

}  // namespace gulliver
