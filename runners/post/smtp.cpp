// SPDX-License-Identifier: MIT
#include <runners/model/console_text.hpp>
#include <runners/model/error.hpp>
#include <runners/post/post.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

namespace gulliver {
namespace {

constexpr long longest_connect = 30;   // seconds
constexpr long longest_silence = 60;   // seconds, of the server
constexpr long longest_attempt = 300;  // seconds in all
constexpr std::size_t longest_words = 500;  // bytes of what a server said

struct Library {
  Library() { curl_global_init(CURL_GLOBAL_DEFAULT); }
  ~Library() { curl_global_cleanup(); }
};

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

/// CRLF at line ends, as it goes over the wire.
std::string with_crlf(const std::string& mail) {
  std::string made;
  for (const char c : mail) made += c == '\n' ? "\r\n" : std::string(1, c);
  return made;
}

/// What is left of a mail to be sent.
struct Upload {
  std::string_view rest;
};

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* data) {
  Upload& upload = *static_cast<Upload*>(data);
  const std::size_t length = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), length);
  upload.rest.remove_prefix(length);
  return length;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

/// Keeps the last line of the server that is a refusal. Of what the client says, a login among it, nothing is kept.
int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* kept) {
  if (type != CURLINFO_HEADER_IN) return 0;
  std::string_view line(data, size);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (!line.empty() && (line[0] == '4' || line[0] == '5')) *static_cast<std::string*>(kept) = line;
  return 0;
}

/// One talk with a server.
class Session {
 public:
  Session(const MailServer& server, const Envelope& envelope, const std::string& mail)
      : handle_(curl_easy_init(), &curl_easy_cleanup), to_(nullptr, &curl_slist_free_all), mail_(with_crlf(mail)), upload_{mail_} {
    if (!handle_) throw Error("libcurl cannot be started");
    set(CURLOPT_URL, server.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, server.wants_tls() ? CURLUSESSL_ALL : CURLUSESSL_NONE);
    if (!server.ca_file.empty()) set(CURLOPT_CAINFO, server.ca_file.c_str());
    if (server.login) {
      set(CURLOPT_USERNAME, server.login->user.c_str());
      set(CURLOPT_PASSWORD, server.login->password.c_str());
    }
    set_limits();
    set_mail(envelope);
  }

  PostAttempt perform() {
    const CURLcode result = curl_easy_perform(handle_.get());
    if (result == CURLE_OK) return {};
    return {is_lasting(result) ? PostAttempt::End::refused : PostAttempt::End::later, words(result)};
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode result = curl_easy_setopt(handle_.get(), option, value);
    if (result != CURLE_OK) throw Error("libcurl: " + std::string(curl_easy_strerror(result)));
  }

  void set_limits() {
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, longest_connect);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, longest_silence);
    set(CURLOPT_TIMEOUT, longest_attempt);
  }

  void set_mail(const Envelope& envelope) {
    set(CURLOPT_MAIL_FROM, ("<" + envelope.from + ">").c_str());
    for (const std::string& address : envelope.to) {
      curl_slist* const longer = curl_slist_append(to_.get(), ("<" + address + ">").c_str());
      if (!longer) throw Error("out of memory");
      static_cast<void>(to_.release());
      to_.reset(longer);
    }
    set(CURLOPT_MAIL_RCPT, to_.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, &give);
    set(CURLOPT_READDATA, &upload_);
    set(CURLOPT_WRITEFUNCTION, &ignore);
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, &listen);
    set(CURLOPT_DEBUGDATA, &refusal_);
    set(CURLOPT_ERRORBUFFER, error_);
  }

  /// Another try would come to the same.
  bool is_lasting(CURLcode result) const {
    if (!refusal_.empty()) return refusal_[0] == '5';
    constexpr CURLcode lasting[] = {CURLE_USE_SSL_FAILED,  CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
                                    CURLE_LOGIN_DENIED,    CURLE_SSL_CERTPROBLEM,          CURLE_URL_MALFORMAT,
                                    CURLE_UNSUPPORTED_PROTOCOL};
    return std::ranges::find(lasting, result) != std::end(lasting);
  }

  std::string words(CURLcode result) const {
    if (!refusal_.empty()) return readable_text(refusal_, longest_words);
    return readable_text(error_[0] ? error_ : curl_easy_strerror(result), longest_words);
  }

  Handle handle_;
  List to_;
  std::string mail_;
  Upload upload_;
  std::string refusal_;
  char error_[CURL_ERROR_SIZE] = {};
};

}  // namespace

PostAttempt post_once(const MailServer& server, const Envelope& envelope, const std::string& mail) {
  static const Library library;
  return Session(server, envelope, mail).perform();
}

}  // namespace gulliver
