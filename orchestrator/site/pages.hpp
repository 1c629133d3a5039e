// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/abstraction_map.hpp>
#include <orchestrator/site/archive.hpp>

#include <cstdint>
#include <string>

namespace gulliver {

/// The most of a log that a page shows, in bytes.
inline constexpr std::uint64_t longest_log = 2u << 20;

/// What each of these is in HTML; `all` is as all_matrices(). See paths.hpp for where they stand.
std::string front_page(const Archive& archive, const RunView& all);
std::string matrix_page(const Archive& archive, const std::string& file);
std::string runs_page(const Archive& archive);
std::string run_page(const Archive& archive, const RunView& view);
std::string record_page(const RunView& view, const RunRecord& record);
std::string console_page(const RunRecord& record, std::size_t boot);  ///< 1 is the first
std::string build_log_page(const RunRecord& record);
std::string cell_page(const Archive& archive, const CellHistory& history);
std::string abstraction_page(const Archive& archive, const AbstractionMap& map, const std::string& name, const TestHistory& history);
std::string test_page(const Archive& archive, const std::string& name, const TestHistory& history);

}  // namespace gulliver
