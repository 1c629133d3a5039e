// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/crate_rows.hpp>

#include <runners/files/files.hpp>

#include <string>

namespace gulliver {
namespace {

/// Over every field, none of which can run into the next.
std::string hash_of(const Crate& crate) {
  std::string text;
  const auto add = [&text](const std::string& field) { text.append(field).push_back('\0'); };
  for (const CrateModule& module : crate) {
    for (const std::string& field : {module.name, module.file, module.condition, std::to_string(module.examples)}) add(field);
    add(module.compiled ? *module.compiled ? "yes" : "no" : "unknown");
    for (const auto& list : {module.missing, module.suites}) {
      add(std::to_string(list.size()));
      for (const std::string& item : list) add(item);
    }
  }
  return sha256(text);
}

}  // namespace

std::optional<std::int64_t> CrateRows::keep(const std::shared_ptr<const Crate>& crate) {
  if (!crate) return std::nullopt;
  const std::string hash = hash_of(*crate);
  std::int64_t id = 0;
  Statement known = database_.prepare("SELECT id FROM crates WHERE hash = ?");
  if (known.bind(hash).step()) {
    known.read(id);
    return id;
  }
  database_.run("INSERT INTO crates (hash) VALUES (?)", hash);
  id = database_.last_id();
  Statement insert = database_.prepare("INSERT INTO crate_modules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const CrateModule& module : *crate)
    insert.run(id, ++position, module.name, module.file, module.condition, module.compiled, module.missing, module.suites,
               module.examples);
  return id;
}

std::shared_ptr<const Crate> CrateRows::find(std::optional<std::int64_t> id) {
  if (!id) return nullptr;
  std::shared_ptr<const Crate>& known = read_[*id];
  if (known) return known;
  Statement select = database_.prepare(
      "SELECT name, file, condition, compiled, missing, suites, examples FROM crate_modules WHERE crate = ? ORDER BY position");
  select.bind(*id);
  Crate crate;
  while (select.step()) {
    CrateModule& module = crate.emplace_back();
    select.read(module.name, module.file, module.condition, module.compiled, module.missing, module.suites, module.examples);
  }
  return known = std::make_shared<Crate>(std::move(crate));
}

}  // namespace gulliver
