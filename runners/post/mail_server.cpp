// SPDX-License-Identifier: MIT
#include <runners/model/error.hpp>
#include <runners/post/mail_server.hpp>

#include <curl/curl.h>

#include <memory>

namespace gulliver {
namespace {

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

/// A part of a URL; empty where it has none.
std::string part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return "";
  const std::string copy = text;
  curl_free(text);
  return copy;
}

[[noreturn]] void refuse(const std::string& what) { throw InputError("--smtp: " + what); }

}  // namespace

bool MailServer::is_loopback() const {
  return host == "localhost" || host == "[::1]" || (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

MailServer mail_server(const std::string& text) {
  const Url url(curl_url(), &curl_url_cleanup);
  // What is wrong may hold a password: it is not repeated.
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    refuse("is no URL; smtps://HOST or smtp://HOST:PORT would be right");
  if (!part_of(url, CURLUPART_USER).empty() || !part_of(url, CURLUPART_PASSWORD).empty())
    refuse("a URL with a user or a password is seen by everybody on this machine; --credentials FILE, or "
           "GULLIVER_SMTP_USER and GULLIVER_SMTP_PASSWORD in the environment, would be right");
  const std::string scheme = part_of(url, CURLUPART_SCHEME), path = part_of(url, CURLUPART_PATH);
  if (scheme != "smtp" && scheme != "smtps") refuse(scheme + "://: smtp:// or smtps:// would be right");
  if ((path != "/" && !path.empty()) || !part_of(url, CURLUPART_QUERY).empty() || !part_of(url, CURLUPART_FRAGMENT).empty())
    refuse(text + ": has something behind the host; " + scheme + "://HOST[:PORT] would be right");
  MailServer server;
  server.url = text;
  server.host = part_of(url, CURLUPART_HOST);
  if (server.host.empty()) refuse(text + ": names no host; smtps://HOST or smtp://HOST:PORT would be right");
  return server;
}

}  // namespace gulliver
