// SPDX-License-Identifier: MIT
// The server and a browser that speaks to it byte by byte, on one event loop.
#include <orchestrator/serve/local_server.hpp>

#include <runners/model/error.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include <stdexcept>

using namespace gulliver;
using boost::asio::ip::tcp;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {

class Server : public testing::Test {
 protected:
  /// What comes back for a request, until the connection ends.
  std::string ask(const std::string& request) {
    std::string answer;
    asio::co_spawn(loop_, server_.work(), asio::detached);
    asio::co_spawn(loop_, talk(request, answer), asio::detached);
    loop_.run();
    return answer;
  }

  /// A GET of a path by the server's own name.
  std::string get(const std::string& path, const std::string& method = "GET") {
    return ask(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server_.port()) + "\r\nConnection: close\r\n\r\n");
  }

  asio::awaitable<void> talk(std::string request, std::string& answer) {
    tcp::socket socket(loop_);
    co_await socket.async_connect({asio::ip::address_v4::loopback(), server_.port()}, asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
    boost::system::error_code end;
    co_await asio::async_read(socket, asio::dynamic_buffer(answer), asio::redirect_error(asio::use_awaitable, end));
    server_.stop();
  }

  asio::io_context loop_{1};
  std::string asked_;
  LocalServer server_{loop_, 0, [this](const std::string& path) -> std::optional<ServedFile> {
                        asked_ = path;
                        if (path == "broken.html") throw std::runtime_error("ledger.sqlite: gone");
                        if (path == "none.html") return std::nullopt;
                        return ServedFile{"<p>" + path, "text/html; charset=utf-8"};
                      }};
};

}  // namespace

TEST_F(Server, hands_out_files) {
  EXPECT_THAT(get("/runs/12.html?x=1"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Type: text/html; charset=utf-8\r\n"), HasSubstr("nosniff"),
                    EndsWith("\r\n\r\n<p>runs/12.html")));
}

TEST_F(Server, begins_with_the_front_page) {
  get("/");
  EXPECT_EQ(asked_, "index.html");
}

TEST_F(Server, decodes_a_path) {
  get("/tests/a%20b%2Fc.html");
  EXPECT_EQ(asked_, "tests/a b/c.html");
}

TEST_F(Server, refuses_a_path_that_is_badly_encoded) {
  EXPECT_THAT(get("/%zz"), StartsWith("HTTP/1.1 400 "));
  EXPECT_EQ(asked_, "");
}

TEST_F(Server, says_that_there_is_no_such_page) { EXPECT_THAT(get("/none.html"), StartsWith("HTTP/1.1 404 ")); }

TEST_F(Server, tells_of_a_fault) {
  EXPECT_THAT(get("/broken.html"), AllOf(StartsWith("HTTP/1.1 500 "), EndsWith("ledger.sqlite: gone\n")));
}

TEST_F(Server, gives_a_head_without_a_body) {
  EXPECT_THAT(get("/a.html", "HEAD"), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Length: 9\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(Server, changes_nothing_on_request) {
  EXPECT_THAT(get("/a.html", "DELETE"), StartsWith("HTTP/1.1 405 "));
  EXPECT_EQ(asked_, "");
}

TEST_F(Server, answers_to_no_other_name) {
  EXPECT_THAT(ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 421 "));
  EXPECT_EQ(asked_, "");
}

TEST_F(Server, hangs_up_on_what_is_no_request) { EXPECT_THAT(ask("\x16\x03\x01 hello\r\n\r\n"), Not(HasSubstr("200"))); }

TEST_F(Server, says_that_its_port_is_taken) {
  try {
    LocalServer(loop_, server_.port(), nullptr);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.what(), "127.0.0.1:" + std::to_string(server_.port()) + ": Address already in use; --port takes another, 0 any");
  }
}
