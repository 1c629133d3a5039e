// SPDX-License-Identifier: MIT
#include "scripted_farm.hpp"

#include <gmock/gmock.h>

#include <memory>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

const std::string failing_console =
    "Linux version 7.3.4\nKTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_kvec\n    1..2\n"
    "    ok 1 a\n    not ok 2 b\nnot ok 1 rust_kvec\n";
const std::string otherwise_failing_console =
    "Linux version 7.3.4\nKTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: rust_kvec\n    1..2\n"
    "    not ok 1 a\n    ok 2 b\nnot ok 1 rust_kvec\n";

/// One cell, mips-big/kunit, with a console for each of its boots; the last of them repeats.
class Reboots : public FarmTest {
 protected:
  Reboots() { plan_.builds.pop_back(); }

  void guest_says(std::vector<std::string> consoles) {
    world_.on("qemu-system", [consoles, boot = std::make_shared<std::size_t>(0)](const Command& c) {
      const std::string& text = consoles[std::min((*boot)++, consoles.size() - 1)];
      if (text == died) return printed(c, "", 1);
      if (text == stopped) throw Interrupted();
      return printed(c, text);
    });
  }

  const RunRecord& run() {
    work();
    return record("mips-big/kunit");
  }

  int boots() const { return world_.count("qemu-system"); }
  fs::path console(const std::string& name) const { return folder_ / "runs/mips-big-kunit" / name; }

  static constexpr const char* died = "QEMU dies";
  static constexpr const char* stopped = "somebody presses Ctrl-C";
};

}  // namespace

TEST_F(Reboots, three_boots_that_agree_have_failed) {
  guest_says({failing_console});
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict, (Verdict{VerdictKind::tests_failed, "1 test failed: rust_kvec.b; the same in 3 boots"}));
  EXPECT_EQ(boots(), 3);
  EXPECT_EQ(cell.boot->console, console("console.log"));
  ASSERT_EQ(cell.reboots.size(), 2U);
  EXPECT_EQ(cell.reboots[0].verdict, (Verdict{VerdictKind::tests_failed, "1 test failed: rust_kvec.b"}));
  EXPECT_EQ(cell.reboots[0].console, console("console.2.log"));
  EXPECT_EQ(cell.reboots[1].console, console("console.3.log"));
  EXPECT_EQ(read_file(console("console.3.log")), failing_console);
}

TEST_F(Reboots, a_boot_that_passes_behind_one_that_failed_makes_the_cell_flaky) {
  guest_says({failing_console, good_console});
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict, (Verdict{VerdictKind::flaky, "boots of the same image disagree: 1 of 2 passed; first: 1 "
                                                       "test failed: rust_kvec.b"}));
  EXPECT_EQ(boots(), 2) << "one that disagrees is enough";
  EXPECT_EQ(read_file(cell.boot->console), failing_console);
  ASSERT_EQ(cell.reboots.size(), 1U);
  EXPECT_TRUE(cell.reboots[0].verdict.passed());
  EXPECT_EQ(read_file(cell.reboots[0].console), good_console);
  EXPECT_EQ(count(*cell.tests).failed, 1) << "the tests are those of the first boot";
}

TEST_F(Reboots, boots_that_fail_in_different_ways_are_flaky_too) {
  guest_says({failing_console, failing_console, otherwise_failing_console});
  EXPECT_EQ(run().verdict, (Verdict{VerdictKind::flaky, "boots of the same image disagree: 0 of 3 passed; first: 1 "
                                                        "test failed: rust_kvec.b"}));
}

TEST_F(Reboots, a_cell_that_passes_is_booted_once) {
  EXPECT_THAT(run().reboots, IsEmpty());
  EXPECT_EQ(boots(), 1);
}

TEST_F(Reboots, none_where_none_are_allowed) {
  reboots_ = 0;
  guest_says({failing_console});
  EXPECT_EQ(run().verdict.reason, "1 test failed: rust_kvec.b");
  EXPECT_THAT(run().reboots, IsEmpty());
  observer_.records.clear();
  guest_says({died});
  EXPECT_EQ(run().verdict.kind, VerdictKind::emulator_died);
  EXPECT_EQ(boots(), 3) << "one for each of these runs";
}

TEST_F(Reboots, where_the_emulator_died_the_next_boot_counts) {
  guest_says({died, good_console});
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict, (Verdict{VerdictKind::passed, "2 tests passed, 2 of them Rust"}));
  EXPECT_EQ(read_file(cell.boot->console), good_console);
  ASSERT_EQ(cell.reboots.size(), 1U);
  EXPECT_EQ(cell.reboots[0].verdict.kind, VerdictKind::emulator_died);
  EXPECT_EQ(cell.reboots[0].console, console("console.died.log"));
  EXPECT_TRUE(fs::exists(cell.reboots[0].console));
}

TEST_F(Reboots, an_emulator_that_dies_twice_is_given_up) {
  guest_says({died});
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict.kind, VerdictKind::emulator_died);
  EXPECT_EQ(boots(), 2);
  EXPECT_EQ(cell.reboots.size(), 1U);
}

TEST_F(Reboots, a_farm_that_is_broken_is_tried_once_more) {
  world_.on("qemu-system", [boot = std::make_shared<int>(0)](const Command& c) {
    if ((*boot)++ == 0) throw Error("no more processes");
    return printed(c, good_console);
  });
  const RunRecord& cell = run();
  EXPECT_TRUE(cell.verdict.passed());
  ASSERT_EQ(cell.reboots.size(), 1U);
  EXPECT_EQ(cell.reboots[0].verdict, (Verdict{VerdictKind::broken, "no more processes"}));
}

TEST_F(Reboots, an_emulator_that_dies_later_neither_agrees_nor_disagrees) {
  guest_says({failing_console, died, failing_console, failing_console});
  const RunRecord& cell = run();
  EXPECT_EQ(cell.verdict.reason, "1 test failed: rust_kvec.b; the same in 3 boots");
  std::vector<std::string> consoles;
  for (const Reboot& reboot : cell.reboots) consoles.push_back(reboot.console.filename());
  EXPECT_THAT(consoles, ElementsAre("console.2.died.log", "console.2.log", "console.3.log"));

  observer_.records.clear();
  guest_says({failing_console, died});
  EXPECT_EQ(run().verdict, (Verdict{VerdictKind::tests_failed, "1 test failed: rust_kvec.b"}));
}

TEST_F(Reboots, interruption_leaves_no_record) {
  guest_says({failing_console, stopped});
  EXPECT_THROW(work(), Interrupted);
  EXPECT_TRUE(observer_.records.empty());
}

TEST_F(Reboots, are_told_to_who_watches) {
  guest_says({failing_console});
  run();
  EXPECT_THAT(observer_.phases["mips-big/kunit"],
              ElementsAre(Phase::configuring, Phase::building, Phase::waiting_to_boot, Phase::booting, Phase::rebooting,
                          Phase::rebooting, Phase::done));
}

TEST_F(Reboots, a_build_that_fails_is_not_made_again) {
  world_.on(" vmlinux", "a.c:1:1: error: x\n", 2);
  EXPECT_EQ(run().verdict.kind, VerdictKind::build_failed);
  EXPECT_EQ(world_.count(" vmlinux"), 1);
  EXPECT_EQ(boots(), 0);
}
