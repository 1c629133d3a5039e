// SPDX-License-Identifier: MIT
#include <orchestrator/site/site.hpp>

#include <orchestrator/report/history.hpp>
#include <orchestrator/report/html.hpp>
#include <orchestrator/site/pages.hpp>
#include <orchestrator/site/paths.hpp>
#include <orchestrator/site/site.css.hpp>
#include <orchestrator/site/site.js.hpp>

#include <algorithm>
#include <charconv>
#include <set>

namespace gulliver {
namespace {

/// The one of these names that a file is called after.
std::optional<std::string> called(const std::vector<std::string>& names, std::string_view file) {
  const auto found = std::ranges::find(names, file, [](const std::string& name) { return file_name_of(name); });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

std::optional<RunId> number_of(std::string_view text) {
  RunId run = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), run);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && std::to_string(run) == text ? std::optional(run) : std::nullopt;
}

/// Takes an ending off a text that has it.
bool take_ending(std::string_view& text, std::string_view ending) {
  if (!text.ends_with(ending)) return false;
  text.remove_suffix(ending.size());
  return true;
}

std::string in_json(std::string path) { return path.replace(path.rfind(".html"), 5, ".json"); }

/// Modules of the map, and others that tests were seen of.
std::vector<std::string> modules_of(const AbstractionMap& map, const Archive& archive) {
  std::set<std::string> names;
  for (const MapRow& row : map.rows) names.insert(row.module);
  for (const std::string& name : archive.abstractions())
    if (!name.empty()) names.insert(name);
  return {names.begin(), names.end()};
}

/// A log of a record by what stands behind the cell's name in its path.
std::optional<std::string> log_of(const RunRecord& record, std::string_view kind) {
  if (kind == "build") return record.build && !record.build->log.empty() ? std::optional(build_log_page(record)) : std::nullopt;
  if (!record.boot) return std::nullopt;
  for (std::size_t boot = 1; boot <= 1 + record.reboots.size(); ++boot) {
    if (kind != (boot == 1 ? "console" : "console." + std::to_string(boot))) continue;
    const auto& console = boot == 1 ? record.boot->console : record.reboots[boot - 2].console;
    return console.empty() ? std::nullopt : std::optional(console_page(record, boot));
  }
  return std::nullopt;
}

}  // namespace

const RunView& Site::all() const {
  if (!all_) all_ = all_matrices(archive_);
  return *all_;
}

const AbstractionMap& Site::map() const {
  if (!map_) map_ = make_abstraction_map(all());
  return *map_;
}

std::optional<std::string> Site::named(std::string_view folder, std::string_view name, bool json) const {
  if (folder == "matrices") {
    for (const std::string& file : archive_.matrices())
      if (matrix_path(file) == "matrices/" + std::string(name) + ".html") return json ? json_run(archive_.matrix(file)) : matrix_page(archive_, file);
    return std::nullopt;
  }
  if (folder == "cells") {
    const auto cell = called(archive_.cells(), name);
    if (!cell) return std::nullopt;
    const CellHistory history = archive_.cell(*cell);
    return json ? json_history(history) : cell_page(archive_, history);
  }
  if (folder == "abstractions") {
    const auto module = called(modules_of(map(), archive_), name);
    if (!module) return std::nullopt;
    const TestHistory history = archive_.abstraction(*module);
    return json ? json_history(*module, history) : abstraction_page(archive_, map(), *module, history);
  }
  if (folder == "tests") {
    const auto test = called(archive_.tests(), name);
    if (!test) return std::nullopt;
    const TestHistory history = archive_.test(*test);
    return json ? json_history(*test, history) : test_page(archive_, *test, history);
  }
  return std::nullopt;
}

/// "12", "12/CELL", "12/CELL.console", "12/CELL.build"
std::optional<std::string> Site::of_run(std::string_view rest, bool json) const {
  const std::size_t slash = rest.find('/');
  const auto number = number_of(rest.substr(0, slash));
  const std::vector<RunId> runs = archive_.runs();
  if (!number || std::ranges::find(runs, *number) == runs.end()) return std::nullopt;
  const auto view = archive_.run(*number);
  if (slash == std::string_view::npos) return json ? json_run(*view) : run_page(archive_, *view);
  const std::string_view name = rest.substr(slash + 1);
  for (const RunRecord& record : view->records) {
    const std::string cell = file_name_of(record.cell.id);
    if (name == cell) return json ? json_record(record, view->findings) : record_page(*view, record);
    if (!json && name.starts_with(cell + ".")) return log_of(record, name.substr(cell.size() + 1));
  }
  return std::nullopt;
}

std::optional<std::string> Site::file(const std::string& path) const {
  if (path == "gulliver.css") return std::string(html_style()) + std::string(site_css);
  if (path == "gulliver.js") return std::string(site_js);
  std::string_view rest = path;
  const bool json = take_ending(rest, ".json");
  if (!json && !take_ending(rest, ".html")) return std::nullopt;
  if (rest == "index") return json ? json_map(all()) : front_page(archive_, all());
  if (rest == "runs") return json ? json_runs(archive_.heads()) : runs_page(archive_);
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view folder = rest.substr(0, slash), name = rest.substr(slash + 1);
  return folder == "runs" ? of_run(name, json) : named(folder, name, json);
}

void Site::each(const std::function<void(const std::string&, const std::string&)>& take) const {
  const auto both = [&take](const std::string& path, const std::string& html, const std::string& json) {
    take(path, html);
    take(in_json(path), json);
  };
  take("gulliver.css", *file("gulliver.css"));
  take("gulliver.js", *file("gulliver.js"));
  for (const std::string& matrix : archive_.matrices())
    both(matrix_path(matrix), matrix_page(archive_, matrix), json_run(archive_.matrix(matrix)));
  for (const RunId run : archive_.runs()) {
    const auto view = archive_.run(run);
    both(run_path(run), run_page(archive_, *view), json_run(*view));
    for (const RunRecord& record : view->records) {
      const std::string& cell = record.cell.id;
      both(record_path(run, cell), record_page(*view, record), json_record(record, view->findings));
      if (const auto log = log_of(record, "build")) take(build_log_path(run, cell), *log);
      for (std::size_t boot = 1; record.boot && boot <= 1 + record.reboots.size(); ++boot)
        if (const auto log = log_of(record, boot == 1 ? "console" : "console." + std::to_string(boot)))
          take(console_path(run, cell, boot), *log);
    }
  }
  for (const std::string& cell : archive_.cells()) {
    const CellHistory history = archive_.cell(cell);
    both(cell_path(cell), cell_page(archive_, history), json_history(history));
  }
  for (const std::string& name : modules_of(map(), archive_)) {
    const TestHistory history = archive_.abstraction(name);
    both(abstraction_path(name), abstraction_page(archive_, map(), name, history), json_history(name, history));
  }
  for (const std::string& name : archive_.tests()) {
    const TestHistory history = archive_.test(name);
    both(test_path(name), test_page(archive_, name, history), json_history(name, history));
  }
  both(std::string(runs_path), runs_page(archive_), json_runs(archive_.heads()));
  both(std::string(front_path), front_page(archive_, all()), json_map(all()));  // last: what it leads to is there
}

std::string_view content_type(std::string_view path) {
  if (path.ends_with(".css")) return "text/css; charset=utf-8";
  if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
  return path.ends_with(".json") ? "application/json" : "text/html; charset=utf-8";
}

}  // namespace gulliver
