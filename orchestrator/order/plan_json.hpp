// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace gulliver {

// How nlohmann::json writes and reads the model.
void to_json(nlohmann::json& json, const Plan& plan);
void from_json(const nlohmann::json& json, Plan& plan);
void to_json(nlohmann::json& json,
             const Revision& revision);  ///< `folder` is of one machine alone, and left out
void from_json(const nlohmann::json& json, Revision& revision);
void to_json(nlohmann::json& json, const Toolchain& toolchain);  ///< `root` likewise
void from_json(const nlohmann::json& json, Toolchain& toolchain);

/// \throws Error  a text in it is not UTF-8
std::string dumped(const nlohmann::json& json, std::string_view what);

/// \throws Error  the member "gulliver" names another version
void require_version(const nlohmann::json& stored, std::string_view what);

}  // namespace gulliver
