// SPDX-License-Identifier: MIT
#include <runners/guest/guest.hpp>
#include <runners/guest/splat.hpp>
#include <runners/model/console_text.hpp>

#include <utility>

namespace gulliver {
namespace {

constexpr std::size_t max_splats = 100;  // a kernel in a fault loop has no more to tell
constexpr std::size_t max_text = 300;
constexpr int max_preamble = 20;  // lines from the start of a complaint to where the kernel dies of it

bool is_from_qemu(std::string_view text) {
  return text.starts_with("qemu: ") ||
         (text.starts_with("qemu-system-") && text.find(": ") != std::string_view::npos);
}

/// What stands before the word that QEMU leaves when it is ended, in the middle of a line of the guest's.
std::string_view without_farewell(std::string_view text) {
  const std::size_t mark = text.find("qemu-system-");
  const bool farewell =
      mark != std::string_view::npos && text.find(": terminating on signal ", mark) != std::string_view::npos;
  return mark > 0 && farewell ? text.substr(0, mark) : text;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

void ConsoleReader::add(std::string_view line) {
  ++line_;
  const std::string_view text = without_farewell(console_text(line));
  if (!is_from_qemu(text)) return read(text);
  const bool warning = text.find(": warning: ") != std::string_view::npos;
  if (emulator_message_.empty() && !warning) emulator_message_ = readable_text(text, max_text);
}

void ConsoleReader::read(std::string_view text) {
  constexpr std::string_view banner = "Linux version ";
  reading_.lines = line_;
  if (is_blank(text)) return;
  reading_.last_line = readable_text(text, max_text);
  if (reading_.kernel_version.empty() && text.starts_with(banner)) {
    const std::string_view rest = text.substr(banner.size());
    reading_.kernel_version = readable_text(rest.substr(0, rest.find(' ')), max_text);
  }
  if (!end_marker_.empty() && text.find(end_marker_) != std::string_view::npos) reading_.end_marker = true;
  read_complaint(text);
}

/// Complaints, and what the lines behind them say of each: its trace, and a Rust panic's message.
void ConsoleReader::read_complaint(std::string_view text) {
  const std::optional<Splat::Kind> kind = splat_in(text);
  const bool open = trace_.has_value();
  if (open && !kind) return read_details(reading_.splats.back(), text);
  if (!kind) return;
  if (open && !trace_->begun() && line_ - reading_.splats.back().line <= max_preamble &&
      goes_on(reading_.splats.back(), text))
    return;
  trace_.reset();
  if (reading_.splats.size() == max_splats) return;
  reading_.splats.push_back({*kind, reading_.last_line, line_});
  trace_.emplace();
}

void ConsoleReader::read_details(Splat& splat, std::string_view text) {
  if (line_ == splat.line + 1 && is_rust_panic(splat.text) && splat.text.ends_with(':'))
    splat.text = readable_text(splat.text + " " + std::string(text), max_text);
  else
    trace_->read(text, splat.trace);
}

}  // namespace gulliver
