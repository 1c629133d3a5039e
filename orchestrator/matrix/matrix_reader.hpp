// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/matrix_spec.hpp>
#include <orchestrator/matrix/search_path.hpp>
#include <orchestrator/matrix/yaml_value.hpp>

#include <filesystem>

namespace gulliver {

/// Reads the root of a matrix file. `file` gives the default name, and the folder of a relative
/// work tree; fragments and overlays are looked for in `files`.
MatrixSpec read_matrix(const YamlValue& root, const std::filesystem::path& file, const SearchPath& files);

}  // namespace gulliver
