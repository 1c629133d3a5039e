// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/report/survey.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace gulliver {

/// A sign that goes in front of the words, so that colour is never the only one; empty where there is nothing to say.
std::string_view sign_of(Outcome standing);

/// Where heads of rows and cells lead to: addresses as they stand in href, percent-encoded. Empty: nowhere.
struct SurveyLinks {
  std::function<std::string(const SurveyHead&)> row;
  std::function<std::string(const SurveyCell&)> cell;
};

/// A survey as a table of HTML.  \param id  in front of the ids in it, where a page has several surveys
std::string html_table(const Survey& survey, ReportView kind, const SurveyLinks& links = {}, std::string_view id = "");

/// The notes that the numbers in the table lead to; empty where there are none.  \param id  as for html_table()
std::string html_notes(const Survey& survey, std::string_view id = "");

}  // namespace gulliver
