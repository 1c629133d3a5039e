// SPDX-License-Identifier: MIT
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace gulliver {

/// A server on a port of the loopback that the system chooses, which says what it was told to, whatever it hears.
class ScriptedServer {
 public:
  ScriptedServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    const bool listens = ::bind(socket_, reinterpret_cast<sockaddr*>(&address), length) == 0 && ::listen(socket_, 1) == 0 &&
                         ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    if (!listens) throw std::runtime_error("there is no port to listen on");
    address_ = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  }
  ~ScriptedServer() { ::close(socket_); }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  const std::string& address() const { return address_; }

  /// Says all that it has to one client, and then listens until that goes.
  void serve_once(std::string_view words) const {
    const int client = ::accept(socket_, nullptr, nullptr);
    while (!words.empty()) {
      const ssize_t sent = ::send(client, words.data(), words.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      words.remove_prefix(static_cast<std::size_t>(sent));
    }
    ::shutdown(client, SHUT_WR);
    for (char ignored[4096]; ::recv(client, ignored, sizeof ignored, 0) > 0;) {
    }
    ::close(client);
  }

 private:
  int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string address_;
};

}  // namespace gulliver
