// SPDX-License-Identifier: MIT
#include <orchestrator/cli/repainter.hpp>

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <optional>

using namespace gulliver;

TEST(Repainter, paints_no_more_once_it_is_gone_though_its_time_had_come) {
  asio::io_context loop(1);
  int painted = 0;
  std::optional<Repainter> repainter(std::in_place, loop, [&painted] { ++painted; });
  EXPECT_EQ(painted, 1);
  asio::steady_timer later(loop, std::chrono::milliseconds(250));
  later.wait();  // the wait has run out, and the loop has not told of it
  repainter.reset();
  loop.run();
  EXPECT_EQ(painted, 1);
}
