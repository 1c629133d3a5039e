// SPDX-License-Identifier: MIT
#include <orchestrator/serve/local_server.hpp>

#include <runners/model/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <charconv>
#include <chrono>

namespace beast = boost::beast;
namespace http = beast::http;
using boost::asio::ip::tcp;

namespace gulliver {
namespace {

using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;

constexpr std::chrono::seconds patience{30};
constexpr std::uint32_t longest_header = 8192;  // bytes

/// The path of a request's target, without its query; nothing where it is no path or badly encoded.
std::optional<std::string> path_of(std::string_view target) {
  target = target.substr(0, target.find('?'));
  if (!target.starts_with('/')) return std::nullopt;
  std::string path;
  for (std::size_t i = 1; i < target.size(); ++i) {
    if (target[i] != '%') {
      path += target[i];
      continue;
    }
    unsigned int byte = 0;
    const std::string_view digits = target.substr(i + 1, 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2) return std::nullopt;
    path += static_cast<char>(byte);
    i += 2;
  }
  return path.empty() ? "index.html" : path;
}

Response answer(const Request& request, http::status status, std::string text, const std::string& type) {
  Response response(status, request.version());
  response.set(http::field::content_type, type);
  response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Referrer-Policy", "no-referrer");
  response.keep_alive(request.keep_alive());
  response.content_length(text.size());
  if (request.method() != http::verb::head) response.body() = std::move(text);
  return response;
}

Response refusal(const Request& request, http::status status, const std::string& sentence) {
  return answer(request, status, sentence + "\n", "text/plain; charset=utf-8");
}

}  // namespace

struct LocalServer::State {
  State(asio::io_context& loop, unsigned short port, Files given)
      : files(std::move(given)), acceptor(loop) {
    const tcp::endpoint place(asio::ip::address_v4::loopback(), port);
    try {
      acceptor.open(place.protocol());
      acceptor.set_option(tcp::acceptor::reuse_address(true));
      acceptor.bind(place);
      acceptor.listen();
    } catch (const boost::system::system_error& fault) {
      throw Error("127.0.0.1:" + std::to_string(port) + ": " + fault.code().message() + "; --port takes another, 0 any");
    }
  }

  bool is_asked_by_name(const Request& request) const {
    const std::string host(request[http::field::host]), port = ":" + std::to_string(acceptor.local_endpoint().port());
    return host == "127.0.0.1" + port || host == "localhost" + port;
  }

  Response respond(const Request& request) const {
    if (!is_asked_by_name(request)) return refusal(request, http::status::misdirected_request, "This is 127.0.0.1, and nothing else.");
    if (request.method() != http::verb::get && request.method() != http::verb::head)
      return refusal(request, http::status::method_not_allowed, "There is nothing but GET and HEAD.");
    const auto path = path_of({request.target().data(), request.target().size()});
    if (!path) return refusal(request, http::status::bad_request, "This is no path.");
    try {
      if (auto file = files(*path)) return answer(request, http::status::ok, std::move(file->text), file->type);
    } catch (const std::exception& fault) {
      return refusal(request, http::status::internal_server_error, fault.what());
    }
    return refusal(request, http::status::not_found, "There is no such page.");
  }

  Files files;
  tcp::acceptor acceptor;
};

namespace {

/// One browser, as long as it asks.
template <class State>
asio::awaitable<void> talk(std::shared_ptr<State> state, tcp::socket socket) {
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  try {
    while (state->acceptor.is_open()) {
      http::request_parser<http::empty_body> parser;
      parser.header_limit(longest_header);
      parser.body_limit(0);
      stream.expires_after(patience);
      co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
      if (!state->acceptor.is_open()) break;
      const Response response = state->respond(parser.get());
      co_await http::async_write(stream, response, asio::use_awaitable);
      if (!response.keep_alive()) break;
    }
  } catch (const boost::system::system_error&) {
    // It went away, or sent what is no request: nobody is there to be told.
  }
}

}  // namespace

LocalServer::LocalServer(asio::io_context& loop, unsigned short port, Files files)
    : state_(std::make_shared<State>(loop, port, std::move(files))) {}

LocalServer::~LocalServer() { stop(); }

unsigned short LocalServer::port() const { return state_->acceptor.local_endpoint().port(); }

asio::awaitable<void> LocalServer::work() {
  const auto state = state_;
  while (state->acceptor.is_open()) {
    boost::system::error_code error;
    tcp::socket socket = co_await state->acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
    if (!error) asio::co_spawn(state->acceptor.get_executor(), talk(state, std::move(socket)), asio::detached);
  }
}

void LocalServer::stop() {
  boost::system::error_code ignored;
  state_->acceptor.close(ignored);
}

}  // namespace gulliver
