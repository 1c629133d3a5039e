// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// The mails that were sent about some matrices: a file in the state folder with a message id a line, oldest first.
class SentMails {
 public:
  /// \param folder    may be missing
  /// \param matrices  the files, absolute; their order does not matter
  SentMails(const std::filesystem::path& folder, std::vector<std::string> matrices);

  bool has(const std::string& id) const;

  /// Of the thread that the next one goes on with: the first mail and the last ones; its last is answered.
  std::vector<std::string> references() const;

  /// \throws Error  it cannot be noted
  void add(const std::string& id);

 private:
  std::filesystem::path file_;
  std::vector<std::string> ids_;
};

}  // namespace gulliver
