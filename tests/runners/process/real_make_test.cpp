// SPDX-License-Identifier: MIT
#include <runners/process/job_budget.hpp>
#include <tests/runners/process/processes.hpp>

#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>

using namespace gulliver;

namespace {

/// Every job notes how many run beside it, and none ends before three have met.
constexpr const char* makefile = R"(
all: 1 2 3 4 5 6
%:
	@touch running/$(NAME)$*; ls running | wc -l >> counts; \
	while ! [ -e met ]; do if [ $$(ls running | wc -l) -ge 3 ]; then touch met; fi; sleep 0.01; done; \
	sleep 0.02; rm running/$(NAME)$*
)";

class RealMake : public Processes {
 protected:
  void SetUp() override {
    int major = 0, minor = 0;
    const std::string version = in_loop(loop_, output_of(runner_, shell("make --version || true")));
    std::sscanf(version.c_str(), "GNU Make %d.%d", &major, &minor);
    if (std::pair(major, minor) < std::pair(4, 4)) {
      GTEST_SKIP() << "make " << major << "." << minor << " knows no fifo jobserver: it needs 4.4";
    }
    std::ofstream(folder_ / "Makefile") << makefile;
    std::filesystem::create_directory(folder_ / "running");
  }

  asio::awaitable<ProcessResult> make(JobBudget& budget, std::string name) {
    const JobTokens implicit = co_await budget.acquire();
    Command command;
    command.argv = {"make", "NAME=" + name};
    command.cwd = folder_ / "";
    command.env = {{"MAKEFLAGS", jobserver_makeflags(budget.jobs(), budget.fifo())}};
    command.total = Seconds{60};
    co_return co_await runner_.run(std::move(command));
  }

  int most_at_once() const {
    std::istringstream counts(folder_.read("counts"));
    int most = 0;
    for (int count = 0; counts >> count;) most = std::max(most, count);
    return most;
  }
};

TEST_F(RealMake, shares_the_budget_with_another) {
  JobBudget budget(loop_.get_executor(), folder_ / "fifo", 3);
  auto first = asio::co_spawn(loop_, make(budget, "a"), asio::use_future);
  auto second = asio::co_spawn(loop_, make(budget, "b"), asio::use_future);
  loop_.restart();
  loop_.run();
  const ProcessResult one = first.get(), other = second.get();
  EXPECT_TRUE(one.ok()) << one.tail;
  EXPECT_TRUE(other.ok()) << other.tail;
  EXPECT_EQ(one.tail + other.tail, "") << "make warns when it does not like its jobserver";
  EXPECT_EQ(most_at_once(), 3);
}

}  // namespace
