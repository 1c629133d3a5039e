// SPDX-License-Identifier: MIT
#include <orchestrator/cli/choice.hpp>
#include <orchestrator/cli/completion.hpp>
#include <orchestrator/cli/man_page.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

namespace {

/// A program of one command, with an option of every kind.
class ManPage : public testing::Test {
 protected:
  ManPage() {
    CLI::App* copy = app_.add_subcommand("copy", "Copy what's there");
    copy->add_option("FROM|FILE", text_, "The source")->required();
    copy->add_option("--depth,-d", number_, "How \\deep\n.so /etc/passwd")
        ->check(CLI::Range(0, 9))
        ->capture_default_str();
    one_of(copy->add_option("--mode", text_, "How"), {"slow", "fast"});
    copy->add_option("--only", list_, "Which [a:b]")->delimiter(',')->group("Filters");
    copy->add_option("--into", text_, "Where to")->type_name("DIR")->required();
    copy->add_flag("--dry-run", flag_, "Do nothing");
    copy->footer("It takes long.\n\nExit code 1: it did not fit.\n\nExamples:\n  prog copy 'a b' \\\n      --dry-run");
    app_.add_subcommand("secret", "Not for you")->group("");
    app_.footer("Examples:\n  prog copy");
  }

  CommandFacts facts() const { return command_facts(app_); }
  std::string page() const {
    const CommandFacts program = facts();
    return man_page(program, program.commands.front(), "2026-11-26");
  }

  CLI::App app_{"A program", "prog"};
  std::string text_;
  std::vector<std::string> list_;
  int number_ = 3;
  bool flag_ = false;
};

}  // namespace

TEST_F(ManPage, facts_are_those_of_help) {
  const CommandFacts program = facts();
  ASSERT_EQ(program.commands.size(), 1u) << "a hidden command is left out";
  const CommandFacts& copy = program.commands[0];
  EXPECT_EQ(copy.name, "prog copy");
  EXPECT_EQ(copy.path(), "copy");
  ASSERT_EQ(copy.options.size(), 7u);
  EXPECT_EQ(copy.options[0].names, (std::vector<std::string>{"-h", "--help"}));
  EXPECT_TRUE(copy.options[1].is_argument());
  EXPECT_EQ(copy.options[1].kind, OptionFacts::Value::file);
  EXPECT_EQ(copy.options[2].value, "N");
  EXPECT_EQ(copy.options[2].standard, "3");
  EXPECT_EQ(copy.options[3].choices, (std::vector<std::string>{"slow", "fast"}));
  EXPECT_EQ(copy.options[3].value, "MODE");
  EXPECT_TRUE(copy.options[4].repeated);
  EXPECT_EQ(copy.options[5].kind, OptionFacts::Value::folder);
  EXPECT_EQ(copy.options[6].kind, OptionFacts::Value::none);
}

TEST_F(ManPage, kinds_of_a_value_are_no_choice_of_words) {
  CLI::App app("", "prog");
  app.add_option("--tree", text_)->type_name("DIR|URL");
  EXPECT_EQ(command_facts(app).options[1].choices, std::vector<std::string>());
}

TEST_F(ManPage, has_every_section_in_order) {
  std::size_t at = 0;
  for (const char* section :
       {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "FILES", "SEE ALSO"}) {
    const std::size_t found = page().find(std::string("\n.SH ") + section + "\n", at);
    ASSERT_NE(found, std::string::npos) << section;
    at = found;
  }
  EXPECT_THAT(page(), HasSubstr(".TH PROG\\-COPY 1 \"2026-11-26\" "));
  EXPECT_THAT(page(), HasSubstr("prog\\-copy \\-\nCopy what\\(aqs there\n"));
  EXPECT_THAT(page(), HasSubstr("\\fBprog copy\\fR [\\fIOPTIONS\\fR] \\fIFROM|FILE\\fR\n"));
  EXPECT_THAT(page(), HasSubstr(".TP\n\\fB\\-d\\fR, \\fB\\-\\-depth\\fR \\fIN\\fR\n"));
  EXPECT_THAT(page(), HasSubstr("One of \\fBslow\\fR, \\fBfast\\fR.\n"));
  EXPECT_THAT(page(), HasSubstr(".SH EXIT STATUS\nExit code 1: it did not fit.\n"));
  EXPECT_THAT(page(), HasSubstr(".nf\nprog copy \\(aqa b\\(aq \\e\n    \\-\\-dry\\-run\n.fi\n"));
}

TEST_F(ManPage, no_text_is_a_request_or_an_escape) {
  EXPECT_EQ(roff_text(".so /etc/passwd"), "\\&.so /etc/passwd");
  EXPECT_EQ(roff_text("'\\fB~^`\""), "\\&\\(aq\\efB\\(ti\\(ha\\(ga\\(dq");
  EXPECT_THAT(page(), HasSubstr("How \\edeep \\&.so /etc/passwd\n"));
  EXPECT_THAT(page(), Not(HasSubstr("\n.so")));
}

TEST_F(ManPage, completion_escapes_for_each_shell) {
  EXPECT_THAT(zsh_completion(facts()), HasSubstr("'*--only=[Which \\[a\\:b\\]]:ONLY:'"));
  EXPECT_THAT(zsh_completion(facts()), HasSubstr("--into=[Where to]:DIR:_files -/"));
  EXPECT_THAT(fish_completion(facts()), HasSubstr(" -d 'Copy what\\'s there'\n"));
  EXPECT_THAT(bash_completion(facts()), HasSubstr("'copy --mode') mapfile -t COMPREPLY < <(compgen -W 'slow fast'"));
}
