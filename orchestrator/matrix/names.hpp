// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/matrix_spec.hpp>
#include <orchestrator/model/arch.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// Complains about every name in a matrix that is no arch of the table, no toolchain, none of its
/// own configs, and about a config with user space where an arch cannot have any. Tells whether there was none.
bool check_names(const MatrixSpec& spec, const ArchTable& archs, const std::vector<std::string>& toolchains,
                 Problems& problems);

}  // namespace gulliver
