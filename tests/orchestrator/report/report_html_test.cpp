// SPDX-License-Identifier: MIT
#include <orchestrator/report/html.hpp>

#include "surveys.hpp"

#include <gmock/gmock.h>

using namespace gulliver;
using testing::HasSubstr;
using testing::Not;

TEST(Html, escapes_what_it_reads_as_its_own) {
  EXPECT_EQ(escape_html(R"(<script>alert("it's" & more)</script>)"),
            "&lt;script&gt;alert(&quot;it&#39;s&quot; &amp; more)&lt;/script&gt;");
  EXPECT_EQ(escape_html("a\xff\x1b"), escape_html(printable("a\xff\x1b")));
}

TEST(ReportHtml, is_one_document_with_a_table_of_heads_and_a_caption) {
  const std::string html = html_report(production_run(), ReportView::production);
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_THAT(html, HasSubstr("<caption id=\"caption\">Options by architecture"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">mips <small>big</small></th>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\">kasan <small>whoever writes unsafe code</small></th>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"passed\">✓ pass 5/5</td>"));
  EXPECT_THAT(html, HasSubstr("<td class=\"not-run\">not run</td>"));
  EXPECT_THAT(html, HasSubstr("<dt>measured</dt><dd>runs 9 and 12, 2026-11-22</dd>"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("://")));
}

TEST(ReportHtml, leads_from_every_cell_that_did_not_pass_to_its_reason) {
  const std::string html = html_report(production_run(), ReportView::production);
  EXPECT_THAT(html, HasSubstr("<td class=\"unsupported\">⊘ unsupported <sup><a href=\"#note-1\" aria-label=\"reason 1\">1"));
  EXPECT_THAT(html, HasSubstr("<li id=\"note-1\">RUST needs !RANDSTRUCT</li>"));
  EXPECT_THAT(html, HasSubstr("<li id=\"note-5\">X86_KERNEL_IBT is x86&#39;s</li>\n</ol>"));
}

TEST(ReportHtml, grid_has_a_row_for_each_architecture) {
  const std::string html = html_report(production_run(), ReportView::grid);
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\">mips <small>big</small></th>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">kasan <small>whoever writes unsafe code</small></th>"));
}

TEST(ReportHtml, escapes_every_text_of_a_hostile_kernel_or_matrix) {
  const std::string evil = "</td><img src=x onerror=alert(1)>\"'&\x1b[2J\xff";
  RunView view = production_run();
  view.run.matrix = "/" + evil + ".yaml";
  for (PlannedConfig& config : view.run.configs) config.about = evil;
  for (Excluded& excluded : view.run.excluded) excluded = {evil + "-" + evil + "/" + evil, evil + excluded.reason};
  for (RunRecord& record : view.records) {
    record.verdict.reason = evil;
    record.tree.base = evil;
  }
  const std::string html = html_report(view, ReportView::production);
  EXPECT_THAT(html, HasSubstr("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("\x1b")));
  EXPECT_THAT(html, Not(HasSubstr("\xff")));
}
