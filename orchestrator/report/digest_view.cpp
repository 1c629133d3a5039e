// SPDX-License-Identifier: MIT
#include <orchestrator/report/digest_view.hpp>
#include <orchestrator/report/json_parts.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/report/text.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace gulliver {
namespace {

constexpr std::size_t shown_digits = 16;  ///< of a value; JSON has all

std::string shortened(const std::string& value) {
  return value.size() <= shown_digits ? value : value.substr(0, shown_digits) + "…";
}

/// "a on every little-endian cell (...); b on ...; explained by byte order"
std::string words_of(const ComparedDigest& digest) {
  std::string words;
  for (const DigestGroup& group : digest.groups) words += group.value + " on " + group.who() + "; ";
  return digest.name + ": " + words + digest.explanation();
}

/// A column for each record.
class Columns {
 public:
  explicit Columns(const RunView& view) {
    std::set<std::string> configs;
    for (const RunRecord& record : view.records) configs.insert(CellName(record.cell.id).config + "@" + record.cell.toolchain);
    for (const RunRecord& record : view.records) {
      const std::string& id = record.cell.id;
      const std::string kind = configs.size() > 1 ? id.substr(std::min(id.size(), id.find('/'))) : "";
      places_[id] = heads_.size();
      heads_.push_back({record.cell.arch + kind, std::string(name_of(record.cell.endian)), ""});
    }
  }

  const std::vector<SurveyHead>& heads() const { return heads_; }
  std::size_t place(const RunRecord& record) const { return places_.at(record.cell.id); }

 private:
  std::map<std::string, std::size_t> places_;
  std::vector<SurveyHead> heads_;
};

std::vector<SurveyCell> row_of(const ComparedDigest& digest, const Columns& columns, int note) {
  std::vector<SurveyCell> row(columns.heads().size());
  for (const DigestGroup& group : digest.groups) {
    const bool differs = &group != &digest.groups.front();
    for (const RunRecord* record : group.cells)
      row[columns.place(*record)] = {differs ? Outcome::failed : Outcome::passed, shortened(group.value), differs ? note : 0,
                                     record->cell.id};
  }
  return row;
}

Json json_group(const DigestGroup& group) {
  Json cells = Json::array();
  for (const RunRecord* record : group.cells) cells.push_back(record->cell.id);
  return {{"value", group.value}, {"cells", cells}, {"every", json_strings(group.traits)}};
}

}  // namespace

Survey digest_survey(const RunView& view) {
  const Columns columns(view);
  Survey survey;
  survey.columns = columns.heads();
  for (const ComparedDigest& digest : compare_digests(view.records)) {
    if (!digest.agrees()) survey.notes.push_back(words_of(digest));
    survey.rows.push_back({digest.name, "", ""});
    survey.cells.push_back(row_of(digest, columns, static_cast<int>(survey.notes.size())));
  }
  return survey;
}

std::string digest_counts(const RunView& view) {
  const std::vector<ComparedDigest> digests = compare_digests(view.records);
  const auto agreeing = static_cast<int>(std::ranges::count_if(digests, &ComparedDigest::agrees));
  const int all = static_cast<int>(digests.size());
  if (all == 0) return "no digests";
  std::string text = counted(all, "digest") + ": " + thousands(agreeing) + " the same wherever printed";
  if (agreeing < all) text += ", " + thousands(all - agreeing) + " on which cells disagree";
  return text;
}

std::string json_digests(const RunView& view) {
  Json list = Json::array();
  int disagreeing = 0;
  for (const ComparedDigest& digest : compare_digests(view.records)) {
    Json groups = Json::array();
    for (const DigestGroup& group : digest.groups) groups.push_back(json_group(group));
    disagreeing += digest.agrees() ? 0 : 1;
    list.push_back({{"name", digest.name},
                    {"test", digest.test},
                    {"location", text_or_null(digest.location)},
                    {"agree", digest.agrees()},
                    {"explanation", text_or_null(digest.explanation())},
                    {"groups", groups}});
  }
  return json_text({{"schema", json_schema},
                    {"matrix", view.run.matrix},
                    {"run", view.run.id > 0 ? Json(view.run.id) : Json()},
                    {"disagreeing", disagreeing},
                    {"digests", list}});
}

}  // namespace gulliver
