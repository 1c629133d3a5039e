// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// The keys that one kind of map may have.
using Vocabulary = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Every kind of map in the YAML files. The readers refuse what is not here, and the JSON Schemas
/// tell editors the same: a test compares them.
const Vocabulary& matrix_vocabulary();  ///< matrices/*.yaml
const Vocabulary& arch_vocabulary();    ///< matrices/arches.yaml
const Vocabulary& recipe_vocabulary();  ///< images/toolchain/*.yaml
const Vocabulary& accepted_vocabulary();  ///< matrices/accepted.yaml
const Vocabulary& settings_vocabulary();  ///< config.yaml

}  // namespace gulliver
