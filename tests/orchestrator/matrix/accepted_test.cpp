// SPDX-License-Identifier: MIT
#include "matrix_folder.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::ElementsAre;

namespace {

const std::string entry =
    "- {kind: missing, test: 'rust/kernel/pci.rs:*', reason: no PCI, link: https://example.org, expires: 2027-06-30}\n";

Plan plan_with(const std::string& accepted) {
  MatrixFolder folder;
  write_file(folder.folder / "a.yaml", accepted);
  return folder.plan(small_matrix("accepted: a.yaml\n"));
}

std::string mistakes_in(const std::string& accepted) {
  MatrixFolder folder;
  write_file(folder.folder / "a.yaml", accepted);
  return folder.mistakes(small_matrix("accepted: a.yaml\n"));
}

}  // namespace

TEST(AcceptedFile, is_read_with_the_matrix_that_names_it) {
  Plan plan = plan_with("accepted:\n" + entry +
                        "- {kind: failing, test: s.t, cells: [mips-*, s390x-big/kunit], reason: r, link: 'http://x', expires: 2028-02-29}\n");
  ASSERT_EQ(plan.accepted.size(), 2u);
  EXPECT_TRUE(plan.accepted[0].place.ends_with("a.yaml:2")) << plan.accepted[0].place;
  plan.accepted[0].place = plan.accepted[1].place = "";
  EXPECT_EQ(plan.accepted[0], (Accepted{Accepted::Kind::missing, "rust/kernel/pci.rs:*", {"*"}, "no PCI", "https://example.org", "2027-06-30", ""}));
  EXPECT_EQ(plan.accepted[1], (Accepted{Accepted::Kind::failing, "s.t", {"mips-*", "s390x-big/kunit"}, "r", "http://x", "2028-02-29", ""}));
}

TEST(AcceptedFile, is_only_there_where_a_matrix_names_one) {
  const MatrixFolder folder;
  write_file(folder.folder / "accepted.yaml", "accepted:\n" + entry);
  EXPECT_TRUE(folder.plan(small_matrix()).accepted.empty());
}

TEST(AcceptedFile, that_is_not_there) {
  const MatrixFolder folder;
  EXPECT_EQ(folder.mistakes(small_matrix("accepted: b.yaml\n")), "m.yaml:3:11: no file \"b.yaml\" in HERE or ROOT/matrices; did you mean \"m.yaml\"?");
}

TEST(AcceptedFile, tells_every_mistake_and_where_it_is) {
  EXPECT_EQ(mistakes_in("accepted:\n- {kind: absent, test: '', reasn: r, link: here, expires: 2027-02-30, cells: []}\n"),
            "a.yaml:2:3: missing key \"reason\"\n"
            "a.yaml:2:10: found \"absent\" for \"kind\"; missing or failing would be right\n"
            "a.yaml:2:24: found \"\" for \"test\"; a text would be right\n"
            "a.yaml:2:28: unknown key \"reasn\"; did you mean \"reason\"? (known: kind, test, cells, reason, link, expires)\n"
            "a.yaml:2:44: found \"here\" for \"link\"; a link that begins with https:// would be right\n"
            "a.yaml:2:59: found \"2027-02-30\" for \"expires\"; a day such as 2027-06-30 would be right\n"
            "a.yaml:2:78: \"cells\" is empty; at least one would be right");
  EXPECT_EQ(mistakes_in("accepted:\n- {}\n"),
            "a.yaml:2:3: missing key \"kind\"\na.yaml:2:3: missing key \"test\"\na.yaml:2:3: missing key \"reason\"\n"
            "a.yaml:2:3: missing key \"link\"\na.yaml:2:3: missing key \"expires\"");
  EXPECT_EQ(mistakes_in("[]\n"), "a.yaml:1:1: found a list; a map with keys of accepted would be right");
}

TEST(AcceptedFile, takes_only_days_of_the_calendar) {
  for (const char* day : {"2027-6-30", "2027-06-31", "30.06.2027", "2027-06-30x", "2027-06-3 ", "never", "2027-00-10", "-027-06-30"}) {
    const std::string text = "accepted:\n- {kind: missing, test: t, reason: r, link: https://x, expires: '" + std::string(day) + "'}\n";
    EXPECT_NE(mistakes_in(text), "") << day;
  }
}
