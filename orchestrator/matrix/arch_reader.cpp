// SPDX-License-Identifier: MIT
#include <orchestrator/matrix/arch_reader.hpp>

#include <orchestrator/matrix/parts.hpp>
#include <orchestrator/matrix/wording.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace gulliver {
namespace {

constexpr std::array necessary{"linux", "bits", "targets", "image", "qemu", "console"};

void read_list(const YamlMap& map, std::string_view key, std::vector<std::string>& target) {
  if (const auto value = map.find(key)) target = value->texts();
}

void read_bits(const YamlMap& map, Arch& arch) {
  const auto bits = map.find("bits");
  if (!bits) return;
  arch.bits = bits->number().value_or(arch.bits);
  if (arch.bits != 32 && arch.bits != 64) bits->refuse("32 or 64");
}

void read_build(const YamlMap& map, const SearchPath& files, Arch& arch) {
  map.read("linux", arch.linux_arch, &YamlValue::some_text);
  map.read("since", arch.since, &YamlValue::some_text);
  map.read("image", arch.image, &YamlValue::some_text);
  read_bits(map, arch);
  read_list(map, "targets", arch.targets);
  read_list(map, "init", arch.init);
  std::ranges::move(read_make(map), std::back_inserter(arch.make));
  if (const auto config = map.find("config")) {
    std::ranges::move(files.files(*config), std::back_inserter(arch.fragments));
  }
  if (const auto port = map.find("port")) arch.port = files.folder(*port);
}

void read_kvm(const YamlMap& map, GuestSpec& guest) {
  const auto value = map.find("kvm");
  if (!value) return;
  const YamlMap keys(*value, arch_vocabulary(), "kvm");
  keys.require("host");
  keys.require("args");
  keys.read("host", guest.kvm_host, &YamlValue::some_text);
  read_list(keys, "args", guest.kvm);
}

void read_guest(const YamlMap& map, GuestSpec& guest) {
  read_list(map, "qemu", guest.qemu);
  read_list(map, "tcg", guest.tcg);
  read_kvm(map, guest);
  map.read("console", guest.console, &YamlValue::some_text);
  map.read("cmdline", guest.cmdline, &YamlValue::text);
  map.read("memory", guest.memory, &YamlValue::number);
  map.read("cpus", guest.cpus, &YamlValue::number);
  map.read("end", guest.end, &YamlValue::text);
  const Deadline deadline = read_deadline(map, arch_vocabulary());
  guest.silence = deadline.silence.value_or(guest.silence);
  guest.total = deadline.total.value_or(guest.total);
}

void read_keys(const YamlMap& map, const SearchPath& files, Arch& arch) {
  read_build(map, files, arch);
  read_guest(map, arch.guest);
}

/// One byte order of an arch, on top of what its orders have in common.
Arch read_order(const YamlMap& common, const YamlEntry& order, const SearchPath& files, Arch arch) {
  arch.endian = order.name() == "big" ? Endian::big : Endian::little;
  const YamlMap own(order.value, arch_vocabulary(), "order");
  own.read("impossible", arch.impossible, &YamlValue::some_text);
  read_keys(own, files, arch);
  if (own.has("impossible")) return arch;
  for (const char* key : necessary) {
    if (!common.has(key) && !own.has(key)) order.key.complain("missing key " + in_quotes(key));
  }
  return arch;
}

void read_arch(const YamlEntry& entry, const SearchPath& files, ArchTable& table) {
  const YamlMap map(entry.value, arch_vocabulary(), "arch");
  if (!is_good_name(entry) || !entry.value.is_map()) return;
  Arch common;
  common.name = entry.name();
  read_keys(map, files, common);
  const auto orders = map.require("endian");
  if (!orders) return;
  const YamlMap known(*orders, arch_vocabulary(), "endian");
  if (!orders->is_map()) return;
  for (const YamlEntry& order : orders->entries()) {
    const bool is_order = order.name() == "little" || order.name() == "big";
    if (is_order) table.push_back(read_order(map, order, files, common));
  }
}

}  // namespace

ArchTable read_arches(const YamlValue& root, const SearchPath& files) {
  ArchTable table;
  const YamlMap map(root, arch_vocabulary(), "table");
  if (const auto arches = map.require("arches")) {
    for (const YamlEntry& entry : arches->entries()) read_arch(entry, files, table);
  }
  return table;
}

}  // namespace gulliver
