// SPDX-License-Identifier: MIT
#include <runners/process/job_budget.hpp>

#include <runners/model/error.hpp>
#include <tests/runners/process/in_loop.hpp>
#include <tests/runners/process/scratch.hpp>

#include <gmock/gmock.h>
#include <boost/asio/detached.hpp>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

namespace {

/// A make, as seen by the budget: somebody who reads and writes bytes of the fifo.
class FakeMake {
 public:
  explicit FakeMake(const std::filesystem::path& fifo)
      : fd_(::open(fifo.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC)) {}
  ~FakeMake() { ::close(fd_); }
  FakeMake(const FakeMake&) = delete;
  FakeMake& operator=(const FakeMake&) = delete;

  bool take() {
    char token = 0;
    return ::read(fd_, &token, 1) == 1;
  }
  bool give() { return ::write(fd_, "+", 1) == 1; }
  int tokens() const {
    int bytes = 0;
    ::ioctl(fd_, FIONREAD, &bytes);
    return bytes;
  }

 private:
  int fd_;
};

class Budget : public testing::Test {
 protected:
  /// Starts a coroutine that acquires, notes its name, and keeps what it got in `held_[name]`.
  void start(const std::string& name, int count) {
    asio::co_spawn(loop_, acquire(name, count), asio::detached);
    settle();
  }
  void give_back(const std::string& name) {
    held_.erase(name);
    settle();
  }
  /// Runs everything that can run now. Bytes in a fifo are seen by the first poll that follows.
  void settle() {
    loop_.restart();
    while (loop_.poll() > 0) {
    }
  }
  JobTokens get(int count) { return in_loop(loop_, budget_->acquire(count)); }

  Scratch folder_;
  std::filesystem::path fifo_ = folder_ / "jobs/fifo";
  asio::io_context loop_;
  std::unique_ptr<JobBudget> budget_ = std::make_unique<JobBudget>(loop_.get_executor(), fifo_, 3);
  FakeMake make_{fifo_};
  std::vector<std::string> order_;
  std::map<std::string, JobTokens> held_;

 private:
  asio::awaitable<void> acquire(std::string name, int count) {
    try {
      JobTokens tokens = co_await budget_->acquire(count);
      held_[name] = std::move(tokens);
      order_.push_back(name);
    } catch (const Interrupted&) {
      order_.push_back(name + " interrupted");
    }
  }
};

TEST_F(Budget, has_its_jobs_in_a_fifo_that_everybody_may_use) {
  EXPECT_EQ(make_.tokens(), 3);
  EXPECT_EQ(budget_->jobs(), 3);
  struct stat status {};
  ASSERT_EQ(::stat(fifo_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode, static_cast<mode_t>(S_IFIFO | 0666));
  ASSERT_EQ(::stat(fifo_.parent_path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode, static_cast<mode_t>(S_IFDIR | 0755));
}

TEST_F(Budget, takes_the_fifo_away_with_it) {
  budget_.reset();
  EXPECT_FALSE(std::filesystem::exists(fifo_));
}

TEST_F(Budget, replaces_the_fifo_of_a_run_that_was_killed) {
  ASSERT_EQ(::mkfifo((folder_ / "stale").c_str(), 0600), 0);
  const JobBudget other(loop_.get_executor(), folder_ / "stale", 2);
  EXPECT_EQ(FakeMake(folder_ / "stale").tokens(), 2);
}

TEST_F(Budget, does_not_replace_what_is_no_fifo) {
  std::filesystem::create_directory(folder_ / "file");
  try {
    const JobBudget other(loop_.get_executor(), folder_ / "file", 2);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.what(),
              (folder_ / "file").string() + ": cannot make the fifo of the job budget: File exists");
  }
}

TEST_F(Budget, grants_what_is_free_and_takes_it_back) {
  {
    const JobTokens tokens = get(2);
    EXPECT_EQ(tokens.count(), 2);
    EXPECT_EQ(make_.tokens(), 1);
  }
  EXPECT_EQ(make_.tokens(), 3);
}

TEST_F(Budget, grants_no_more_than_it_has) {
  EXPECT_EQ(get(100).count(), 3);
  EXPECT_EQ(get(0).count(), 1);
}

TEST_F(Budget, moves_jobs_without_losing_one) {
  JobTokens first = get(1);
  JobTokens second = std::move(first);
  EXPECT_EQ(first.count(), 0);
  EXPECT_EQ(second.count(), 1);
  second = get(1);
  EXPECT_EQ(make_.tokens(), 2);
  second = JobTokens();
  EXPECT_EQ(make_.tokens(), 3);
}

TEST_F(Budget, waits_for_what_a_make_has) {
  ASSERT_TRUE(make_.take() && make_.take() && make_.take());
  start("guest", 1);
  EXPECT_THAT(order_, IsEmpty());
  make_.give();
  settle();
  EXPECT_THAT(order_, ElementsAre("guest"));
  EXPECT_EQ(make_.tokens(), 0);
}

TEST_F(Budget, serves_callers_in_the_order_in_which_they_came) {
  start("all", 3);
  start("two", 2);
  start("one", 1);
  EXPECT_THAT(order_, ElementsAre("all"));
  give_back("all");
  EXPECT_THAT(order_, ElementsAre("all", "two", "one"));
}

TEST_F(Budget, gathers_several_jobs_one_by_one_for_one_caller_at_a_time) {
  ASSERT_TRUE(make_.take() && make_.take());
  start("a", 2);
  start("b", 2);
  EXPECT_THAT(order_, IsEmpty());
  EXPECT_EQ(make_.tokens(), 0);
  make_.give();
  settle();
  EXPECT_THAT(order_, ElementsAre("a"));
  make_.give();
  give_back("a");
  EXPECT_THAT(order_, ElementsAre("a", "b"));
}

TEST_F(Budget, makes_up_for_jobs_that_a_killed_make_took_along) {
  start("make", 1);
  ASSERT_TRUE(make_.take());
  EXPECT_EQ(make_.tokens(), 1);
  give_back("make");
  EXPECT_EQ(make_.tokens(), 3);
}

TEST_F(Budget, makes_up_for_lost_jobs_while_somebody_waits_for_all) {
  start("make", 1);
  ASSERT_TRUE(make_.take());
  start("all", 3);
  EXPECT_EQ(make_.tokens(), 0);
  EXPECT_THAT(order_, ElementsAre("make"));
  give_back("make");
  EXPECT_THAT(order_, ElementsAre("make", "all"));
  give_back("all");
  EXPECT_EQ(make_.tokens(), 3);
}

TEST_F(Budget, does_not_make_up_for_jobs_that_may_still_come_back) {
  start("one", 1);
  start("two", 1);
  ASSERT_TRUE(make_.take());
  give_back("two");
  EXPECT_EQ(make_.tokens(), 1);
}

TEST_F(Budget, drops_jobs_that_it_never_had) {
  start("make", 1);
  make_.give();
  give_back("make");
  EXPECT_EQ(make_.tokens(), 3);
}

TEST_F(Budget, interrupts_everybody_who_waits) {
  start("all", 3);
  start("a", 2);
  start("b", 1);
  budget_->stop();
  settle();
  EXPECT_THAT(order_, UnorderedElementsAre("all", "a interrupted", "b interrupted"));
  EXPECT_THROW(get(1), Interrupted);
  give_back("all");
  EXPECT_EQ(make_.tokens(), 3);
}

TEST_F(Budget, may_end_before_those_who_hold_its_jobs) {
  start("holder", 1);
  budget_.reset();
  give_back("holder");
  EXPECT_EQ(make_.tokens(), 3);
}

TEST(JobBudget, may_end_before_the_loop_in_which_somebody_waits) {
  const Scratch folder;
  std::optional<FakeMake> make;
  {
    asio::io_context loop;
    JobBudget budget(loop.get_executor(), folder / "fifo", 2);
    make.emplace(folder / "fifo");
    const JobTokens one = in_loop(loop, budget.acquire(1));
    asio::co_spawn(loop, budget.acquire(2), asio::detached);
    asio::co_spawn(loop, budget.acquire(2), asio::detached);
    loop.restart();
    loop.poll();
    EXPECT_EQ(make->tokens(), 0);
  }
  EXPECT_EQ(make->tokens(), 2);
}

TEST(JobBudget, needs_a_job) {
  asio::io_context loop;
  const Scratch folder;
  try {
    const JobBudget budget(loop.get_executor(), folder / "fifo", 0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "a job budget of 0 jobs was asked for: it needs at least 1");
  }
}

TEST(JobBudget, tells_make_where_it_is) {
  EXPECT_EQ(jobserver_makeflags(4, "/jobs/fifo"), " -j4 --jobserver-auth=fifo:/jobs/fifo");
}

}  // namespace
