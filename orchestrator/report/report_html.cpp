// SPDX-License-Identifier: MIT
#include <orchestrator/report/html.hpp>
#include <orchestrator/report/survey_html.hpp>

#include <filesystem>

namespace gulliver {
namespace {

std::string entry(std::string_view label, std::string_view value) {
  return "<dt>" + std::string(label) + "</dt><dd>" + escape_html(value) + "</dd>\n";
}

std::string head(const RunView& view, ReportView kind, const Survey& survey, std::string_view title) {
  const SurveySource source = survey_source(view, kind, survey);
  std::string html = "<header>\n<h1>" + escape_html(title) + "</h1>\n<dl>\n" + entry("matrix", view.run.matrix);
  for (const std::string& tree : source.trees) html += entry("tree", tree);
  html += entry("measured", source.runs + (source.dates.empty() ? "" : ", " + source.dates));
  return html + entry("cells", source.counts) + "</dl>\n</header>\n";
}

}  // namespace

std::string html_report(const RunView& view, ReportView kind) {
  const Survey survey = make_survey(view, kind);
  const std::string title = "Rust in the kernel: " + std::filesystem::path(view.run.matrix).stem().string();
  return html_document(title, head(view, kind, survey, title) + "<main>\n" + html_table(survey, kind) + html_notes(survey) +
                                  "</main>\n");
}

}  // namespace gulliver
