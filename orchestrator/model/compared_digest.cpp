// SPDX-License-Identifier: MIT
#include <orchestrator/model/compared_digest.hpp>
#include <runners/model/test_list.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

namespace gulliver {
namespace {

std::string order_of(const Cell& cell) { return std::string(name_of(cell.endian)) + "-endian"; }
std::string size_of(const Cell& cell) { return std::to_string(cell.bits) + "-bit"; }

/// Something by which cells can be told apart. What stands earlier explains more.
struct Trait {
  std::string_view name;
  std::string (*of)(const Cell&);
  int level;  ///< is only asked where no trait of a lower level is an answer
};

constexpr std::array<Trait, 6> traits{{
    {"byte order", order_of, 0},
    {"word size", size_of, 0},
    {"byte order and word size together", [](const Cell& cell) { return size_of(cell) + " " + order_of(cell); }, 1},
    {"the architecture", [](const Cell& cell) { return cell.arch + "-" + std::string(name_of(cell.endian)); }, 2},
    {"the configuration", [](const Cell& cell) { return cell.config; }, 3},
    {"the toolchain", [](const Cell& cell) { return cell.toolchain; }, 4},
}};

/// The traits of the lowest level at which one or more fit.
std::vector<const Trait*> fitting(const std::function<bool(const Trait&)>& fits) {
  std::vector<const Trait*> found;
  for (const Trait& trait : traits)
    if ((found.empty() || found.front()->level == trait.level) && fits(trait)) found.push_back(&trait);
  return found;
}

std::set<std::string> values(const Trait& trait, const DigestGroup& group) {
  std::set<std::string> all;
  for (const RunRecord* record : group.cells) all.insert(trait.of(record->cell));
  return all;
}

/// The cells of the group share one value of the trait that no other cell has.
bool marks(const Trait& trait, const DigestGroup& group, const std::vector<DigestGroup>& groups) {
  const std::set<std::string> own = values(trait, group);
  return own.size() == 1 && std::ranges::none_of(groups, [&](const DigestGroup& other) {
           return &other != &group && values(trait, other).contains(*own.begin());
         });
}

/// Whoever knows a cell's trait knows its group.
bool explains(const Trait& trait, const std::vector<DigestGroup>& groups) {
  std::set<std::string> seen;
  for (const DigestGroup& group : groups)
    for (const std::string& value : values(trait, group))
      if (!seen.insert(value).second) return false;
  return true;
}

void name_groups(ComparedDigest& digest) {
  if (digest.agrees()) return;
  for (DigestGroup& group : digest.groups)
    for (const Trait* trait : fitting([&](const Trait& one) { return marks(one, group, digest.groups); }))
      group.traits.push_back(trait->of(group.cells.front()->cell));
}

class Collector {
 public:
  void add(const RunRecord& record) {
    if (!record.tests || record.verdict.kind == VerdictKind::flaky) return;
    for (const TestNode& suite : record.tests->suites) add(record, suite, "");
  }

  std::vector<ComparedDigest> finish() {
    for (ComparedDigest& digest : digests_) {
      std::ranges::stable_sort(digest.groups, std::ranges::greater(), [](const DigestGroup& g) { return g.cells.size(); });
      name_groups(digest);
    }
    std::ranges::stable_partition(digests_, [](const ComparedDigest& digest) { return !digest.agrees(); });
    return std::move(digests_);
  }

 private:
  void add(const RunRecord& record, const TestNode& node, const std::string& path) {
    const std::string name = path.empty() ? node.name : path + "." + node.name;
    for (const Digest& digest : node.digests) add(record, node, name, digest);
    for (const TestNode& child : node.children) add(record, child, name);
  }

  void add(const RunRecord& record, const TestNode& node, const std::string& test, const Digest& digest) {
    const auto [place, is_new] = places_.emplace(digest.name, digests_.size());
    if (is_new) digests_.push_back({digest.name, test, place_of(node), {}});
    std::vector<DigestGroup>& groups = digests_[place->second].groups;
    auto group = std::ranges::find(groups, digest.value, &DigestGroup::value);
    if (group == groups.end()) group = groups.insert(group, {digest.value, {}, {}});
    group->cells.push_back(&record);
  }

  std::map<std::string, std::size_t> places_;
  std::vector<ComparedDigest> digests_;
};

}  // namespace

std::string DigestGroup::who() const {
  std::string names, kind;
  for (const RunRecord* record : cells) names += (names.empty() ? "" : ", ") + record->cell.id;
  for (const std::string& trait : traits) kind += (kind.empty() ? "every " : " or ") + trait;
  return kind.empty() ? names : kind + " cell (" + names + ")";
}

std::string ComparedDigest::explanation() const {
  if (agrees()) return "";
  std::string names;
  for (const Trait* trait : fitting([&](const Trait& one) { return explains(one, groups); }))
    names += (names.empty() ? "" : " or ") + std::string(trait->name);
  return "explained by " + (names.empty() ? "nothing that tells the cells apart" : names);
}

std::vector<ComparedDigest> compare_digests(const std::vector<RunRecord>& records) {
  Collector collector;
  for (const RunRecord& record : records) collector.add(record);
  return collector.finish();
}

}  // namespace gulliver
