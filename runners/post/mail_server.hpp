// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace gulliver {

struct Login {
  std::string user, password;
  bool operator==(const Login&) const = default;
};

/// A server that takes mails (RFC 5321, 6409).
struct MailServer {
  std::string url;   ///< "smtps://mail.example.org", "smtp://localhost:2525"
  std::string host;  ///< of it
  std::optional<Login> login = {};
  std::filesystem::path ca_file = {};  ///< who signs its certificate; empty: whom the machine trusts

  /// It is this machine: what is said to it does not leave it.
  bool is_loopback() const;

  /// Nothing may be said before the connection is encrypted. Only a mail without a login, to this machine, may go in the clear.
  bool wants_tls() const { return login || !is_loopback(); }
};

/// The server of a URL, "smtp://HOST[:PORT]" or "smtps://HOST[:PORT]".
/// \throws InputError  it is something else, or holds a password, which would stand in the list of processes
MailServer mail_server(const std::string& url);

/// The login for a host in a text of the netrc format ("machine HOST login USER password PASSWORD", "default login ..."),
/// as curl and ftp read it; nothing where it has none.
std::optional<Login> login_for(const std::string& host, const std::string& netrc);

/// The same from a file.
/// \throws InputError  it cannot be read, others than its owner may read it, or it has no login for that host
Login read_login(const std::filesystem::path& file, const std::string& host);

}  // namespace gulliver
