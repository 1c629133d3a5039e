// SPDX-License-Identifier: MIT
#include <runners/model/layer.hpp>

namespace gulliver {
namespace {

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view without_ending(std::string_view path) {
  const std::size_t slash = path.rfind('/') + 1;  // npos + 1 is 0
  return path.substr(0, path.find('.', slash));
}

/// "net/phy.rs" -> "net::phy", "sync/lock/mod.rs" -> "sync::lock", "lib.rs" -> "kernel".
std::string module_of(std::string_view path) {
  path = without_ending(path);
  if (path == "lib") return "kernel";
  if (path.ends_with("/mod")) path.remove_suffix(4);
  std::string name;
  for (char c : path)
    if (c == '/')
      name += "::";
    else
      name += c;
  return name;
}

bool belongs_to_make(std::string_view file) {
  const std::string_view name = file.substr(file.rfind('/') + 1);
  return file.empty() || file.starts_with("scripts/") || name.starts_with("Kconfig") ||
         name.starts_with("Makefile");
}

}  // namespace

std::string_view name_of(Layer layer) {
  switch (layer) {
    case Layer::c:
      return "c";
    case Layer::bindings:
      return "bindings";
    case Layer::helper:
      return "helper";
    case Layer::abstraction:
      return "abstraction";
    case Layer::driver:
      return "driver";
    case Layer::doctest:
      return "doctest";
    case Layer::toolchain:
      return "toolchain";
    case Layer::other:
      return "other";
  }
  return "unknown";
}

std::string Origin::in_words() const {
  if (layer == Layer::other) return "";
  const std::string word = layer == Layer::c ? "C" : std::string(name_of(layer));
  if (unit.empty()) return word;
  return word + (layer == Layer::doctest ? " of " : " ") + unit;
}

Origin origin_of(std::string_view file) {
  if (belongs_to_make(file)) return {Layer::other, ""};
  if (file.starts_with('/')) return {Layer::toolchain, ""};
  if (file.starts_with("rust/doctests_kernel_generated")) return {Layer::doctest, ""};
  const bool is_rust = file.ends_with(".rs");
  std::string_view rest = file;
  if (!take(rest, "rust/"))
    return is_rust ? Origin{Layer::driver, std::string(without_ending(file))} : Origin{Layer::c, ""};
  if (rest.starts_with("bindings/") || rest.starts_with("uapi/")) return {Layer::bindings, ""};
  if (take(rest, "helpers/")) return {Layer::helper, std::string(without_ending(rest))};
  if (!is_rust) return {Layer::c, ""};
  if (take(rest, "kernel/")) return {Layer::abstraction, module_of(rest)};
  return {Layer::abstraction, std::string(without_ending(rest.substr(0, rest.find('/'))))};
}

Origin origin_of(const Diagnostic& diagnostic) {
  Origin origin = origin_of(diagnostic.file);
  if (diagnostic.text.ends_with(in_a_doctest)) origin.layer = Layer::doctest;
  return origin;
}

}  // namespace gulliver
