// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <tests/faults/planting.hpp>

#include <nlohmann/json.hpp>

#include <chrono>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

const fs::path kernel_folder = SOURCE_ROOT "/tests/faults/kernel";

/// JSON's strings are YAML's.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump();
}

/// A fragment of kernel/, or else one of Gulliver's, which the matrix finds by itself.
std::string fragment(const std::string& name) {
  const fs::path own = kernel_folder / name;
  return fs::exists(own) ? own.string() : name;
}

/// A moment that a run which begins now does not reach before its first boot.
std::string with_moment(std::string script) {
  const auto soon = std::chrono::system_clock::now() + std::chrono::seconds(30);
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(soon.time_since_epoch()).count();
  constexpr std::string_view mark = "@SOON@";
  if (const std::size_t at = script.find(mark); at != script.npos)
    script.replace(at, mark.size(), std::to_string(seconds));
  return script;
}

/// The machine of Gulliver's arches.yaml, but for what the fault puts in its place.
std::string arches_text(const PlantedFault& fault) {
  const std::string script =
      fault.qemu.empty() ? "exec qemu-system-x86_64 -M q35 \"$@\"" : with_moment(fault.qemu);
  return "arches:\n"
         "  x86_64:\n"
         "    linux: x86_64\n"
         "    bits: 64\n"
         "    config: [" SOURCE_ROOT "/matrices/fragments/arch/x86_64.config]\n"
         "    targets: [bzImage]\n"
         "    image: arch/x86/boot/bzImage\n"
         "    qemu: [sh, -c, " +
         quoted(script) +
         ", sh]\n"
         "    tcg: [-cpu, max]\n"
         "    console: " +
         (fault.console.empty() ? "ttyS0" : fault.console) +
         "\n"
         "    memory: 512\n"
         "    end: \"reboot: Power down\"\n"
         "    deadline: {silence: 60, total: 300}\n"
         "    endian: {little: {}}\n";
}

fs::path write_matrix(const PlantedFault& fault, const std::string& guest, const fs::path& folder) {
  std::string text = "axes: {arch: [x86_64], endian: [little], config: [" + fault.config +
                     "]}\nconfigs:\n  " + fault.config + ":\n";
  for (const std::string& name : fault.fragments) text += "    - " + quoted(fragment(name)) + "\n";
  if (!guest.empty()) text += "guest: " + guest + "\n";
  if (!fault.patches.empty()) text += "overlays: [fault]\n";
  write_file(folder / "fault.yaml", text);
  return folder / "fault.yaml";
}

}  // namespace

void plant_patches(const std::vector<std::string>& patches, const fs::path& overlay) {
  fs::remove_all(overlay);
  fs::create_directories(overlay);
  int number = 0;
  for (const std::string& name : patches)
    fs::copy_file(kernel_folder / (name + ".patch"),
                  overlay / (std::to_string(++number) + "-" + name + ".patch"));
}

fs::path plant(const PlantedFault& fault, const fs::path& folder) {
  fs::create_directories(folder);
  if (!fault.qemu.empty() || !fault.console.empty()) write_file(folder / "arches.yaml", arches_text(fault));
  if (!fault.patches.empty()) plant_patches(fault.patches, folder / "fault");
  return write_matrix(fault, fault.guest, folder);
}

fs::path plant_before(const PlantedFault& fault, const fs::path& folder) {
  fs::create_directories(folder);
  return write_matrix(fault, fault.before, folder);
}

}  // namespace gulliver
