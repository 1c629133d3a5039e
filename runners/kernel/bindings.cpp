// SPDX-License-Identifier: MIT
#include <runners/kernel/bindings.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace gulliver {
namespace {

/// An item by "kind name", e.g. "fn xa_store": C has names for structures apart from all others.
struct Item {
  std::string head;                     ///< all of it but fields: "fn f(a: u8) -> u8", "struct xarray"
  std::vector<std::string> fields = {};
};
using Items = std::map<std::string, Item, std::less<>>;

constexpr std::array kinds{"fn ", "struct ", "union ", "const ", "type ", "static "};

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first == line.npos ? std::string_view() : line.substr(first);
}

bool is_item(std::string_view declaration) {
  return std::ranges::any_of(kinds, [&](const char* kind) { return declaration.starts_with(kind); });
}

/// "fn xa_store(arg1" -> "fn xa_store"; "static mut init_task: x" -> "static init_task".
std::string key_of(std::string_view declaration) {
  const std::size_t blank = declaration.find(' ');
  std::string_view name = declaration.substr(blank + 1);
  if (name.starts_with("mut ")) name.remove_prefix(4);
  return std::string(declaration.substr(0, blank + 1)) + std::string(name.substr(0, name.find_first_of("(:=<{; ")));
}

/// A declaration that rustfmt has spread over lines, on one line and without its semicolon.
std::string whole_declaration(std::string_view first, std::string_view& rest) {
  std::string text(first);
  while (!text.ends_with(';') && !rest.empty()) {
    const std::string_view line = trimmed(take_line(rest));
    if (!text.ends_with('(') && !line.starts_with(')')) text += ' ';
    if (line.starts_with(')') && text.ends_with(',')) text.pop_back();
    text += line;
  }
  if (text.ends_with(';')) text.pop_back();
  return text;
}

Item structure(std::string_view first, std::string_view& rest) {
  Item item{std::string(first.substr(0, first.find(" {")))};
  if (!first.ends_with('{')) return item;
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (line == "}") break;
    line = trimmed(line);
    if (line.starts_with("pub ")) line.remove_prefix(4);
    if (line.ends_with(',')) line.remove_suffix(1);
    item.fields.emplace_back(line);
  }
  return item;
}

/// Items stand at the start of a line, or one step in where C's functions and variables are; what
/// stands deeper belongs to an implementation.
Items items_of(std::string_view text) {
  Items items;
  bool of_c = false;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.ends_with("extern \"C\" {")) of_c = true;
    if (line == "}") of_c = false;
    const bool may_be = line.starts_with("pub ") || (of_c && line.starts_with("    pub "));
    const std::string_view declaration = may_be ? trimmed(line).substr(4) : std::string_view();
    if (!is_item(declaration)) continue;
    const bool has_fields = declaration.starts_with("struct ") || declaration.starts_with("union ");
    items.insert_or_assign(key_of(declaration), has_fields ? structure(declaration, text)
                                                           : Item{whole_declaration(declaration, text)});
  }
  return items;
}

/// The item with those of its fields that the other one does not have.
std::string told(const Item& item, const Item& other) {
  if (item.fields.empty() && other.fields.empty()) return item.head;
  const std::set<std::string> known(other.fields.begin(), other.fields.end());
  std::string fields;
  for (const std::string& field : item.fields)
    if (!known.contains(field)) fields += (fields.empty() ? " " : ", ") + field;
  return item.head + " {" + fields + (fields.empty() ? "}" : " }");
}

std::string name_in(std::string_view key) { return std::string(key.substr(key.find(' ') + 1)); }

}  // namespace

std::vector<ChangedBinding> changed_bindings(std::string_view before, std::string_view after) {
  const Items old_items = items_of(before), new_items = items_of(after);
  std::vector<ChangedBinding> changed;
  for (const auto& [key, item] : old_items) {
    const auto now = new_items.find(key);
    if (now == new_items.end())
      changed.push_back({name_in(key), told(item, {}), ""});
    else if (now->second.head != item.head || now->second.fields != item.fields)
      changed.push_back({name_in(key), told(item, now->second), told(now->second, item)});
  }
  for (const auto& [key, item] : new_items)
    if (!old_items.contains(key)) changed.push_back({name_in(key), "", told(item, {})});
  return changed;
}

}  // namespace gulliver
