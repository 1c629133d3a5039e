// SPDX-License-Identifier: MIT
#include <orchestrator/farm/cell_boot.hpp>

#include <orchestrator/farm/fault.hpp>
#include <orchestrator/farm/fingerprint.hpp>
#include <orchestrator/farm/judge.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/suite/ktap.hpp>

#include <sys/utsname.h>

#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

BootRecord summary(const BootResult& boot) {
  BootRecord record;
  record.took = boot.took;
  record.kvm = boot.kvm;
  record.end = boot.end;
  record.kernel_version = boot.reading.kernel_version;
  record.splats = boot.reading.splats;
  record.console = boot.console;
  return record;
}

std::string host_machine() {
  utsname host{};
  ::uname(&host);
  return host.machine;
}

}  // namespace

CellBoot::CellBoot(const PlannedCell& planned, const BuildResult& built, fs::path folder, ReadyToolchain& toolchain,
                   ProcessRunner& processes, FarmObserver& observer)
    : planned_(planned),
      built_(built),
      folder_(std::move(folder)),
      toolchain_(toolchain),
      processes_(processes),
      observer_(observer) {}

bool CellBoot::may_use_kvm() const {
  return toolchain_.kvm.works && planned_.guest.kvm_host == host_machine();
}

std::string CellBoot::key(bool kvm) const {
  return boot_key(built_.image_hash, planned_.guest, toolchain_.toolchain.id, kvm);
}

std::string CellBoot::key() const { return key(may_use_kvm()); }

asio::awaitable<RunRecord> CellBoot::once(RunRecord record, std::string console, std::string words) {
  GuestSpec guest = planned_.guest;
  if (!words.empty()) guest.cmdline += (guest.cmdline.empty() ? "" : " ") + words;
  record.boot.reset();
  record.tests.reset();
  try {
    fs::create_directories(folder_);
    TestReport tests;
    const BootResult boot = co_await boot_guest(guest, folder_ / console, tests);
    record.boot_key = key(boot.kvm);
    record.boot = summary(boot);
    record.verdict = judge(guest, boot, tests);
    record.tests = std::move(tests);
    record.fingerprint = fingerprint(record);
  } catch (const Error& fault) {
    record.verdict = broken(fault);
  } catch (const fs::filesystem_error& fault) {
    record.verdict = broken(fault);
  }
  co_return record;
}

/// A kernel that says nothing under KVM is emulated. Where it speaks then, KVM is at fault, whatever the probe said, and
/// nothing more is booted with it; where it does not, that is the kernel's own doing.
asio::awaitable<BootResult> CellBoot::boot_guest(GuestSpec guest, fs::path console, TestReport& tests) {
  bool kvm = may_use_kvm(), kvm_was_mute = false;
  for (;;) {
    KtapReader ktap(guest.user_space ? 2 : 1);
    std::function<Reading(std::string_view)> on_line = [&](std::string_view line) {
      const int before = ktap.results();
      ktap.add(line);
      if (ktap.results() != before) observer_.test_progress(planned_.cell, ktap.results());
      return ktap.finished() ? Reading::enough : Reading::go_on;
    };
    BootResult boot = co_await gulliver::boot(processes_, toolchain_.toolchain, guest, built_.image, console, kvm,
                                              std::move(on_line));
    const bool mute = boot.reading.kernel_version.empty();
    if (kvm && mute) {
      kvm = false;
      kvm_was_mute = true;
      continue;
    }
    if (kvm_was_mute && !mute) toolchain_.kvm = {false, "a kernel that speaks under emulation said nothing under KVM"};
    tests = ktap.report();
    co_return boot;
  }
}

std::string boot_key(const std::string& image_hash, const GuestSpec& guest, const std::string& toolchain_id,
                     bool kvm) {
  std::string text = image_hash + "\n" + toolchain_id + "\n";
  for (const std::string& word : qemu_command(guest, "IMAGE", kvm)) text += word + "\n";
  return sha256(text + guest.end);
}

}  // namespace gulliver
