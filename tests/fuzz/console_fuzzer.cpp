// SPDX-License-Identifier: MIT
// Any bytes at all are a console: its reader keeps its promises on it.
#include <runners/guest/guest.hpp>

#include "promise.hpp"

using namespace gulliver;

namespace {

constexpr std::size_t longest = 1000;  ///< bytes of a text that is kept
constexpr std::size_t most_splats = 1000;

void expect_honest(const ConsoleReading& reading, int lines) {
  promise(reading.lines <= lines, "no line is counted twice");
  for (const std::string& text : {reading.kernel_version, reading.last_line})
    promise(is_readable(text) && text.size() <= longest, "text is readable and bounded");
  promise(reading.splats.size() <= most_splats, "complaints are bounded");
  int line = 0;
  for (const Splat& splat : reading.splats) {
    promise(is_readable(splat.text) && splat.text.size() <= longest, "a complaint is readable and bounded");
    promise(splat.line >= line && splat.line <= lines, "complaints come in the console's order");
    line = splat.line;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ConsoleReader reader("reboot: System halted");
  int lines = 0;
  bool marker = false;
  for_each_line(text_of(bytes, size), [&](std::string_view line) {
    reader.add(line);
    ++lines;
    promise(reader.reading().end_marker || !marker, "an end marker that was seen stays seen");
    marker = reader.reading().end_marker;
  });
  expect_honest(reader.reading(), lines);
  promise(is_readable(reader.emulator_message()), "QEMU's message is readable");
  return 0;
}
