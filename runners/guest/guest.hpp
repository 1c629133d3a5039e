// SPDX-License-Identifier: MIT
#pragma once

#include <runners/guest/call_trace.hpp>
#include <runners/model/guest.hpp>
#include <runners/model/toolchain.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// QEMU's argument vector: no network, no disk, console on standard output, ends at a reboot.
std::vector<std::string> qemu_command(const GuestSpec& guest, const std::string& image, bool kvm);

/// Reads one console line by line: stage reached, complaints, end marker. Text in, value out.
/// Lines of QEMU's own, which share the stream with the guest's, are not the console's: they are
/// kept apart, and only take a line number.
class ConsoleReader {
 public:
  explicit ConsoleReader(std::string end_marker) : end_marker_(std::move(end_marker)) {}

  /// One line, without its line end.
  void add(std::string_view line);

  const ConsoleReading& reading() const { return reading_; }

  /// QEMU's first complaint, "qemu-system-mips: ..."; warnings are none. Empty: it had none.
  const std::string& emulator_message() const { return emulator_message_; }

 private:
  void read(std::string_view text);
  void read_complaint(std::string_view text);
  void read_details(Splat& splat, std::string_view text);

  std::string end_marker_;
  ConsoleReading reading_;
  std::optional<CallTrace> trace_;  ///< of the last splat, if that is kept
  std::string emulator_message_;
  int line_ = 0;
};

/// Boots one image in a sandboxed QEMU. `on_line` sees every console line and says `enough` when
/// the last result is in. Deadlines are those of the guest (for emulation).
/// \throws Error  QEMU is missing or could not be started
asio::awaitable<BootResult> boot(ProcessRunner& processes, const Toolchain& toolchain, GuestSpec guest,
                                 std::filesystem::path image, std::filesystem::path console, bool kvm,
                                 std::function<Reading(std::string_view)> on_line);

/// Whether KVM can be trusted on this host with this toolchain's QEMU.
struct KvmState {
  bool works = false;
  std::string reason;  ///< why not: "/dev/kvm does not exist", "a guest did not run within 5 s", ...
};

/// Proves KVM with a real guest under a deadline: /dev/kvm can exist, open, and then hang for ever
/// at the first instruction. The proof exists for x86_64 hosts only.
/// \throws Error  the guest's disk cannot be written
asio::awaitable<KvmState> probe_kvm(ProcessRunner& processes, const Toolchain& toolchain);

}  // namespace gulliver
