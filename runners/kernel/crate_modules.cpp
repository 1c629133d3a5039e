// SPDX-License-Identifier: MIT
#include <runners/kernel/crate_modules.hpp>

#include <runners/files/files.hpp>
#include <runners/model/layer.hpp>

#include <algorithm>
#include <cctype>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t longest_source = 16u << 20;  // bytes
constexpr std::size_t most_modules = 5000;
constexpr int most_deep = 16;

using DotConfig = std::map<std::string, std::string>;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

/// Reads a cfg predicate from left to right.
class CfgReader {
 public:
  CfgReader(std::string_view text, const DotConfig& config) : rest_(text), config_(config) {}

  CfgValue predicate(int depth = 0) {
    const std::string name = word();
    if (depth < most_deep && take_mark('(')) {
      std::vector<CfgValue> parts;
      while (!take_mark(')') && !rest_.empty()) {
        parts.push_back(predicate(depth + 1));
        if (!take_mark(',') && !rest_.starts_with(')')) rest_ = {};  // no predicate after all
      }
      return combined(name, std::move(parts));
    }
    if (!take_mark('=')) return option(name, "");
    return option(name, quoted());
  }

 private:
  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

  bool take_mark(char mark) {
    skip_blanks();
    if (!rest_.starts_with(mark)) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    return true;
  }

  std::string word() {
    skip_blanks();
    std::string name;
    while (!rest_.empty() && (std::isalnum(static_cast<unsigned char>(rest_[0])) || rest_[0] == '_')) {
      name += rest_[0];
      rest_.remove_prefix(1);
    }
    if (name.empty() && !rest_.empty()) rest_.remove_prefix(1);  // never stands still
    return name;
  }

  std::string quoted() {
    if (!take_mark('"')) return "";
    const std::string_view text = rest_.substr(0, rest_.find('"'));
    rest_.remove_prefix(std::min(text.size() + 1, rest_.size()));
    return std::string(text);
  }

  CfgValue option(const std::string& name, const std::string& wanted) const {
    if (!name.starts_with("CONFIG_")) return {};
    const std::string symbol = name.substr(7);
    const auto found = config_.find(symbol);
    const std::string value = found == config_.end() ? "n" : found->second;
    const bool holds = wanted.empty() ? value != "n" : value == wanted;
    return {holds, holds ? std::vector<std::string>() : std::vector{symbol}};
  }

  static CfgValue combined(const std::string& how, std::vector<CfgValue> parts) {
    if (how == "not" && parts.size() == 1) {
      if (parts[0].holds) return {!*parts[0].holds, {}};
      return {};
    }
    if (how != "all" && how != "any") return {};
    const bool decides = how == "any";  // true decides for any(), false for all()
    CfgValue value{!decides, {}};
    for (CfgValue& part : parts) {
      if (part.holds == decides) value.holds = decides;
      if (!part.holds && value.holds == !decides) value.holds = std::nullopt;
      std::ranges::move(part.missing, std::back_inserter(value.missing));
    }
    if (value.holds == true) value.missing.clear();
    return value;
  }

  std::string_view rest_;
  const DotConfig& config_;
};

/// "mod a;" as it stands in a source, with the conditions before it.
struct Declaration {
  std::string name;
  std::vector<std::string> conditions;
};

/// What a source says of modules and tests.
struct Source {
  std::vector<Declaration> declarations;
  std::vector<std::string> suites;
  int examples = 0;
};

/// What stands in `#[cfg(...)]`, over several lines if it must; empty of another attribute.
std::string cfg_of(std::string_view line, std::string_view& rest) {
  if (!take(line, "#[cfg(")) return "";
  std::string text(line);
  for (int lines = 0; text.find(")]") == text.npos && !rest.empty() && lines < 20; ++lines) text.append(" ").append(take_line(rest));
  const std::size_t end = text.rfind(")]");
  return end == text.npos ? "" : text.substr(0, end);
}

/// "phy" of "pub(crate) mod phy;"; empty of all else.
std::string declared_module(std::string_view line) {
  if (take(line, "pub")) {
    if (line.starts_with('(')) line.remove_prefix(std::min(line.find(')'), line.size() - 1) + 1);
    line = trimmed(line);
  }
  if (!take(line, "mod ") || !line.ends_with(';')) return "";
  std::string_view name = trimmed(line.substr(0, line.size() - 1));
  take(name, "r#");
  const auto belongs = [](unsigned char c) { return std::isalnum(c) || c == '_'; };
  return !name.empty() && std::ranges::all_of(name, belongs) ? std::string(name) : "";
}

/// "rust_kernel_str" of "#[kunit_tests(rust_kernel_str)]".
std::string declared_suite(std::string_view line) {
  constexpr std::string_view mark = "kunit_tests(";
  const std::size_t at = line.find(mark);
  if (!line.starts_with("#[") || at == line.npos) return "";
  line.remove_prefix(at + mark.size());
  return std::string(trimmed(line.substr(0, line.find(')'))));
}

/// Counts the examples of a documentation that rustdoc makes tests of.
class Examples {
 public:
  void read(std::string_view line) {
    const bool documents = take(line, "///") || take(line, "//!");
    if (!documents) inside_ = false;
    line = trimmed(line);
    if (!documents || !line.starts_with("```")) return;
    if (!inside_ && is_tested(line.substr(3))) ++count;
    inside_ = !inside_;
  }
  int count = 0;

 private:
  /// "```", "```rust", "```no_run"; not "```ignore" or "```text".
  static bool is_tested(std::string_view words) {
    for (words = trimmed(words); !words.empty();) {
      const std::string_view word = trimmed(words.substr(0, words.find(',')));
      if (word != "rust" && word != "no_run" && word != "should_panic") return false;
      words.remove_prefix(std::min(words.find(','), words.size() - 1) + 1);
    }
    return true;
  }
  bool inside_ = false;
};

/// Only what begins at the start of a line: the rest belongs to a module within the file, or to a macro.
Source read_source(std::string_view text) {
  Source source;
  Examples examples;
  std::vector<std::string> conditions;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::string_view words = trimmed(line);
    examples.read(words);
    if (words.starts_with("//") || words.empty()) continue;
    if (std::string suite = declared_suite(words); !suite.empty()) source.suites.push_back(std::move(suite));
    if (line.starts_with("#[")) {
      if (std::string condition = cfg_of(line, text); !condition.empty()) conditions.push_back(std::move(condition));
      continue;
    }
    if (std::string name = declared_module(line); !name.empty()) source.declarations.push_back({std::move(name), conditions});
    conditions.clear();
  }
  source.examples = examples.count;
  return source;
}

class CrateReader {
 public:
  CrateReader(const fs::path& tree, const DotConfig& config) : tree_(tree), config_(config) {}

  /// `folder` holds the modules that are declared in `file`.
  void add(const fs::path& file, const fs::path& folder, const std::vector<std::string>& conditions, int depth) {
    const std::string text = read_plain_file(tree_, file, longest_source);
    if (text.empty() || modules_.size() >= most_modules || depth > most_deep) return;
    Source source = read_source(text);
    add_module(file, conditions, source);
    for (Declaration& declaration : source.declarations) {
      std::vector<std::string> all = conditions;
      for (std::string& condition : declaration.conditions)
        if (std::ranges::find(all, condition) == all.end()) all.push_back(std::move(condition));
      const fs::path below = folder / declaration.name;
      const fs::path alone = below.string() + ".rs";
      add(is_plain_file(tree_, alone) ? alone : below / "mod.rs", below, all, depth + 1);
    }
  }

  Crate take() { return std::move(modules_); }

 private:
  void add_module(const fs::path& file, const std::vector<std::string>& conditions, const Source& source) {
    CrateModule module{origin_of(file.string()).unit, file.string(), "", true, {}, source.suites, source.examples};
    for (const std::string& condition : conditions) {
      module.condition += (module.condition.empty() ? "" : ", ") + condition;
      CfgValue value = evaluate_cfg(condition, config_);
      if (value.holds == false || (!value.holds && module.compiled == true)) module.compiled = value.holds;
      for (std::string& symbol : value.missing)
        if (std::ranges::find(module.missing, symbol) == module.missing.end()) module.missing.push_back(std::move(symbol));
    }
    modules_.push_back(std::move(module));
  }

  const fs::path& tree_;
  const DotConfig& config_;
  Crate modules_;
};

}  // namespace

CfgValue evaluate_cfg(std::string_view predicate, const DotConfig& config) { return CfgReader(predicate, config).predicate(); }

Crate crate_modules(const fs::path& tree, const DotConfig& config) {
  CrateReader crate(tree, config);
  crate.add("rust/kernel/lib.rs", "rust/kernel", {}, 0);
  return crate.take();
}

}  // namespace gulliver
