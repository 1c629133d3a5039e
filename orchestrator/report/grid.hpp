// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/text.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A run as a table: a row for each architecture in one byte order, a column for each config, in
/// the order in which the plan first names them.
struct Grid {
  std::vector<std::string> rows;           ///< "mips·big"
  std::vector<std::string> columns;        ///< "kunit"; "kunit@trixie" where a matrix has several toolchains
  std::vector<std::vector<Field>> fields;  ///< [row][column]; empty text: not part of the matrix
};

Grid make_grid(const RunView& view);

std::vector<std::string> render_grid(const Grid& grid, const TextStyle& style);

}  // namespace gulliver
