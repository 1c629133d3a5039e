// SPDX-License-Identifier: MIT
#include <orchestrator/cli/world.hpp>

#include <csignal>

#include <unistd.h>

namespace gulliver {

World::World() : signals_(loop_, SIGINT, SIGTERM, SIGHUP), processes_(loop_.get_executor()) {
  std::signal(SIGPIPE, SIG_IGN);
  wait_for_signal();
}

/// The first signal stops gently; whoever presses a second time wants out now (children die with us).
void World::wait_for_signal() {
  signals_.async_wait([this](boost::system::error_code error, int signal) {
    if (error) return;
    std::signal(signal, SIG_DFL);
    signals_.remove(signal);
    processes_.stop();
    for (const auto& stop : hooks_) stop();
    wait_for_signal();
  });
}

void World::turn() {
  loop_.restart();
  loop_.run();
}

}  // namespace gulliver
