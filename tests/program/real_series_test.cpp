// SPDX-License-Identifier: MIT
// Patch series on the real kernel: one that does not apply, one that breaks an abstraction and a farm that is
// killed over it, one whose author means harm.
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace fs = std::filesystem;
using namespace gulliver;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace {

const std::string one_cell = SOURCE_ROOT "/matrices/quickstart.yaml --cell x86_64-little/kunit";
const std::string planted = SOURCE_ROOT "/tests/faults/kernel/";

/// A state folder of its own, so that nothing is known of an earlier run; the cache is the usual one.
class RealSeries : public testing::Test {
 protected:
  ProgramResult gulliver(const std::string& arguments) const {
    return run_gulliver(arguments, "env XDG_STATE_HOME=" + (folder_ / "state").string());
  }
  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  TemporaryFolder folder_;
};

/// A socket of this machine that nobody is meant to reach.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 8) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("cannot listen");
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return port_; }
  bool was_reached() const {
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, 0) > 0;
  }

 private:
  int socket_;
  int port_ = 0;
};

/// A patch of the x86 Makefile: what it tries is run by make, as everything in a Makefile is, and what it reached
/// is what the configuration fails with.
std::string hostile_patch(const std::string& tries) {
  const std::string lines = "+reached := $(shell " + tries + ")\n+$(error reached: [$(reached)])\n";
  return "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nFrom: Flimnap <flimnap@example.org>\n"
         "Subject: [PATCH] x86: tidy up\n\n---\ndiff --git a/arch/x86/Makefile b/arch/x86/Makefile\n--- a/arch/x86/Makefile\n"
         "+++ b/arch/x86/Makefile\n@@ -1,3 +1,5 @@\n # SPDX-License-Identifier: GPL-2.0\n # Unified Makefile for i386 and x86_64\n" +
         lines + " \n-- \n2.39.5\n";
}

}  // namespace

TEST_F(RealSeries, one_that_does_not_apply_is_answered) {
  const auto tried = gulliver("patch " + one_cell + " --series " + planted + "no-such-place.patch --json --reply " + file("answer.eml") +
                              " 2> /dev/null");
  EXPECT_EQ(tried.code, 2) << tried.output;
  EXPECT_THAT(std::string(json::parse(tried.output)["does_not_apply"]), HasSubstr("lib/argv_split.c, hunk 1"));
  EXPECT_THAT(read_file(folder_ / "answer.eml"), HasSubstr("lib/argv_split.c, hunk 1"));
}

TEST_F(RealSeries, a_watch_that_is_killed_goes_on_and_answers_once) {
  for (const char* part : {"mail/new", "mail/cur", "mail/tmp"}) fs::create_directories(folder_ / part);
  fs::copy_file(planted + "renamed-field.patch", folder_ / "mail/new/1764108243.M1.host");
  const std::string watch = "watch " + one_cell + " --once --maildir " + file("mail") + " --answers " + file("answers");
  ASSERT_EQ(gulliver("run " + one_cell).code, 0) << "so that what is killed is the series";
  const auto killed = run_shell("env XDG_STATE_HOME=" + file("state") + " " BINARY_ROOT "/gulliver " + watch + " > " + file("log") +
                                " 2>&1 & pid=$!; until grep -q 'x86_64-little/kunit: building' " + file("log") +
                                " || ! kill -0 $pid 2> /dev/null; do sleep 0.1; done; kill -9 $pid; wait $pid; echo ended with $?");
  ASSERT_THAT(killed.output, HasSubstr("ended with 137")) << read_file(folder_ / "log");
  EXPECT_TRUE(fs::is_empty(folder_ / "answers"));

  const auto tried = gulliver(watch);
  EXPECT_EQ(tried.code, 1) << tried.output;
  EXPECT_THAT(tried.output, HasSubstr("faux"));
  const std::string answers = run_shell("ls " + file("answers")).output;
  const std::string name = answers.substr(0, answers.find(".eml"));
  EXPECT_EQ(answers, name + ".eml\n" + name + ".json\n");
  EXPECT_THAT(name, HasSubstr("driver-core-faux-rename-a-field-"));
  const json answer = json::parse(read_file(folder_ / "answers" / (name + ".json")));
  EXPECT_EQ(answer["cells"][0]["change"], "newly-failing") << answer.dump(2);
  EXPECT_THAT(answer.dump(), HasSubstr("rust/kernel/faux.rs"));
  EXPECT_THAT(read_file(folder_ / "answers" / (name + ".eml")), HasSubstr("include/linux/device/faux.h"));

  const auto again = gulliver(watch);
  EXPECT_EQ(again.code, 0) << again.output;
  EXPECT_EQ(again.output, "") << "it was answered, and there is nothing new";
}

TEST_F(RealSeries, of_one_that_means_harm_nothing_gets_out) {
  const Listener listener;
  write_file(folder_ / "secret", "of this machine");
  const std::string home = std::getenv("HOME") ? std::getenv("HOME") : "/root";
  write_file(folder_ / "hostile.patch",
             hostile_patch("(bash -c 'echo > /dev/tcp/127.0.0.1/" + std::to_string(listener.port()) + "' && echo network;"
                           " cat " + file("secret") + " && echo file; ls -A " + home + " | grep -q . && echo home;"
                           " touch /escaped || touch /etc/escaped || touch /usr/escaped && echo root;"
                           " touch $(srctree)/escaped && echo source; [ $$(id -u) = 0 ] && echo user;"
                           " setsid sleep 4711.0815 > /dev/null & true) 2> /dev/null"));
  const auto tried = gulliver("patch " + one_cell + " --series " + file("hostile.patch") + " --json 2> /dev/null");
  EXPECT_EQ(tried.code, 1) << tried.output;
  const json cell = json::parse(tried.output)["cells"][0];
  EXPECT_EQ(cell["change"], "newly-failing");
  EXPECT_THAT(cell.dump(), HasSubstr("reached: []")) << "what the cell says";
  EXPECT_FALSE(listener.was_reached());
  EXPECT_FALSE(fs::exists("/escaped"));
  EXPECT_THAT(run_shell("ps -eo args").output, Not(HasSubstr("sleep 4711.0815")));
}
