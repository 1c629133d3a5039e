// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/job_size.hpp>

#include <gtest/gtest.h>

using namespace gulliver;

namespace {

Build build(int cells) {
  Build build;
  for (int i = 0; i < cells; ++i) {
    PlannedCell planned;
    planned.guest.memory = 256 * (i + 1);
    planned.guest.total = Seconds{600};
    build.cells.push_back(planned);
  }
  return build;
}

Node node(const std::string& name, int cpus, int memory) {
  return {name, cpus, memory, {}, "idle", true, ""};
}

}  // namespace

TEST(JobSize, follows_from_the_build_where_nothing_is_known) {
  EXPECT_EQ(size_of(build(2), {}, {node("n1", 64, 256000)}, {}, 2),
            (JobSize{8, 2048 + 8 * 1024 + 512, 30 + 360 + 60}));
}

TEST(JobSize, time_follows_from_history_with_headroom) {
  EXPECT_EQ(size_of(build(1), {}, {node("n1", 64, 256000)}, BuildHistory{Seconds{3600}}, 0).minutes, 30 + 180 + 10);
  EXPECT_EQ(size_of(build(1), {}, {node("n1", 64, 256000)}, BuildHistory{Seconds{30}}, 0).minutes, 30 + 60 + 10);
}

TEST(JobSize, memory_follows_from_what_a_node_saw_with_headroom) {
  const auto memory = [](std::int64_t held) {
    return size_of(build(1), {}, {node("n1", 64, 256000)}, BuildHistory{Seconds{300}, 0, held << 20}, 0).memory;
  };
  EXPECT_EQ(memory(4000), 6000 + 256);
  EXPECT_EQ(memory(100), 2048 + 256) << "a build that had little to do says nothing of a whole one";
  EXPECT_EQ(memory(0), 2048 + 8 * 1024 + 256);
}

TEST(JobSize, nothing_is_larger_than_the_largest_node) {
  Node small = node("n1", 2, 3000);
  small.minutes = 120;
  EXPECT_EQ(size_of(build(1), {}, {small}, {}, 2), (JobSize{2, 3000, 120}));
}

TEST(JobSize, settings_have_the_last_word) {
  SlurmSettings settings;
  settings.cpus = 3;
  settings.memory = 5000;
  const JobSize size = size_of(build(1), settings, {node("n1", 64, 256000)}, {}, 2);
  EXPECT_EQ(size.cpus, 3);
  EXPECT_EQ(size.memory, 5000);
}

TEST(JobSize, a_node_that_is_down_is_no_measure_while_another_is_up) {
  Node down = node("big", 64, 256000);
  down.usable = false;
  EXPECT_EQ(largest({down, node("small", 2, 3000)})->name, "small");
  EXPECT_EQ(largest({down})->name, "big");
  EXPECT_EQ(largest({}), nullptr);
}

TEST(JobSize, out_of_memory_twice_as_much_helps_as_far_as_there_is) {
  EXPECT_EQ(larger_memory({8, 4000, 10}, {node("n1", 8, 16000)}), 8000);
  EXPECT_EQ(larger_memory({8, 12000, 10}, {node("n1", 8, 16000)}), 16000);
  EXPECT_EQ(larger_memory({8, 16000, 10}, {node("n1", 8, 16000)}), 16000);
}

TEST(JobSize, a_size_that_no_node_has_is_a_mistake) {
  SlurmSettings settings;
  settings.memory = 20000;
  EXPECT_THROW(require_fit(settings, {node("n1", 8, 16000)}), InputError);
  settings.memory = 16000;
  EXPECT_NO_THROW(require_fit(settings, {node("n1", 8, 16000)}));
  EXPECT_THROW(require_fit(settings, {}), InputError);
}
