// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace gulliver {

/// The file of a matrix that a person named: as it stands, or, where no such file is, the shipped one of that
/// name: "quick", "quick.yaml" and "matrices/quick.yaml" are all `root`/matrices/quick.yaml. What is neither
/// comes back as it was, for load_plan() to say so.
std::string matrix_file(const std::string& asked, const std::filesystem::path& root);

/// The same with data_root(); without one, as it was.
std::string matrix_file(const std::string& asked);

}  // namespace gulliver
