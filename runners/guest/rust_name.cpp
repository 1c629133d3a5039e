// SPDX-License-Identifier: MIT
#include <runners/guest/rust_name.hpp>

#include <libiberty/demangle.h>

#include <algorithm>

namespace gulliver {
namespace {

constexpr std::size_t max_name = 1000;

/// A name may refer back to parts of itself ("B", with the place in base 62), each with such references again, and
/// say twice as much with every second one; libiberty would follow it for ever. This many take no time worth noting.
constexpr std::ptrdiff_t max_references = 16;

void collect(const char* text, std::size_t length, void* name) {
  auto& collected = *static_cast<std::string*>(name);
  collected.append(text, std::min(length, max_name - collected.size()));
}

}  // namespace

std::string rust_name(std::string_view symbol) {
  std::string mangled(symbol), name;
  if (!symbol.starts_with("_R") || std::ranges::count(symbol, 'B') > max_references) return mangled;
  return rust_demangle_callback(mangled.c_str(), DMGL_NO_OPTS, collect, &name) ? name : mangled;
}

}  // namespace gulliver
