// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <runners/model/error.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace gulliver {

// How nlohmann::json writes and reads the model. What is of one machine alone is left out: `folder` of a
// revision, `root` of a toolchain.
void to_json(nlohmann::json& json, const Plan& plan);
void from_json(const nlohmann::json& json, Plan& plan);
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Revision, name, id, base, version, series, commit, uncommitted)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Toolchain, name, id, versions, path, env)

/// \throws Error  a text in it is not UTF-8
std::string dumped(const nlohmann::json& json, std::string_view what);

/// \throws Error  the member "gulliver" names another version
void require_version(const nlohmann::json& stored, std::string_view what);

/// Reads a text that dumped() made.
/// \param refusal  begins the sentence where it is none: "this is no order"
/// \param read     makes of JSON what is wanted
/// \throws Error
template <class Read>
auto read_stored(std::string_view text, std::string_view refusal, Read read) {
  try {
    return read(nlohmann::json::parse(text));
  } catch (const nlohmann::json::exception& mistake) {
    throw Error(std::string(refusal) + ": " + mistake.what());
  }
}

}  // namespace gulliver
