// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gulliver {

namespace asio = boost::asio;

/// A file as it goes to a browser.
struct ServedFile {
  std::string text;
  std::string type;  ///< Content-Type
};

/// Hands files to browsers on this machine: HTTP/1.1 on 127.0.0.1, GET and HEAD alone, and only to who asks for
/// 127.0.0.1 or localhost by name, so that no page of another site can read along (DNS rebinding).
class LocalServer {
 public:
  /// The file of a path below "/", percent-decoded ("" is asked for as "index.html"); nothing: there is none. What it throws
  /// is told to the browser as a fault.
  using Files = std::function<std::optional<ServedFile>(const std::string& path)>;

  /// Listens.  \param port  0: one that is free  \throws Error  it is taken
  LocalServer(asio::io_context& loop, unsigned short port, Files files);
  ~LocalServer();

  unsigned short port() const;

  /// Serves until stop().
  asio::awaitable<void> work();
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gulliver
