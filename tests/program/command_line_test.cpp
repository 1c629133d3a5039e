// SPDX-License-Identifier: MIT
// Bad input and bad surroundings: one sentence each, the right exit code, nothing lost.
#include <runners/files/file_lock.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::HasSubstr;

namespace {

const std::string quickstart = SOURCE_ROOT "/matrices/quickstart.yaml";

class CommandLine : public testing::Test {
 protected:
  ProgramResult gulliver(const std::string& arguments, const std::string& more = "") const {
    return run_gulliver(arguments, "env XDG_CACHE_HOME=" + (folder_ / "cache").string() +
                                       " XDG_STATE_HOME=" + (folder_ / "state").string() + " " + more);
  }

  fs::path matrix(const std::string& text) const {
    write_file(folder_ / "m.yaml", text);
    return folder_ / "m.yaml";
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_F(CommandLine, no_command_is_bad_usage) {
  const auto result = gulliver("");
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.output, HasSubstr("A subcommand is required"));
}

TEST_F(CommandLine, every_command_has_help_with_examples) {
  for (const char* command :
       {"plan", "explain", "run", "patch", "watch", "bisect", "show", "report", "log", "repro", "ktap", "history", "compare", "weekly", "list", "doctor", "image", "tree", "cache"}) {
    const auto result = gulliver(std::string(command) + " --help");
    EXPECT_EQ(result.code, 0) << command;
    EXPECT_THAT(result.output, HasSubstr("Example")) << command;
  }
}

TEST_F(CommandLine, help_names_every_matrix_that_comes_along) {
  const auto help = gulliver("run --help");
  int matrices = 0;
  for (const auto& file : fs::directory_iterator(SOURCE_ROOT "/matrices")) {
    if (file.path().extension() != ".yaml" || read_file(file).find("\naxes:") == std::string::npos) continue;
    EXPECT_THAT(help.output, testing::ContainsRegex("by its name:.* " + file.path().stem().string() + "(,|\n)"));
    ++matrices;
  }
  EXPECT_GT(matrices, 0);
}

TEST_F(CommandLine, unknown_option_is_bad_usage) {
  EXPECT_EQ(gulliver("run " + quickstart + " --fast").code, 2);
}

TEST_F(CommandLine, chosen_tests_are_one_glob_and_not_isolated) {
  const auto several = gulliver("run " + quickstart + " --test 'a,b'");
  EXPECT_EQ(several.code, 2);
  EXPECT_THAT(several.output, HasSubstr("--test 'a,b': KUnit takes one glob, and this is several"));
  EXPECT_EQ(gulliver("run " + quickstart + " --test a --isolate").code, 2);
  EXPECT_EQ(gulliver("run " + quickstart + " --test ''").code, 2);
}

TEST_F(CommandLine, watch_wants_one_place_to_watch) {
  for (const char* options : {"", " --remote /x --branch b --maildir /y", " --remote /x", " --maildir . --poll 0"})
    EXPECT_EQ(gulliver("watch " + quickstart + options).code, 2) << options;
  const auto result = gulliver("watch " + quickstart + " --once --maildir " + folder_.path().string());
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.output, "gulliver: " + folder_.path().string() + ": is no maildir, for it has no folder new/ in it\n");
}

TEST_F(CommandLine, watch_tries_nothing_where_nothing_is) {
  for (const char* part : {"mail/new", "mail/cur"}) fs::create_directories(folder_ / part);
  write_file(folder_ / "mail/new/1.a", "Subject: [PATCH 1/2] half\n\ndiff --git a/a b/a\n");
  const auto result = gulliver("watch " + quickstart + " --once --maildir " + (folder_ / "mail").string());
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.output, "not yet: \"[PATCH 1/2] half\": patch 2 of 2 is missing\n");
}

TEST_F(CommandLine, a_series_that_could_not_be_tried_has_no_answer) {
  for (const char* part : {"mail/new", "mail/cur"}) fs::create_directories(folder_ / part);
  write_file(folder_ / "mail/new/1.a", "Subject: [PATCH] whole\n\ndiff --git a/a b/a\n");
  const std::string answers = (folder_ / "answers").string();
  const auto result = gulliver("watch " + quickstart + " --once --maildir " + (folder_ / "mail").string() + " --answers " + answers);
  EXPECT_EQ(result.code, 3) << "the toolchain image is not built";
  EXPECT_THAT(result.output, HasSubstr("\"whole\" version 1: toolchain image debian-trixie is not built"));
  EXPECT_TRUE(fs::is_empty(answers));
}

TEST_F(CommandLine, watch_counts_pushes_from_the_first_look) {
  const std::string repository = (folder_ / "linux").string(), answers = (folder_ / "answers").string();
  const std::string git = "git -c user.name=L -c user.email=l@example.org -C " + repository + " ";
  ASSERT_EQ(run_shell("git init -q -b topic " + repository + " && " + git + "commit -q --allow-empty -m one").code, 0);
  const std::string watch = "watch " + quickstart + " --once --answers " + answers + " --remote " + repository + " --branch ";
  const auto first = gulliver(watch + "topic");
  EXPECT_EQ(first.code, 0);
  EXPECT_THAT(first.output, HasSubstr("what is pushed from now on is tried"));
  EXPECT_EQ(gulliver(watch + "topic").output, "");
  ASSERT_EQ(run_shell(git + "commit -q --allow-empty -m two").code, 0);
  const auto pushed = gulliver(watch + "topic");
  EXPECT_EQ(pushed.code, 3) << "the toolchain image is not built";
  EXPECT_THAT(pushed.output, HasSubstr("trying topic from "));
  EXPECT_THAT(gulliver(watch + "none").output, HasSubstr("has no branch 'none'"));
}

TEST_F(CommandLine, plan_shows_four_cells) {
  const auto result = gulliver("plan " + quickstart + " --json");
  ASSERT_EQ(result.code, 0) << result.output;
  const auto plan = nlohmann::json::parse(result.output);
  EXPECT_THAT(plan.dump(), HasSubstr("mips-big/kunit"));
}

TEST_F(CommandLine, plan_says_why_a_pair_is_impossible) {
  const auto file = matrix("axes: {arch: [x86_64], endian: [little, big], config: [kunit]}\nconfigs: {kunit: [" SOURCE_ROOT
                           "/matrices/fragments/kunit-rust.config]}\n");
  const auto result = gulliver("plan " + file.string());
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_THAT(result.output, HasSubstr("x86 has no big-endian mode"));
}

TEST_F(CommandLine, a_matrix_that_is_not_there) {
  const auto result = gulliver("plan nowhere.yaml");
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.output, HasSubstr("nowhere.yaml"));
}

TEST_F(CommandLine, every_mistake_of_a_matrix_at_once) {
  const auto file = matrix("axes: {arch: [x87], config: []}\ncolour: red\n");
  const auto result = gulliver("run " + file.string());
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.output, HasSubstr("m.yaml:1:15: unknown arch \"x87\""));
  EXPECT_THAT(result.output, HasSubstr("m.yaml:1:29: \"config\" is empty"));
  EXPECT_THAT(result.output, HasSubstr("m.yaml:2:1: unknown key \"colour\""));
}

TEST_F(CommandLine, an_image_that_is_not_built) {
  const auto result = gulliver("run " + quickstart);
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.output,
            "gulliver: toolchain image debian-trixie is not built; `gulliver image build debian-trixie` makes it "
            "(about 2 minutes)\n");
}

TEST_F(CommandLine, another_run_that_holds_the_cache) {
  fs::create_directories(folder_ / "cache/gulliver");
  const auto lock = FileLock::try_take(folder_ / "cache/gulliver/lock");
  const auto result = gulliver("run " + quickstart);
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.output, "gulliver: " + (folder_ / "cache/gulliver").string() + ": in use by another gulliver (pid " +
                               std::to_string(::getpid()) +
                               "); wait for it, or set XDG_CACHE_HOME to give this one a cache of its own\n");
}

TEST_F(CommandLine, a_cell_or_run_that_nobody_knows) {
  auto result = gulliver("show mips-big/kunit");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.output,
            "gulliver: no record of \"mips-big/kunit\": neither a run number nor a cell like mips-big/kunit\n");
  result = gulliver("show 7");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.output, "gulliver: no run 7 in the ledger; `gulliver list` shows which there are\n");
  result = gulliver("show");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.output, "gulliver: the ledger is empty: `gulliver run MATRIX` makes the first run\n");
  result = gulliver("log mips-big/kunit");
  EXPECT_EQ(result.code, 2);
}

TEST_F(CommandLine, an_export_that_cannot_be) {
  for (const char* options : {"csv", "junit --view map", "kcidb --view map", "kcidb --origin My-Farm", "xml"})
    EXPECT_EQ(gulliver(std::string("report --format ") + options).code, 2) << options;
  EXPECT_EQ(gulliver("report --format kcidb --origin My-Farm").output,
            "gulliver: --origin My-Farm: KCIDB knows senders by small letters, digits and _\n");
}

TEST_F(CommandLine, a_matrix_without_runs_is_exported_as_cells_that_did_not_run) {
  const auto result = gulliver("report quickstart --format junit");
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.output, HasSubstr("<testsuite name=\"mips-big/kunit\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\""));
  EXPECT_THAT(gulliver("report quickstart --format kcidb").output, HasSubstr("\"builds\": []"));
}

TEST_F(CommandLine, a_filter_that_leaves_nothing) {
  const auto result = gulliver("plan " + quickstart + " --arch vax");
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.output, HasSubstr("vax"));
}

TEST_F(CommandLine, no_place_to_keep_things_in) {
  const auto result = run_gulliver("list", "env -u HOME -u XDG_CACHE_HOME -u XDG_STATE_HOME");
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.output,
            "gulliver: neither XDG_CACHE_HOME nor HOME is set: there is no place to keep things in\n");
}

TEST_F(CommandLine, an_unknown_toolchain_image) {
  const auto result = gulliver("image build plan9");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.output, "gulliver: unknown toolchain \"plan9\" (known: debian-trixie)\n");
}

TEST_F(CommandLine, an_empty_ledger_is_no_mistake) {
  const auto result = gulliver("list --json");
  EXPECT_EQ(result.code, 0) << result.output;
  EXPECT_FALSE(nlohmann::json::parse(result.output).is_null());
}

TEST_F(CommandLine, output_that_cannot_be_written_is_told) {
  const auto result = gulliver("plan " + quickstart + " > /dev/full");
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.output, "gulliver: standard output: cannot write\n");
}

TEST_F(CommandLine, doctor_says_what_is_missing) {
  const auto result = gulliver("doctor --json", "PATH=/nowhere");
  EXPECT_EQ(result.code, 3);
  const auto report = nlohmann::json::parse(result.output);
  EXPECT_FALSE(report["ready"]);
  EXPECT_THAT(report.dump(), HasSubstr("apt-get install bubblewrap"));
}

TEST_F(CommandLine, cache_shows_every_part) {
  const auto result = gulliver("cache --json");
  EXPECT_EQ(result.code, 0) << result.output;
  const auto sizes = nlohmann::json::parse(result.output);
  for (const char* part : {"images", "trees", "builds", "ccache", "state"}) EXPECT_TRUE(sizes["bytes"].contains(part)) << part;
}

TEST_F(CommandLine, ktap_reads_any_console) {
  const std::string good = TEST_DATA "/console/mips-7.3.log", bad = TEST_DATA "/ktap/mips-7.3-netlink.log";
  const auto passed = gulliver("ktap " + good);
  EXPECT_EQ(passed.code, 0) << passed.output;
  EXPECT_THAT(passed.output, HasSubstr("393 tests: 392 passed, 1 skipped; 392 in Rust"));
  EXPECT_EQ(gulliver("ktap - < " + good).output, passed.output);
  const auto failed = gulliver("ktap --json " + bad);
  EXPECT_EQ(failed.code, 1);
  const auto report = nlohmann::json::parse(failed.output);
  EXPECT_EQ(report["failures"][0]["test"], "rust_netlink.test_family_flags_bitfield");
  EXPECT_TRUE(report["tests"]["complete"]);
}

TEST_F(CommandLine, ktap_is_not_content_with_nothing) {
  write_file(folder_ / "none.log", "KTAP version 1\n1..0\n");
  EXPECT_EQ(gulliver("ktap " + (folder_ / "none.log").string()).code, 1);
  EXPECT_EQ(gulliver("ktap - < /dev/null").code, 1);
}

TEST_F(CommandLine, ktap_of_a_file_that_is_not_there) {
  const auto result = gulliver("ktap nowhere.log");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.output, "gulliver: nowhere.log: there is no such file\n");
  EXPECT_EQ(gulliver("ktap " + folder_.path().string()).code, 2);
}
