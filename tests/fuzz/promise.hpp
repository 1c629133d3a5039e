// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace gulliver {

/// Ends the fuzzer with the input that broke a promise.
inline void promise(bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// Hands on every line, without its end.
template <class Act>
void for_each_line(std::string_view console, Act act) {
  while (!console.empty()) {
    const std::size_t end = console.find('\n');
    act(console.substr(0, end));
    console.remove_prefix(end == std::string_view::npos ? console.size() : end + 1);
  }
}

/// Printable as it is: what readable_text() makes.
inline bool is_readable(std::string_view text) {
  for (const char c : text)
    if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f') return false;
  return true;
}

}  // namespace gulliver
