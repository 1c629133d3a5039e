// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/json_parts.hpp>
#include <runners/model/test_list.hpp>

#include <set>
#include <string>

namespace gulliver {

/// Whether it may be the sender of a report: [a-z0-9_], at least one.
bool is_kcidb_origin(const std::string& name);

/// The characters of one step of a path, and of nearly all ids: [a-zA-Z0-9_-].
std::string kcidb_step(std::string_view name);

/// KCIDB has no nulls and no empty facts.
void put_text(Json& json, const char* key, const std::string& text);

/// KCIDB 5.3 (https://github.com/kernelci/kcidb-io) as it grows: checkouts, the builds of each, the tests of
/// each build. What add_*() gives back holds until the same is called again.
class KcidbDocument {
 public:
  explicit KcidbDocument(std::string origin) : origin_(std::move(origin)) {}

  /// Of a tree, known by `name`, of kcidb_step()'s characters.
  Json& add_checkout(const std::string& name, const Revision& tree, Moment started);

  /// The build of a cell in a run, with `misc` in its own; gives back its id.
  std::string add_build(const std::string& checkout, const RunRecord& record, const Json& misc);

  /// The boot of what was built.
  Json& add_boot(const std::string& build, const RunRecord& record);

  Json& add_test(const std::string& build, const ListedTest& test);

  /// "suite.test" that should have run.
  Json& add_missed_test(const std::string& build, const std::string& test);

  std::string text() const;

 private:
  std::string id(const std::string& name);
  Json& add_test(const std::string& build, const std::string& path, const char* status);

  std::string origin_;
  std::set<std::string> ids_;
  Json checkouts_ = Json::array(), builds_ = Json::array(), tests_ = Json::array();
};

}  // namespace gulliver
