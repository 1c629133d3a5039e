// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/guest.hpp>
#include <runners/model/toolchain.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <functional>
#include <string_view>

namespace gulliver {

/// QEMU's argument vector: no network, no disk, console on standard output, ends at a reboot.
std::vector<std::string> qemu_command(const GuestSpec& guest, const std::string& image, bool kvm);

/// Reads one console line by line: stage reached, complaints, end marker. Text in, value out.
class ConsoleReader {
 public:
  explicit ConsoleReader(std::string end_marker);
  void add(std::string_view line);
  const ConsoleReading& reading() const { return reading_; }

 private:
  std::string end_marker_;
  ConsoleReading reading_;
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
/// at the first instruction.
asio::awaitable<KvmState> probe_kvm(ProcessRunner& processes, const Toolchain& toolchain);

}  // namespace gulliver
