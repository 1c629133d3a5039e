// SPDX-License-Identifier: MIT
// Man pages and completion scripts, as the program writes them and as others read them.
#include <runners/files/files.hpp>
#include <tests/fakes/program.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <gmock/gmock.h>

#include <filesystem>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace gulliver;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

using Words = std::vector<std::string>;

/// The commands that --help lists.
Words listed_commands() {
  const std::string help = run_gulliver("--help", "").output;
  std::istringstream lines(help.substr(help.find("Subcommands:")));
  Words commands;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  "))
    if (line[2] != ' ') commands.push_back(line.substr(2, line.find(' ', 2) - 2));
  return commands;
}

bool has_program(const std::string& name) { return run_shell("command -v " + name + " > /dev/null").code == 0; }

class Manual : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(write(folder_ / "made", "SOURCE_DATE_EPOCH=1795374000").output, ""); }

  static ProgramResult write(const fs::path& folder, const std::string& environment) {
    return run_gulliver("manual " + folder.string(), "env " + environment);
  }

  fs::path made(const std::string& name) const { return folder_ / "made" / name; }

  /// What bash offers behind these words; the last one is not finished.
  Words in_bash(const Words& words) const {
    std::string script = "source " + made("gulliver.bash").string() + "; COMP_WORDS=(gulliver";
    for (const std::string& word : words) script += " \"" + word + "\"";
    script += "); COMP_CWORD=" + std::to_string(words.size()) + "; _gulliver; printf '%s\\n' \"${COMPREPLY[@]}\"";
    write_file(folder_ / "script", script);
    return lines_of(run_shell("cd " + folder_.path().string() + "; bash -u script").output);
  }

  /// What fish offers, without descriptions.
  Words in_fish(const std::string& line) const {
    const std::string script = "source " + made("gulliver.fish").string() + "; complete -C \"" + line + "\"";
    return lines_of(run_shell("fish --no-config -c '" + script + "' | cut -f 1 | sort").output);
  }

  TemporaryFolder folder_;

 private:
  static Words lines_of(const std::string& text) {
    Words lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
      if (!line.empty()) lines.push_back(line);
    return lines;
  }
};

}  // namespace

TEST_F(Manual, every_command_has_a_page) {
  const Words commands = listed_commands();
  ASSERT_GT(commands.size(), 15u);
  EXPECT_THAT(commands, testing::Not(testing::Contains("manual"))) << "it is for who builds the program";
  std::set<std::string> pages{"gulliver.1"};
  for (const std::string& command : commands) pages.insert("gulliver-" + command + ".1");
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder_ / "made"))
    if (entry.path().extension() == ".1") found.insert(entry.path().filename().string());
  EXPECT_EQ(found, pages);
  for (const std::string& page : pages)
    for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO"})
      EXPECT_NE(read_file(made(page)).find(std::string("\n.SH ") + section + "\n"), std::string::npos) << page;
}

TEST_F(Manual, an_option_of_help_is_in_the_page) {
  const std::string page = read_file(made("gulliver-run.1"));
  for (const char* option :
       {"\\fB\\-\\-reboots\\fR \\fIN\\fR", "\\fB\\-\\-test\\fR \\fITEST\\fR", "\\fB\\-\\-json\\fR\n"})
    EXPECT_NE(page.find(option), std::string::npos) << option;
  EXPECT_NE(read_file(made("gulliver-image.1")).find(".SS gulliver image build\n"), std::string::npos);
}

TEST_F(Manual, mandoc_has_nothing_to_say) {
  if (!has_program("mandoc")) GTEST_SKIP() << "mandoc is not installed";
  const ShellResult result = run_shell("mandoc -T lint -W all " + (folder_ / "made").string() + "/*.1");
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(result.code, 0);
  write_file(made("bad.1"), ".TH\n.XX\n");
  EXPECT_NE(run_shell("mandoc -T lint -W all " + made("bad.1").string()).code, 0) << "the check itself checks";
}

TEST_F(Manual, groff_has_nothing_to_say) {
  if (!has_program("groff")) GTEST_SKIP() << "groff is not installed";
  for (const auto& entry : fs::directory_iterator(folder_ / "made")) {
    if (entry.path().extension() != ".1") continue;
    EXPECT_EQ(run_shell("groff -man -Tutf8 -ww -rLL=100n -z " + entry.path().string()).output, "") << entry.path();
  }
}

TEST_F(Manual, the_same_program_writes_the_same) {
  ASSERT_EQ(write(folder_ / "again", "SOURCE_DATE_EPOCH=1795374000").code, 0);
  EXPECT_EQ(run_shell("diff -r " + (folder_ / "made").string() + " " + (folder_ / "again").string()).output, "");
  EXPECT_NE(read_file(made("gulliver.1")).find("\"2026-11-22\""), std::string::npos);
  ASSERT_EQ(write(folder_ / "undated", "-u SOURCE_DATE_EPOCH").code, 0);
  EXPECT_NE(read_file(folder_ / "undated/gulliver.1").find(".TH GULLIVER 1 \"\" "), std::string::npos);
  EXPECT_EQ(write(folder_ / "bad", "SOURCE_DATE_EPOCH=today").code, 2);
}

TEST_F(Manual, bash_completes_commands_and_options) {
  EXPECT_THAT(in_bash({"rep"}), ElementsAre("report", "repro"));
  EXPECT_EQ(in_bash({""}), listed_commands());
  EXPECT_THAT(in_bash({"--v"}), ElementsAre("--version"));
  EXPECT_THAT(in_bash({"report", "--fo"}), ElementsAre("--format"));
  EXPECT_THAT(in_bash({"image", ""}), ElementsAre("build", "list", "prune"));
  EXPECT_THAT(in_bash({"image", "list", "--j"}), ElementsAre("--json"));
  EXPECT_THAT(in_bash({"run", "--test", "list", "--reb"}), ElementsAre("--reboots")) << "a value is no command";
  EXPECT_THAT(in_bash({"list", "--reb"}), IsEmpty());
}

TEST_F(Manual, bash_completes_values) {
  EXPECT_THAT(in_bash({"report", "--format", ""}), testing::UnorderedElementsAre("csv", "html", "json", "junit", "kcidb", "text"));
  EXPECT_THAT(in_bash({"report", "--format", "=", "j"}), ElementsAre("json", "junit"));
  EXPECT_THAT(in_bash({"plan", "--format", "git"}), ElementsAre("github", "gitlab"));
  EXPECT_THAT(in_bash({"cache", "prune", "b"}), ElementsAre("builds"));
  EXPECT_THAT(in_bash({"run", "--jobs", ""}), IsEmpty());
  fs::create_directory(folder_ / "my folder");
  write_file(folder_ / "my matrix.yaml", "");
  EXPECT_THAT(in_bash({"run", "my"}), testing::UnorderedElementsAre("my folder", "my matrix.yaml"));
  EXPECT_THAT(in_bash({"patch", "--junit", "my m"}), ElementsAre("my matrix.yaml"));
  EXPECT_THAT(in_bash({"watch", "--maildir", "my"}), ElementsAre("my folder"));
}

TEST_F(Manual, zsh_takes_its_script) {
  if (!has_program("zsh")) GTEST_SKIP() << "zsh is not installed";
  EXPECT_EQ(run_shell("zsh -n " + made("_gulliver").string()).output, "");
}

TEST_F(Manual, fish_completes_as_bash_does) {
  if (!has_program("fish")) GTEST_SKIP() << "fish is not installed";
  EXPECT_THAT(in_fish("gulliver rep"), ElementsAre("report", "repro"));
  EXPECT_THAT(in_fish("gulliver report --format "), testing::UnorderedElementsAre("csv", "html", "json", "junit", "kcidb", "text"));
  EXPECT_THAT(in_fish("gulliver image "), ElementsAre("build", "list", "prune"));
  EXPECT_THAT(in_fish("gulliver image list --j"), ElementsAre("--json"));
  EXPECT_THAT(in_fish("gulliver list --reb"), IsEmpty());
  EXPECT_THAT(in_fish("gulliver run --test list --reb"), ElementsAre("--reboots"));
}
