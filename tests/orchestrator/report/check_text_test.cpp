// SPDX-License-Identifier: MIT
#include <orchestrator/report/check.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

using namespace gulliver;
using nlohmann::json;
using testing::HasSubstr;

namespace {

CheckedCell cell(const std::string& arch, Verdict verdict) {
  CheckedCell checked;
  checked.cell = {arch + "-little/kunit", arch, Endian::little, "kunit", "trixie", 64};
  checked.verdict = std::move(verdict);
  return checked;
}

CheckedCell unsupported_cell() {
  CheckedCell checked = cell("s390x", {VerdictKind::unsupported, "RUST needs !EXPOLINE"});
  const ConfigOption rust{"RUST", "y", "kunit.config", 3};
  checked.config.dropped = {{rust, "n"}};
  checked.config.unmet = {{"RUST", "HAVE_RUST [=n]", {{"EXPOLINE", "y", "s390.config", 7}}}};
  return checked;
}

Plan plan() {
  Plan plan;
  plan.matrix = "all";
  plan.excluded = {{"arm-big", "no Rust there"}};
  return plan;
}

}  // namespace

TEST(CheckText, a_plan_is_a_grid_with_reasons) {
  const std::string text = render_check(plan(), {cell("x86_64", {VerdictKind::passed, ""}), unsupported_cell(),
                                                 cell("riscv64", {VerdictKind::config_dropped, "KUNTI is lost"})}, {});
  EXPECT_EQ(text,
            "matrix all\n\n"
            "                kunit\n"
            "x86_64·little   buildable\n"
            "s390x·little    unsupported\n"
            "riscv64·little  dropped\n"
            "arm·big         excluded\n\n"
            "unsupported  s390x-little/kunit\n  RUST needs !EXPOLINE\n\n"
            "dropped  riscv64-little/kunit\n  KUNTI is lost\n\n"
            "3 cells: 1 buildable, 1 unsupported, 1 dropped\n");
}

TEST(CheckText, an_explanation_names_dependency_and_cause) {
  const std::string text = render_explanation({unsupported_cell()}, {});
  EXPECT_THAT(text, HasSubstr("unsupported  s390x-little/kunit\n  RUST needs !EXPOLINE\n"));
  EXPECT_THAT(text, HasSubstr("    depends on  HAVE_RUST [=n]\n    cause       EXPOLINE=y  s390.config:7\n"));
  EXPECT_THAT(text, HasSubstr("RUST=y  is n  kunit.config:3\n"));
}

TEST(CheckText, a_buildable_cell_says_so) {
  EXPECT_EQ(render_explanation({cell("arm", {VerdictKind::passed, ""})}, {}),
            "buildable  arm-little/kunit\n  Kconfig keeps every option that is asked for\n");
}

TEST(CheckText, json_has_outcome_reason_and_causes) {
  const json document = json::parse(json_check(plan(), {unsupported_cell()}));
  const json& checked = document["cells"][0];
  EXPECT_EQ(checked["outcome"], "unsupported");
  EXPECT_EQ(checked["unmet_options"][0]["causes"][0]["name"], "EXPOLINE");
  EXPECT_EQ(checked["dropped_options"][0]["found"], "n");
  EXPECT_EQ(document["excluded"][0]["id"], "arm-big");
}
