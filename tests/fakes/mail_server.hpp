// SPDX-License-Identifier: MIT
#pragma once

#include <tests/fakes/shell.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace gulliver {

/// Whether mail_server.py can be run here (packages python3-aiosmtpd and openssl).
inline bool has_mail_server() {
  return run_shell("/usr/bin/python3 -c 'import aiosmtpd' && openssl version").code == 0;
}

/// A real mail server on loopback (mail_server.py), with a certificate that only its own CA file vouches for.
class FakeMailServer {
 public:
  explicit FakeMailServer(const std::vector<std::string>& options = {}) {
    const auto made = run_shell("cd " + folder_.path().string() + " && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem"
                                " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost");
    if (made.code != 0) throw std::runtime_error(made.output);
    start(options);
  }
  ~FakeMailServer() {
    ::close(input_);  // it ends with it
    ::waitpid(child_, nullptr, 0);
  }
  FakeMailServer(const FakeMailServer&) = delete;
  FakeMailServer& operator=(const FakeMailServer&) = delete;

  std::string url() const { return "smtp://localhost:" + port_; }
  std::filesystem::path ca_file() const { return folder_ / "cert.pem"; }

  /// The mails that it took, oldest first, each behind lines X-Envelope-From and X-Envelope-To.
  std::vector<std::string> mails() const {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "maildir/new")) files.push_back(entry.path());
    std::ranges::sort(files, {}, [](const auto& file) { return std::filesystem::last_write_time(file); });
    std::vector<std::string> mails;
    for (const auto& file : files) mails.push_back(read_file(file));
    return mails;
  }

 private:
  void start(const std::vector<std::string>& options) {
    int to_child[2], from_child[2];
    if (::pipe(to_child) != 0 || ::pipe(from_child) != 0) throw std::runtime_error("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(to_child[0], STDIN_FILENO);
      ::dup2(from_child[1], STDOUT_FILENO);
      for (const int end : {to_child[0], to_child[1], from_child[0], from_child[1]}) ::close(end);
      const std::string folder = folder_.path().string();
      std::vector<const char*> argv{"/usr/bin/python3", "-W", "ignore", SOURCE_ROOT "/tests/fakes/mail_server.py", folder.c_str()};
      for (const std::string& option : options) argv.push_back(option.c_str());
      argv.push_back(nullptr);
      ::execv(argv[0], const_cast<char* const*>(argv.data()));
      ::_exit(127);
    }
    ::close(to_child[0]);
    ::close(from_child[1]);
    input_ = to_child[1];
    char c = 0;
    while (::read(from_child[0], &c, 1) == 1 && c != '\n') port_ += c;
    ::close(from_child[0]);
    if (port_.empty()) throw std::runtime_error("mail_server.py does not start");
  }

  TemporaryFolder folder_;
  pid_t child_ = -1;
  int input_ = -1;
  std::string port_;
};

}  // namespace gulliver
