// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/matrix/matrix_spec.hpp>
#include <orchestrator/model/arch.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A cell that a matrix asks for.
struct Candidate {
  Cell cell;
  std::string excluded;  ///< not empty: it is left out, and why
};

/// The product of the axes, and the cells that are included, in the order of the file. Complains
/// about an exclude or override that matches no cell, and about an include of a cell that is there
/// already or cannot be. Expects names that are all known.
std::vector<Candidate> candidates(const MatrixSpec& spec, const ArchTable& archs, Problems& problems);

/// The arch in that byte order; nothing if the table does not describe it.
const Arch* find_arch(const ArchTable& archs, std::string_view name, std::string_view endian);

}  // namespace gulliver
