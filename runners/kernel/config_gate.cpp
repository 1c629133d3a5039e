// SPDX-License-Identifier: MIT
#include <runners/kernel/config_gate.hpp>

#include <runners/files/files.hpp>

#include <algorithm>
#include <cctype>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// Calls `use(line)` for every line of a text.
template <class Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    use(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

/// A hexadecimal number without what may be left out of it.
std::string hex_digits(std::string_view number) {
  if (number.starts_with("0x") || number.starts_with("0X")) number.remove_prefix(2);
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  std::string digits(number);
  for (char& c : digits) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return digits;
}

std::string asked_where(const ConfigOption& option) {
  if (option.file.empty()) return "every cell needs it, and no fragment asks for it";
  return "asked for in " + option.file + ":" + std::to_string(option.line);
}

/// The symbol that a line of Kconfig defines: "config FOO" or "menuconfig FOO".
std::string_view defined_symbol(std::string_view line) {
  line = trimmed(line);
  for (std::string_view keyword : {"config ", "menuconfig ", "config\t", "menuconfig\t"})
    if (line.starts_with(keyword)) return trimmed(line.substr(keyword.size()));
  return {};
}

void add_definitions(const fs::path& kconfig, const fs::path& tree, const std::set<std::string>& wanted,
                     std::map<std::string, std::string>& found) {
  int number = 0;
  each_line(read_plain_file(kconfig.parent_path(), kconfig.filename(), longest_kconfig), [&](std::string_view line) {
    ++number;
    std::string symbol(defined_symbol(line));
    if (wanted.contains(symbol))
      found.try_emplace(std::move(symbol), kconfig.lexically_relative(tree).string() + ":" + std::to_string(number));
  });
}

}  // namespace

std::map<std::string, std::string> parse_dot_config(std::string_view text) {
  std::map<std::string, std::string> values;
  each_line(text, [&](std::string_view line) {
    const std::size_t equals = line.find('=');
    if (!line.starts_with("CONFIG_") || equals == std::string_view::npos) return;
    values.insert_or_assign(std::string(line.substr(7, equals - 7)), std::string(trimmed(line.substr(equals + 1))));
  });
  return values;
}

bool same_value(std::string_view wanted, std::string_view found) {
  if (wanted == found) return true;
  return (found.starts_with("0x") || found.starts_with("0X")) && hex_digits(wanted) == hex_digits(found);
}

std::vector<ConfigOption> effective_options(const ConfigRequest& request) {
  std::vector<ConfigOption> options{{"RUST", "y", "", 0, false}};
  for (const ConfigOption& option : request.options) {
    std::erase_if(options, [&](const ConfigOption& earlier) { return earlier.name == option.name; });
    options.push_back(option);
  }
  return options;
}

ConfigResult compare_config(const ConfigRequest& request, const std::map<std::string, std::string>& dot_config,
                            const std::set<std::string>& defined) {
  ConfigResult result;
  for (const ConfigOption& option : effective_options(request)) {
    const auto found = dot_config.find(option.name);
    const std::string value = found == dot_config.end() ? "n" : found->second;
    if (same_value(option.value, value)) continue;
    if (option.optional && !defined.contains(option.name))
      result.unknown.push_back(option);
    else
      result.dropped.push_back({option, value});
  }
  return result;
}

std::set<std::string> defined_optionals(const ConfigRequest& request, const fs::path& tree) {
  std::set<std::string> wanted;
  for (const ConfigOption& option : request.options)
    if (option.optional) wanted.insert(option.name);
  std::set<std::string> defined;
  for (const auto& [name, place] : definitions(wanted, tree)) defined.insert(name);
  return defined;
}

std::map<std::string, std::string> definitions(const std::set<std::string>& names, const fs::path& tree) {
  std::map<std::string, std::string> found;
  if (names.empty()) return found;
  for (const auto& entry : fs::recursive_directory_iterator(tree))
    if (entry.path().filename().string().starts_with("Kconfig"))
      add_definitions(entry.path(), tree, names, found);
  return found;
}

std::string dropped_reason(const ConfigResult& result, std::string_view rust_reason) {
  std::vector<DroppedOption> dropped = result.dropped;
  std::ranges::stable_partition(dropped, [](const DroppedOption& d) { return d.wanted.name == "RUST"; });
  const DroppedOption& first = dropped.front();
  std::string reason = "Kconfig dropped " + first.wanted.name + "=" + first.wanted.value + " (it is " + first.found +
                       "; " + asked_where(first.wanted) + ")";
  if (dropped.size() > 1) {
    reason += " and " + std::to_string(dropped.size() - 1) + " more:";
    for (std::size_t i = 1; i < dropped.size() && i <= 5; ++i)
      reason += (i == 1 ? " " : ", ") + dropped[i].wanted.name + "=" + dropped[i].wanted.value;
    if (dropped.size() > 6) reason += ", ...";
  }
  if (first.wanted.name == "RUST" && !rust_reason.empty()) reason += "; " + std::string(rust_reason);
  return reason;
}

std::string rust_complaint(std::string_view output) {
  std::string complaint;
  each_line(output, [&](std::string_view line) {
    if (!line.starts_with("***")) return;
    const std::string_view text = trimmed(line.substr(3));
    if (text.empty() || text.starts_with("Please see") || text.starts_with("Documentation/") ||
        text.starts_with("on setting up") || text.starts_with("on how to set up") || text.ends_with("for details"))
      return;
    complaint += (complaint.empty() ? "" : " ") + std::string(text);
  });
  return complaint;
}

}  // namespace gulliver
