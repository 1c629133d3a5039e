// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/reply_mail.hpp>
#include <orchestrator/cli/series_input.hpp>
#include <orchestrator/cli/trial_request.hpp>
#include <runners/files/files.hpp>

#include <cstdlib>
#include <iostream>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments : TrialRequest {
  std::string series;
  std::string reply, from, junit, kcidb, gitlab;
  bool json = false, github = false;
};

std::vector<std::string> arguments_of(const Arguments& arguments) {
  std::vector<std::string> words{"patch", arguments.matrix, "--series", arguments.series};
  add_filter_words(arguments.options, words);
  if (!arguments.base.empty()) words.insert(words.end(), {"--base", arguments.base});
  if (arguments.each) words.push_back("--each");
  return words;
}

/// The folder whose commits a range is of: that of --tree, if it is one.
fs::path repository_of(const Arguments& arguments) {
  const std::string& tree = arguments.options.tree;
  return tree.empty() || tree.find(':') != tree.npos ? fs::path(".") : fs::path(tree.substr(0, tree.find('#')));
}

void write_answers(const Arguments& arguments, const SeriesInput& input, const PatchResult& result) {
  if (!arguments.junit.empty()) write_file(arguments.junit, junit(result));
  if (!arguments.kcidb.empty()) write_file(arguments.kcidb, kcidb(result, "gulliver"));
  if (!arguments.gitlab.empty()) write_file(arguments.gitlab, gitlab_code_quality(result));
  if (!arguments.reply.empty()) write_file(arguments.reply, reply_mail(result, input.answered, arguments.from));
  if (!arguments.github) return;
  std::cout << github_annotations(result);
  if (const char* summary = std::getenv("GITHUB_STEP_SUMMARY"); summary && *summary)
    write_file(summary, (fs::exists(summary) ? read_file(summary) : "") + github_summary(result));
}

int try_patch(Arguments& arguments) {
  arguments.arguments = arguments_of(arguments);
  World world;
  const SeriesInput input = read_series(arguments.series, repository_of(arguments), world);
  const PatchResult result = put_on_trial(arguments, input);
  write_answers(arguments, input, result);
  std::cout << (arguments.json ? json_answer(result) : render_answer(result, output_style())) << std::flush;
  return exit_code_of(result);
}

void add_answers(CLI::App& command, Arguments& arguments) {
  const auto file = [&command](const char* name, std::string& value, const char* what) {
    command.add_option(name, value, what)->group("Answers")->type_name("FILE");
  };
  command.add_flag("--json", arguments.json, "Print the answer as JSON")->group("Answers");
  file("--reply", arguments.reply, "Write a mail that answers the series");
  command.add_option("--from", arguments.from, "Who writes it [$GULLIVER_FROM, or Gulliver <gulliver@HOST>]")->group("Answers");
  file("--junit", arguments.junit, "Write JUnit XML: red is what got worse");
  file("--kcidb", arguments.kcidb, "Write a KCIDB report (v5.3)");
  file("--gitlab", arguments.gitlab, "Write GitLab's code-quality JSON");
  command.add_flag("--github", arguments.github, "Print GitHub annotations, and write the job's summary")->group("Answers");
}

}  // namespace

void add_patch(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("patch", "Try a patch series: what does it break, whose, and which patch is it?");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  command->add_option("--series", arguments->series,
                      "The series: a mbox file or '-', a folder of patches, A..B, a git work tree with\n"
                      "uncommitted changes, or a message id or lore URL (fetched with b4)")
      ->required()
      ->type_name("FILE|RANGE|ID");
  command->add_option("--base", arguments->base, "Revision of the tree that the series goes on top of");
  command->add_flag("--each", arguments->each, "Try every patch of the series, not only what a search needs");
  add_walk_arguments(*command, arguments->settings);
  add_answers(*command, *arguments);
  command->footer(
      "Examples:\n  git format-patch --stdout -3 | gulliver patch matrices/quickstart.yaml --series -\n"
      "  gulliver patch matrices/all.yaml --series v7.3..topic --tree ~/linux --reply answer.eml\n"
      "  gulliver patch matrices/quickstart.yaml --series 20260101120000.1-1-lemuel@example.org --arch 'mips,s390x'");
  command->callback([arguments, &action] { action = [arguments] { return try_patch(*arguments); }; });
}

}  // namespace gulliver
