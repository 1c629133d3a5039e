// SPDX-License-Identifier: MIT
#include <orchestrator/cli/man_page.hpp>

#include <orchestrator/cli/man_words.hpp>

#include <algorithm>
#include <set>
#include <sstream>

namespace gulliver {
namespace {

std::string bold(std::string_view text) { return "\\fB" + roff_text(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff_text(text) + "\\fR"; }

constexpr std::size_t most_columns = 79;  // of the source, as mandoc's lint wants it

/// In lines of which none is too long or begins with a blank, which roff would not fill.
std::string filled(const std::string& text) {
  std::string source, line;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::string safe = roff_text(word);
    if (!line.empty() && line.size() + 1 + safe.size() > most_columns) {
      source += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + safe;
  }
  return source + line + "\n";
}

/// As it stands, but for two blanks at the begin of each line.
std::string verbatim(const std::string& text) {
  std::string source = ".nf\n";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    source += roff_text(line.starts_with("  ") ? line.substr(2) : line) + "\n";
  return source + ".fi\n";
}

/// What --help says below its options, by what it is.
struct Footer {
  std::string text, exit_codes, examples;

  explicit Footer(const std::string& footer) {
    for (std::size_t begin = 0; begin < footer.size();) {
      const std::size_t end = std::min(footer.find("\n\n", begin), footer.size());
      sort(footer.substr(begin, end - begin));
      begin = end + 2;
    }
  }

 private:
  void sort(const std::string& paragraph) {
    if (paragraph.starts_with("Example")) {
      examples += paragraph.substr(paragraph.find('\n') + 1) + "\n";
      return;
    }
    const bool is_of_codes = paragraph.starts_with("Exit code") || paragraph.starts_with("The exit code");
    std::string& part = is_of_codes ? exit_codes : text;
    part += (part.empty() ? "" : "\n\n") + paragraph;
  }
};

std::string paragraphs(const std::string& text) {
  std::string source;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    source += (source.empty() ? "" : ".PP\n") + filled(text.substr(begin, end - begin));
    begin = end + 2;
  }
  return source;
}

std::string synopsis(const CommandFacts& command) {
  std::string line = bold(command.name) + " [" + italic("OPTIONS") + "]";
  for (const OptionFacts& option : command.options) {
    if (!option.is_argument()) continue;
    const std::string value = italic(option.value) + (option.repeated ? " ..." : "");
    line += option.required ? " " + value : " [" + value + "]";
  }
  if (!command.commands.empty()) line += " " + italic("COMMAND");
  return line + "\n";
}

std::string tag(const OptionFacts& option) {
  std::string text;
  for (const std::string& name : option.names) text += (text.empty() ? "" : ", ") + bold(name);
  if (!option.value.empty()) text += (text.empty() ? "" : " ") + italic(option.value);
  return text + "\n";
}

std::string sentence(const OptionFacts& option) {
  std::string text = filled(option.about);
  std::string more;
  for (const std::string& choice : option.choices) more += (more.empty() ? "One of " : ", ") + bold(choice);
  if (!more.empty()) more += ".\n";
  if (!option.standard.empty()) more += "Left out: " + bold(option.standard) + ".\n";
  if (option.required && !option.is_argument()) more += "Required.\n";
  return more.empty() ? text : text + ".br\n" + more;
}

std::string options_of(const CommandFacts& command) {
  std::string source, group;
  std::set<std::string> told;
  for (const OptionFacts& first : command.options) {
    if (!told.insert(first.group).second) continue;
    if (first.group != "Options" && first.group != "Positionals") source += ".SS " + roff_text(first.group) + "\n";
    for (const OptionFacts& option : command.options)
      if (option.group == first.group) source += ".TP\n" + tag(option) + sentence(option);
  }
  return source;
}

/// Those of an inner level stand in the page of the outer one.
std::string inner_commands(const CommandFacts& command) {
  std::string source;
  for (const CommandFacts& inner : command.commands) {
    source += ".SS " + roff_text(inner.name) + "\n" + filled(inner.about);
    source += ".PP\n" + synopsis(inner) + options_of(inner);
  }
  return source;
}

/// "gulliver-run"
std::string page_title(const CommandFacts& command) {
  const std::string file = man_page_name(command);
  return file.substr(0, file.size() - 2);
}

std::string list_of_commands(const CommandFacts& program) {
  std::string source;
  for (const CommandFacts& command : program.commands)
    source += ".TP\n" + bold(page_title(command)) + "(1)\n" + filled(command.about);
  return source;
}

std::string see_also(const CommandFacts& program, const CommandFacts& command) {
  std::string pages;
  const auto add = [&](const CommandFacts& other) {
    if (&other != &command) pages += (pages.empty() ? "" : ",\n") + bold(page_title(other)) + "(1)";
  };
  add(program);
  for (const CommandFacts& other : program.commands) add(other);
  return pages + "\n";
}

}  // namespace

std::string roff_text(std::string_view text) {
  std::string source;
  if (text.starts_with('.') || text.starts_with('\'')) source = "\\&";
  for (const char c : text) {
    switch (c) {
      case '\\': source += "\\e"; break;
      case '-': source += "\\-"; break;
      case '~': source += "\\(ti"; break;
      case '^': source += "\\(ha"; break;
      case '`': source += "\\(ga"; break;
      case '\'': source += "\\(aq"; break;
      case '"': source += "\\(dq"; break;
      default: source += c;
    }
  }
  return source;
}

std::string man_page_name(const CommandFacts& command) {
  std::string name = command.name;
  for (char& c : name)
    if (c == ' ') c = '-';
  return name + ".1";
}

std::string man_page(const CommandFacts& program, const CommandFacts& command, const std::string& date) {
  const bool is_program = &program == &command;
  const Footer footer(command.footer);
  const std::string title = roff_text(page_title(command));
  std::string page = ".\\\" SPDX-License-Identifier: MIT\n";
  page += ".TH " + upper_case(title) + " 1 \"" + date + "\" \"gulliver " GULLIVER_VERSION "\" \"Gulliver\"\n";
  page += ".SH NAME\n" + title + " \\-\n" + filled(is_program ? program_in_short : command.about);
  page += ".SH SYNOPSIS\n" + synopsis(command);
  page += ".SH DESCRIPTION\n" + filled(command.about + (command.about.ends_with('.') ? "" : "."));
  if (!footer.text.empty()) page += ".PP\n" + paragraphs(footer.text);
  if (is_program)
    page += ".SH COMMANDS\n" + list_of_commands(command);
  else if (!command.commands.empty())
    page += ".SH COMMANDS\n" + inner_commands(command);
  page += ".SH OPTIONS\n" + options_of(command);
  page += ".SH EXAMPLES\n" + verbatim(footer.examples);
  page += ".SH EXIT STATUS\n";
  if (!is_program && !footer.exit_codes.empty()) page += paragraphs(footer.exit_codes);
  page += std::string(man_exit_codes);
  if (is_program) page += std::string(man_environment);
  page += std::string(man_files) + ".SH SEE ALSO\n" + see_also(program, command);
  return page;
}

}  // namespace gulliver
