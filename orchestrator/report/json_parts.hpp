// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/comparison.hpp>
#include <orchestrator/report/report.hpp>

#include <nlohmann/json.hpp>

namespace gulliver {

/// Keys stay in the order in which README.md lists them.
using Json = nlohmann::ordered_json;

/// The version of the format, which changes when a key changes its meaning or goes.
inline constexpr int json_schema = 1;

/// The text of a document: indented, plain ASCII. Consoles are hostile: a byte that is not UTF-8
/// becomes U+FFFD, and no character can steer a terminal.
std::string json_text(const Json& json);

/// "2026-11-22T19:16:57Z"
std::string json_moment(Moment moment);

/// The text, or null where it is empty.
Json text_or_null(const std::string& text);

Json json_strings(const std::vector<std::string>& texts);
Json json_counts(const TestCounts& counts);
Json json_tree(const Revision& tree);
Json json_config(const ConfigResult& config);
Json json_build(const BuildRecord& build);
Json json_boot(const BootRecord& boot);

/// All that a console's tests tell.
Json json_ktap(const TestReport& report);

/// How much of the tests a cell tells.
enum class TestDetail { suites, every_test };

Json json_findings(const std::vector<Finding>& findings);

/// A cell with its record. `known`: it failed only in what is accepted.
Json json_cell(const RunRecord& record, bool known, TestDetail detail);

/// What broke, and in whose part of the tree.
Json json_blames(const std::vector<Blame>& blames);

/// A cell that the run did not come to.
Json json_cell_not_run(const std::string& id);

}  // namespace gulliver
