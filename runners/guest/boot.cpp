// SPDX-License-Identifier: MIT
#include <runners/guest/guest.hpp>
#include <runners/model/console_text.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <optional>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// Sees every line of the console, and knows when the guest has nothing more to say.
struct GuestWatch {
  ConsoleReader reader;
  std::function<Reading(std::string_view)> on_line;
  std::optional<GuestEnd> end;

  Reading see(std::string_view line) {
    reader.add(line);
    if (!end && on_line && on_line(line) == Reading::enough) end = GuestEnd::last_result;
    if (!end && reader.reading().end_marker) end = GuestEnd::end_marker;
    return end ? Reading::enough : Reading::go_on;
  }

  bool kernel_spoke() const { return !reader.reading().kernel_version.empty(); }
};

/// Of QEMU itself, above the guest's own memory: translated code takes up to a gigabyte.
constexpr std::uint64_t memory_of_emulator = 2ull << 30;

/// QEMU's own filter of system calls (qemu(1), -sandbox): a guest that breaks out of the emulator finds itself in a process that
/// starts no other and gains no rights. An image's QEMU has it; that of a host may be built without.
std::vector<std::string> filter_of(const Toolchain& toolchain) {
  if (toolchain.is_host()) return {};
  return {"-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"};
}

/// Nothing of the host but the image's folder, read-only, and /dev/kvm where it is wanted.
Command guest_command(const Toolchain& toolchain, const GuestSpec& guest, const fs::path& image,
                      const fs::path& console, bool kvm) {
  const std::string inside = std::string(inside::build) + "/" + image.filename().string();
  Command command;
  command.argv = qemu_command(guest, inside, kvm);
  for (const std::string& word : filter_of(toolchain)) command.argv.push_back(word);
  command.output = console;
  command.output_limit = guest.console_limit;
  command.silence = guest.silence;
  command.total = guest.total;
  command.limits.memory = (static_cast<std::uint64_t>(guest.memory) << 20) + memory_of_emulator;
  std::vector<Mount> mounts = {{fs::absolute(image).parent_path(), inside::build, Mount::Kind::read_only}};
  if (kvm) mounts.push_back({"/dev/kvm", "/dev/kvm", Mount::Kind::device});
  return sandboxed(toolchain, std::move(command), mounts);
}

/// The last line that is not empty.
std::string last_line(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \r\n");
  if (end == std::string_view::npos) return {};
  const std::size_t line_end = text.find_last_of('\n', end);
  return readable_text(text.substr(line_end + 1, end - line_end), 300);
}

/// The sandbox could not be entered (bwrap, setpriv, prlimit), or has no such program (env: 126, 127).
bool never_started(const ProcessResult& process, const GuestWatch& watch) {
  if (process.end != ProcessEnd::exited || watch.kernel_spoke()) return false;
  const std::string said = last_line(process.tail);
  return process.code == 126 || process.code == 127 ||
         (process.code != 0 && (said.starts_with("bwrap: ") || said.starts_with("setpriv: ") || said.starts_with("prlimit: ")));
}

/// A signal comes out of the sandbox as exit status 128 + its number. QEMU itself exits with 1
/// where it fails, and with 0 whatever became of the guest, a panic included.
GuestEnd end_of(const ProcessResult& process, const GuestWatch& watch) {
  if (watch.end) return *watch.end;
  switch (process.end) {
    case ProcessEnd::silent:
      return GuestEnd::silent;
    case ProcessEnd::deadline:
      return GuestEnd::deadline;
    case ProcessEnd::overflow:
      return GuestEnd::overflow;
    case ProcessEnd::exited: {
      const bool qemu_failed = !watch.kernel_spoke() || !watch.reader.emulator_message().empty();
      const bool died = process.code > 128 || (process.code != 0 && qemu_failed);
      return died ? GuestEnd::emulator_died : GuestEnd::exited;
    }
    case ProcessEnd::signalled:
    case ProcessEnd::enough:
    case ProcessEnd::memory:
    case ProcessEnd::disk:
      break;
  }
  return GuestEnd::emulator_died;
}

std::string death_notice(const ProcessResult& process, const GuestWatch& watch) {
  if (process.end == ProcessEnd::memory) return "QEMU " + description_of(process);
  if (!watch.reader.emulator_message().empty()) return watch.reader.emulator_message();
  const bool signalled = process.end == ProcessEnd::signalled;
  if (signalled || process.code > 128)
    return "QEMU was ended by signal " + std::to_string(signalled ? process.code : process.code - 128);
  const std::string said = last_line(process.tail);
  return "QEMU exited with status " + std::to_string(process.code) + (said.empty() ? "" : ": " + said);
}

}  // namespace

asio::awaitable<BootResult> boot(ProcessRunner& processes, const Toolchain& toolchain, GuestSpec guest,
                                 fs::path image, fs::path console, bool kvm,
                                 std::function<Reading(std::string_view)> on_line) {
  GuestWatch watch{ConsoleReader(guest.end), std::move(on_line), std::nullopt};
  Command command = guest_command(toolchain, guest, image, console, kvm);
  command.on_line = [&watch](std::string_view line) { return watch.see(line); };
  const ProcessResult process = co_await processes.run(std::move(command));
  if (never_started(process, watch))
    throw Error(guest.qemu.at(0) + " cannot be started in toolchain " + toolchain.name + ": " +
                last_line(process.tail));
  BootResult result;
  result.end = end_of(process, watch);
  if (result.end == GuestEnd::emulator_died) result.emulator_message = death_notice(process, watch);
  result.reading = watch.reader.reading();
  result.console = console;
  result.took = process.took;
  result.kvm = kvm;
  co_return result;
}

}  // namespace gulliver
