// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/binding.hpp>

#include <string_view>
#include <vector>

namespace gulliver {

/// What differs between two files that bindgen made of a kernel's headers: functions, structures,
/// unions, types, constants and variables, by name. Of a structure only the fields that differ are
/// told. Format: what bindgen 0.71 writes, formatted by rustfmt.
std::vector<ChangedBinding> changed_bindings(std::string_view before, std::string_view after);

}  // namespace gulliver
