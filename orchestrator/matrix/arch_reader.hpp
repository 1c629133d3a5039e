// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/search_path.hpp>
#include <orchestrator/matrix/yaml_value.hpp>
#include <orchestrator/model/arch.hpp>

namespace gulliver {

/// Reads the root of an `arches.yaml`: one Arch for each byte order, impossible ones included.
ArchTable read_arches(const YamlValue& root, const SearchPath& files);

}  // namespace gulliver
