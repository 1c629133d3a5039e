// SPDX-License-Identifier: MIT
#include "samples.hpp"

#include <orchestrator/report/run_summary.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

using namespace gulliver;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

RunView interrupted_run() {
  RunView view = sample_run();
  view.run.finished.reset();
  view.records.resize(2);
  return view;
}

}  // namespace

TEST(JsonRun, has_the_run_its_trees_and_every_planned_cell) {
  const Json run = Json::parse(json_run(sample_run()));
  EXPECT_EQ(keys(run),
            (std::vector<std::string>{"schema", "run", "matrix", "arguments", "chosen_tests", "folder", "started", "finished",
                                      "seconds", "cpu_seconds", "cores", "verdicts", "known", "tests", "tree", "trees",
                                      "toolchains", "configs", "excluded", "findings", "cells"}));
  EXPECT_EQ(run["schema"], 1);
  EXPECT_EQ(run["run"], 12);
  EXPECT_EQ(run["started"], "2026-11-22T19:00:00Z");
  EXPECT_EQ(run["finished"], "2026-11-22T19:14:03Z");
  EXPECT_EQ(run["seconds"], 843);
  EXPECT_EQ(run["verdicts"].dump(), R"({"passed":2,"build-failed":1,"tests-failed":1})");
  EXPECT_EQ(run["tree"], "linux-source-7.3 7.3.4-1~bpo13+1");
  EXPECT_EQ(run["trees"].size(), 1u);
  EXPECT_EQ(run["toolchains"].size(), 1u);
  EXPECT_EQ(run["excluded"].dump(),
            R"([{"id":"x86_64-big/kunit","reason":"x86_64 has no big-endian mode"}])");
  EXPECT_EQ(run["cells"].size(), 4u);
}

TEST(JsonRun, cell_in_full) {
  const Json cell = Json::parse(json_run(sample_run()))["cells"][2];
  EXPECT_EQ(cell, Json::parse(R"({
    "id": "mips-big/kunit", "run": 12, "arch": "mips", "endian": "big", "config": "kunit",
    "toolchain": "trixie", "toolchain_id": "feedface",
    "verdict": "tests-failed", "reason": "1 of 5 tests failed: rust_kernel_str.fmt", "known": false,
    "fingerprint": null, "started": "2026-11-22T19:00:00Z", "finished": "2026-11-22T19:07:10Z",
    "tree": {"name": "linux-source+mips-rust", "id": "0123456789abcdef0123456789abcdef01234567",
             "base": "linux-source-7.3 7.3.4-1~bpo13+1", "version": "7.3.4", "series": ["mips-rust"]},
    "tests": {"passed": 4, "failed": 1, "skipped": 0, "missing": 0, "total": 5, "rust": 5, "doctests": 2,
              "unit_suites": 2, "complete": true, "problems": []},
    "build": {"seconds": 422.0, "cached": false, "memory_bytes": 0, "log": "/state/runs/12/mips-big/build.log",
              "config_file": "/state/runs/12/mips-big/config", "image_hash": "c0ffee",
              "dropped_options": [], "unmet_options": [], "unknown_options": [], "diagnostics": []},
    "boot": {"seconds": 2.53, "cached": false, "from": null, "kvm": false, "end": "last-result",
             "kernel_version": "7.3.4", "console": "/state/runs/12/mips-big/console.log",
             "splats": [{"kind": "warning", "text": "WARNING: CPU: 0 PID: 1 at lib/list_debug.c:29", "line": 88,
                         "trace": []}]},
    "reboots": [],
    "input_key": null,
    "boot_key": "b007",
    "place": "n2, Slurm job 17",
    "failures": [{"test": "rust_kernel_str.fmt", "status": "failed", "location": null}],
    "suites": [
      {"name": "rust_kernel_str", "status": "failed", "passed": 1, "failed": 1, "skipped": 0, "missing": 0, "total": 2},
      {"name": "rust_allocator", "status": "passed", "passed": 1, "failed": 0, "skipped": 0, "missing": 0, "total": 1},
      {"name": "rust_doctests_kernel", "status": "passed", "passed": 2, "failed": 0, "skipped": 0, "missing": 0,
       "total": 2}]
  })"));
}

TEST(JsonRun, a_cell_without_a_record_is_not_run_and_has_the_same_keys) {
  const Json run = Json::parse(json_run(interrupted_run()));
  EXPECT_TRUE(run["finished"].is_null());
  EXPECT_TRUE(run["seconds"].is_null());
  EXPECT_EQ(run["verdicts"]["not-run"], 2);
  const Json& cell = run["cells"][2];
  EXPECT_EQ(cell["id"], "mips-big/kunit");
  EXPECT_EQ(cell["arch"], "mips");
  EXPECT_EQ(cell["endian"], "big");
  EXPECT_EQ(cell["config"], "kunit");
  EXPECT_EQ(cell["verdict"], "not-run");
  EXPECT_EQ(cell["reason"], "the run ended before this cell was judged");
  EXPECT_TRUE(cell["tests"].is_null());
  EXPECT_EQ(keys(cell), keys(run["cells"][0]));
}

TEST(JsonRun, of_several_runs_read_as_one_has_no_number_but_its_cells_have) {
  RunView view = sample_run();
  view.run.id = 0;
  view.run.finished.reset();
  view.run.configs = {{"kunit", ""}, {"hardened", "distributions"}};
  view.records[2].run = 7;
  const Json run = Json::parse(json_run(view));
  EXPECT_TRUE(run["run"].is_null());
  EXPECT_TRUE(run["started"].is_null());
  EXPECT_EQ(run["cells"][0]["run"], 12);
  EXPECT_EQ(run["cells"][2]["run"], 7);
  EXPECT_EQ(run["configs"].dump(), R"([{"name":"kunit","about":null},{"name":"hardened","about":"distributions"}])");
}

TEST(JsonRun, tells_findings_and_what_is_known) {
  RunView view = sample_run();
  view.findings.standings["mips-big/kunit"] = {view.records[2].verdict, true};
  view.findings.list = {
      {Finding::Kind::known_failure, "rust_kernel_str.fmt", "str", "rust/kernel/str.rs:12", {"mips-big/kunit"}, {}, "because",
       Accepted{Accepted::Kind::failing, "rust_kernel_str.*", {"mips-*"}, "because", "https://example.org", "2027-06-30", "a.yaml:3"}},
      {Finding::Kind::missing_test, "s.t", "list", "", {"s390x-big/kunit"}, {"x86_64-little/kunit"}, "did not run", {}}};
  const Json run = Json::parse(json_run(view));
  EXPECT_EQ(run["known"], 1);
  EXPECT_EQ(run["cells"][2]["known"], true);
  EXPECT_EQ(run["cells"][3]["known"], false);
  EXPECT_EQ(run["findings"], Json::parse(R"([
    {"kind": "known-failure", "test": "rust_kernel_str.fmt", "abstraction": "str", "location": "rust/kernel/str.rs:12",
     "cells": ["mips-big/kunit"], "twins": [], "reason": "because",
     "accepted": {"kind": "failing", "test": "rust_kernel_str.*", "cells": ["mips-*"], "reason": "because",
                  "link": "https://example.org", "expires": "2027-06-30", "place": "a.yaml:3"}},
    {"kind": "missing-test", "test": "s.t", "abstraction": "list", "location": null, "cells": ["s390x-big/kunit"],
     "twins": ["x86_64-little/kunit"], "reason": "did not run", "accepted": null}
  ])"));
  const Json record = Json::parse(json_record(view.records[2], view.findings));
  EXPECT_EQ(record["known"], true);
  EXPECT_EQ(record["findings"].size(), 1u);
}

TEST(JsonRecord, has_every_test_and_every_version) {
  RunRecord failed = failed_record(sample_cell("mips", Endian::big));
  failed.tests->suites[0].children[0].digests = {{"str.len", "0f3a"}};
  const Json record = Json::parse(json_record(failed));
  EXPECT_EQ(record["schema"], 1);
  EXPECT_EQ(record["run"], 12);
  EXPECT_EQ(record["versions"]["libc6"], "2.41-12");
  EXPECT_EQ(record["suites"][0], Json::parse(R"({
    "name": "rust_kernel_str", "status": "failed", "passed": 1, "failed": 1, "skipped": 0, "missing": 0, "total": 2,
    "comment": "", "location": null, "diagnostics": [], "digests": [], "line": 0, "plan": 2,
    "tests": [
      {"name": "cstr_len", "status": "passed", "comment": "", "location": null, "diagnostics": [], "digests": [{"name": "str.len", "value": "0f3a"}],
       "line": 0, "plan": null, "tests": []},
      {"name": "fmt", "status": "failed", "comment": "", "location": null,
       "diagnostics": ["# fmt: ASSERTION FAILED at rust/kernel/str.rs:12", "Expected \u001b[31mred\r"], "digests": [], "line": 99,
       "plan": null, "tests": []}]
  })"));
}

TEST(JsonRecord, tells_dropped_options_and_messages_of_the_build) {
  RunRecord record = unbuilt_record(sample_cell("mips", Endian::big));
  record.build->config.dropped = {{{"RUST", "y", "rust.config", 3, false}, "n"}};
  record.build->config.unknown = {{"RUST_FMT_KUNIT_TEST", "y", "rust.config", 9, true}};
  const Json build = Json::parse(json_record(record))["build"];
  EXPECT_EQ(build["dropped_options"].dump(),
            R"([{"name":"RUST","wanted":"y","found":"n","file":"rust.config","line":3}])");
  EXPECT_EQ(build["unknown_options"].dump(), R"(["RUST_FMT_KUNIT_TEST"])");
  EXPECT_EQ(
      build["diagnostics"].dump(),
      R"([{"file":"rust/kernel/str.rs","line":12,"severity":"error","text":"mismatched types",)"
      R"("layer":"abstraction","unit":"str"},)"
      R"({"file":null,"line":0,"severity":"fatal","text":"make: *** [Makefile:248: __sub-make] Error 2",)"
      R"("layer":"other","unit":null}])");
}

TEST(Json, survives_any_byte_of_a_console_and_is_plain_ascii) {
  RunView view = sample_run();
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  RunRecord& record = view.records[0];
  record.verdict.reason = record.boot->kernel_version = record.cell.toolchain = every_byte;
  record.tests->suites[0].name = record.tests->suites[0].children[0].location = every_byte;
  record.tests->problems = {every_byte, "\u202Eevil"};
  record.versions[every_byte] = every_byte;
  for (const std::string& text : {json_run(view), json_record(record), json_runs({head_of(view)})}) {
    EXPECT_TRUE(Json::accept(text)) << text;
    for (char c : text) ASSERT_TRUE(c == '\n' || (c >= ' ' && c <= '\x7f')) << int(c);
  }
}

TEST(JsonRuns, tells_of_each_run_what_json_run_begins_with) {
  const Json runs = Json::parse(json_runs({head_of(sample_run()), head_of(interrupted_run())}));
  EXPECT_EQ(runs["schema"], 1);
  ASSERT_EQ(runs["runs"].size(), 2u);
  EXPECT_EQ(keys(runs["runs"][1]),
            (std::vector<std::string>{"run", "matrix", "arguments", "chosen_tests", "folder", "started", "finished",
                                      "seconds", "cpu_seconds", "cores", "verdicts", "known", "tests"}));
  EXPECT_EQ(Json::parse(json_runs({}))["runs"], Json::array());
}

TEST(JsonPlan, has_trees_builds_and_cells) {
  const Json plan = Json::parse(json_plan(sample_plan()));
  EXPECT_EQ(keys(plan), (std::vector<std::string>{"schema", "matrix", "trees", "builds", "configs", "excluded"}));
  EXPECT_EQ(plan["trees"][1].dump(),
            R"({"base":"Debian package linux-source of trixie-backports","series":["mips-rust"]})");
  EXPECT_EQ(plan["builds"][1], Json::parse(R"({
    "id": "mips-build", "tree": 1, "toolchain": "trixie", "linux_arch": "mips", "make": [],
    "targets": ["vmlinux"], "image": "vmlinux", "base": "allnoconfig", "options": 2,
    "cells": [{"id": "mips-big/kunit", "arch": "mips", "endian": "big", "config": "kunit", "toolchain": "trixie",
               "memory": 256, "cpus": 1, "silence_seconds": 60.0, "total_seconds": 300.0}]
  })"));
}

namespace {

void add_keys(const Json& json, std::set<std::string>& names) {
  for (const auto& [name, value] : json.items()) {
    const bool is_data = name == "versions" || name == "verdicts";
    if (json.is_object()) names.insert(name);
    if (value.is_structured() && !is_data) add_keys(value, names);
  }
}

}  // namespace

TEST(Json, every_key_is_in_the_readme) {
  RunView view = sample_run();
  view.records[1].build->config.dropped = {{{"RUST", "y", "rust.config", 3, false}, "n"}};
  view.findings.list = {Finding()};
  view.findings.list[0].accepted.emplace();
  std::set<std::string> names;
  for (const std::string& text : {json_run(view), json_record(view.records[1]), json_record(view.records[2]),
                                  json_runs({head_of(view)}), json_plan(sample_plan())})
    add_keys(Json::parse(text), names);
  std::ifstream file(SOURCE_ROOT "/orchestrator/report/README.md");
  const std::string readme(std::istreambuf_iterator<char>(file), {});
  for (const std::string& name : names) EXPECT_NE(readme.find("`" + name + "`"), std::string::npos) << name;
}
