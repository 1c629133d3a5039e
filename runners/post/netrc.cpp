// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/post/mail_server.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// A token in quotes, in which a backslash makes the next character count as itself.
std::string take_quoted(std::string_view& text) {
  std::string token;
  text.remove_prefix(1);
  while (!text.empty() && text[0] != '"') {
    if (text[0] == '\\' && text.size() > 1) text.remove_prefix(1);
    token += text[0];
    text.remove_prefix(1);
  }
  if (!text.empty()) text.remove_prefix(1);
  return token;
}

std::string take_plain(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(blanks), text.size());
  const std::string token(text.substr(0, end));
  text.remove_prefix(end);
  return token;
}

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    if (text.empty()) return tokens;
    if (text[0] == '#')
      text.remove_prefix(std::min(text.find('\n'), text.size()));
    else
      tokens.push_back(text[0] == '"' ? take_quoted(text) : take_plain(text));
  }
}

}  // namespace

std::optional<Login> login_for(const std::string& host, const std::string& netrc) {
  const std::vector<std::string> tokens = tokens_of(netrc);
  bool here = false;
  Login login;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool has_value = i + 1 < tokens.size();
    if (tokens[i] == "machine" || tokens[i] == "default") {
      if (here && !login.user.empty()) return login;
      login = {};
      here = tokens[i] == "default" || (has_value && tokens[i + 1] == host);
      i += tokens[i] == "machine";
    } else if (has_value) {
      if (here && tokens[i] == "login") login.user = tokens[i + 1];
      if (here && tokens[i] == "password") login.password = tokens[i + 1];
      ++i;
    }
  }
  return here && !login.user.empty() ? std::optional(login) : std::nullopt;
}

Login read_login(const fs::path& file, const std::string& host) {
  std::error_code unreadable;
  const fs::file_status status = fs::status(file, unreadable);
  if (!fs::is_regular_file(status)) throw InputError(file.string() + ": is no file; a file in the netrc format would be right");
  constexpr fs::perms others = fs::perms::group_all | fs::perms::others_all;
  if ((status.permissions() & others) != fs::perms::none)
    throw InputError(file.string() + ": others may read the password in it; `chmod 600 " + file.string() + "` would be right");
  std::string text;
  try {
    text = read_file(file);
  } catch (const Error& fault) {
    throw InputError(fault.what());
  }
  if (const auto login = login_for(host, text)) return *login;
  throw InputError(file.string() + ": has no login for " + host + "; a line `machine " + host + " login USER password PASSWORD` would be right");
}

}  // namespace gulliver
