// SPDX-License-Identifier: MIT
#pragma once

#include <runners/mail/mailbox.hpp>
#include <runners/model/error.hpp>

#include <fstream>
#include <sstream>
#include <string>

namespace gulliver {

inline std::string specimen(const std::string& name) {
  std::ifstream file(TEST_DATA "/mail/" + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The only mail in `bytes`; an empty one where there is another number of them.
inline Mail mail_of(const std::string& bytes) {
  const std::vector<Mail> mails = read_mails(bytes);
  return mails.size() == 1 ? mails.front() : Mail();
}

/// What a call complains of; "nothing" where it does not.
template <class F>
std::string complaint_of(F call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace gulliver
