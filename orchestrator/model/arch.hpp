// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/guest.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

enum class Endian { little, big };

inline std::string_view name_of(Endian endian) { return endian == Endian::big ? "big" : "little"; }

/// One architecture in one byte order, as `matrices/arches.yaml` describes it.
struct Arch {
  std::string name;         ///< "mips"
  Endian endian = Endian::little;
  std::string linux_arch;   ///< ARCH=
  int bits = 64;
  std::string since;        ///< kernel version that brought Rust, e.g. "7.3"; empty: not stated
  std::optional<std::filesystem::path> port;  ///< patch series that brings Rust, if upstream has none
  std::vector<std::string> make;              ///< further make arguments
  std::vector<std::string> init;              ///< flags by which clang compiles a guest's /init; empty: it cannot have one
  std::vector<std::filesystem::path> fragments;
  std::vector<std::string> targets;
  std::string image;
  GuestSpec guest;
  std::string impossible;   ///< not empty: this byte order cannot be, and why

  bool operator==(const Arch&) const = default;
};

/// All of them, in the order of the file.
using ArchTable = std::vector<Arch>;

}  // namespace gulliver
