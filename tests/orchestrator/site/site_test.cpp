// SPDX-License-Identifier: MIT
#include <orchestrator/report/report.hpp>
#include <orchestrator/report/run_summary.hpp>
#include <orchestrator/site/document.hpp>
#include <orchestrator/site/log_text.hpp>
#include <orchestrator/site/paths.hpp>
#include <orchestrator/site/site.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/temporary_folder.hpp>
#include <tests/orchestrator/report/samples.hpp>

#include <gmock/gmock.h>

#include <map>
#include <regex>

using namespace gulliver;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

constexpr const char* hostile = "<script>alert(1)</script>\"'&";

/// The sample run, of which one test and one reason are a stranger's.
class SampleArchive : public Archive {
 public:
  explicit SampleArchive(const std::filesystem::path& folder) {
    view_ = sample_run();
    view_.run.folder = folder;
    for (RunRecord& record : view_.records) {
      if (record.boot) record.boot->console = folder / "console.log";
      if (record.build) record.build->log = folder / "build.log";
    }
    view_.records[2].verdict.reason = hostile;
    view_.records[2].tests->suites[0].children[0].name = hostile;
    view_.records[2].tests->suites[0].children[1].line = 2;
  }

  std::vector<std::string> matrices() const override { return {view_.run.matrix}; }
  std::vector<LostMatrix> lost_matrices() const override { return {{"/gone.yaml", std::string("/gone.yaml: cannot be read ") + hostile}}; }
  RunView matrix(const std::string&) const override { return view_; }
  std::vector<RunId> runs() const override { return newest_ == 12 ? std::vector<RunId>{12} : std::vector<RunId>{newest_, 12}; }
  std::vector<RunHead> heads() const override {
    std::vector<RunHead> heads;
    for (const RunId id : runs()) heads.push_back(head_of(view_)), heads.back().run.id = id;
    return heads;
  }
  std::shared_ptr<const RunView> run(RunId) const override { return std::make_shared<RunView>(view_); }
  std::vector<std::string> cells() const override { return view_.run.cells; }
  std::vector<std::string> abstractions() const override { return {"", "str", "net::phy"}; }
  std::vector<std::string> tests() const override {
    return {"rust_kernel_str.cstr_len",
            "rust_kernel_str.fmt",
            "rust_allocator.test_alignment",
            "rust_doctests_kernel.rust_doctest_kernel_list_rs_0",
            "rust_doctests_kernel.rust_doctest_kernel_xarray_rs_0",
            std::string("rust_kernel_str.") + hostile};
  }
  CellHistory cell(const std::string& id) const override {
    return {id, {{11, at(-90000), VerdictKind::passed, "", "linux 7.3", {5, 0, 0, 0}, Seconds(40), Seconds(2)},
                 {12, at(0), VerdictKind::tests_failed, "beef", "linux 7.3", {4, 1, 0, 0}, Seconds(41), Seconds(3)}}};
  }
  TestHistory abstraction(const std::string& name) const override {
    return name == "str" ? test("rust_kernel_str.fmt") : TestHistory();
  }
  TestHistory test(const std::string& name) const override {
    return {{name}, {{"mips-big/kunit", {{11, at(-90000), "linux 7.3", {1, 0, 0, 0}}, {12, at(0), "linux 7.3", {0, 1, 0, 0}}}}}};
  }
  Moment now() const override { return at(3600); }

  RunView view_;
  RunId newest_ = 12;
};

class SiteTest : public testing::Test {
 protected:
  SiteTest() {
    write_file(folder_ / "console.log", std::string("Linux version 7.3.4\r\nnot ok 2 fmt\n") + hostile + "\n");
    write_file(folder_ / "build.log", "  CC      init/main.o\nrust/kernel/str.rs:12: error: mismatched types\n");
    site_.each([this](const std::string& path, const std::string& text) { files_[path] = text; });
  }

  const std::string& page(const std::string& path) const {
    const auto found = files_.find(path);
    if (found == files_.end()) throw std::runtime_error("no page " + path);
    return found->second;
  }

  TemporaryFolder folder_;
  SampleArchive archive_{folder_.path()};
  Site site_{archive_};
  std::map<std::string, std::string> files_;
};

std::string folder_of(const std::string& path) { return std::filesystem::path(path).parent_path().string(); }

}  // namespace

TEST_F(SiteTest, every_link_leads_to_a_page_that_is_there) {
  const std::regex link("(?:href|src)=\"([^\"]*)\"");
  int links = 0;
  for (const auto& [path, text] : files_) {
    if (!path.ends_with(".html")) continue;
    for (auto at = std::sregex_iterator(text.begin(), text.end(), link); at != std::sregex_iterator(); ++at) {
      const std::string whole = (*at)[1], address = whole.substr(0, whole.find('#'));
      if (address.empty() || address == "data:,") continue;
      const std::string target = (std::filesystem::path(folder_of(path)) / address).lexically_normal().string();
      EXPECT_TRUE(files_.contains(target)) << whole << " on " << path;
      ++links;
    }
  }
  EXPECT_GT(links, 100);
}

TEST_F(SiteTest, every_file_is_found_by_its_path) {
  for (const auto& [path, text] : files_) EXPECT_EQ(site_.file(path), text) << path;
}

TEST_F(SiteTest, what_is_not_there_is_not_found) {
  for (const char* path : {"", "x.html", "runs/13.html", "runs/012.html", "runs/12/none.html", "runs/../index.html", "cells/none.html",
                           "runs/12/mips-big~2Fkunit.console.2.html", "gulliver.css.html", "/etc/passwd", "tests/"})
    EXPECT_EQ(site_.file(path), std::nullopt) << path;
}

TEST_F(SiteTest, a_strangers_text_is_text) {
  for (const auto& [path, text] : files_) {
    if (!path.ends_with(".html")) continue;
    EXPECT_THAT(text, Not(HasSubstr("<script>alert"))) << path;
  }
  EXPECT_THAT(page("runs/12/mips-big~2Fkunit.html"), HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
  EXPECT_THAT(page("runs/12/mips-big~2Fkunit.console.html"), HasSubstr("&lt;script&gt;alert(1)"));
}

TEST_F(SiteTest, a_page_runs_nothing_but_the_sites_own_script) {
  EXPECT_THAT(page("index.html"), AllOf(HasSubstr("default-src 'none'"), HasSubstr("script-src 'self' file:;"), Not(HasSubstr("unsafe"))));
}

TEST_F(SiteTest, the_front_page_leads_to_cells_and_modules) {
  EXPECT_THAT(page("index.html"), AllOf(HasSubstr("<a href=\"cells/mips-big~2Fkunit.html\">"), HasSubstr("<a href=\"" + matrix_path(archive_.view_.run.matrix) + "\">")));
}

TEST_F(SiteTest, architectures_that_a_matrix_leaves_out_whole_stand_on_its_page_alone) {
  const std::string row = "<th scope=\"row\">x86_64 <small>big</small></th>", reason = "x86_64 has no big-endian mode";
  EXPECT_THAT(page("index.html"), AllOf(Not(HasSubstr(row)), Not(HasSubstr(reason)), HasSubstr("1 not applicable")));
  EXPECT_THAT(page(matrix_path(archive_.view_.run.matrix)), AllOf(HasSubstr(row), HasSubstr(reason)));
}

TEST_F(SiteTest, every_page_leads_to_the_map) {
  EXPECT_THAT(page("index.html"), HasSubstr("<h2 id=\"map\">"));
  EXPECT_THAT(page("runs/12.html"), HasSubstr("<a href=\"../index.html#map\">Abstractions</a>"));
}

TEST_F(SiteTest, the_front_page_tells_of_matrices_that_are_gone) {
  EXPECT_THAT(page("index.html"), HasSubstr("<li>/gone.yaml: cannot be read &lt;script&gt;"));
}

TEST_F(SiteTest, a_record_leads_to_the_line_of_the_console) {
  EXPECT_THAT(page("runs/12/mips-big~2Fkunit.html"), HasSubstr("../../runs/12/mips-big~2Fkunit.console.html#L2"));
  EXPECT_THAT(page("runs/12/mips-big~2Fkunit.console.html"),
              HasSubstr("<a id=\"L2\" href=\"#L2\">2</a> <span class=\"failed\"><a href=\"../../tests/rust_kernel_str.fmt.html\">not ok 2 fmt</a></span>\n"));
}

TEST_F(SiteTest, an_error_of_the_build_is_marked) {
  EXPECT_THAT(page("runs/12/x86_64-little~2Fhardened.build.html"),
              AllOf(HasSubstr("1</a>   CC      init/main.o\n"), HasSubstr("<span class=\"failed\">rust/kernel/str.rs:12: error: mismatched types</span>")));
}

TEST_F(SiteTest, history_tells_since_when_and_what_was_good_last) {
  EXPECT_THAT(page("cells/mips-big~2Fkunit.html"), AllOf(HasSubstr("bad for 1 h"), HasSubstr("run 11"), HasSubstr("1 of 2 runs"),
                                                           HasSubstr("<a href=\"../runs/12/mips-big~2Fkunit.html\">tests and logs of run 12</a>")));
  EXPECT_THAT(page("tests/rust_kernel_str.fmt.html"), AllOf(HasSubstr("✗</a>"), HasSubstr("class=\"failed\"")));
  EXPECT_THAT(page("cells/mips-big~2Fkunit.html"), Not(HasSubstr("runs/11/"))) << "run 11 has no page";
}

TEST_F(SiteTest, the_newest_run_is_followed_until_it_has_an_end) {
  EXPECT_THAT(page("runs/12.html"), Not(HasSubstr("data-live")));
  archive_.view_.run.finished.reset();
  EXPECT_THAT(*site_.file("runs/12.html"), AllOf(HasSubstr("data-live"), HasSubstr("it goes on, or it was cut short")));
  archive_.newest_ = 13;
  EXPECT_THAT(*site_.file("runs/12.html"), AllOf(Not(HasSubstr("data-live")), HasSubstr("none: it was cut short")));
}

TEST(SitePaths, matrices_of_one_name_in_two_folders_have_two_pages) {
  EXPECT_THAT(matrix_path("/a/quick.yaml"), AllOf(testing::StartsWith("matrices/quick-"), testing::EndsWith(".html")));
  EXPECT_NE(matrix_path("/a/quick.yaml"), matrix_path("/b/quick.yaml"));
}

TEST(SitePaths, names_become_files_and_stay_apart) {
  EXPECT_EQ(file_name_of("sync::arc"), "sync~3A~3Aarc");
  EXPECT_EQ(file_name_of("../x"), "~2E.~2Fx");
  EXPECT_EQ(file_name_of(""), "~");
  const std::string a(400, 'a'), b = std::string(399, 'a') + "b";
  EXPECT_LE(file_name_of(a).size(), 150U);
  EXPECT_NE(file_name_of(a), file_name_of(b));
  EXPECT_EQ(relative_link("runs/12/x.html", "cells/y.html"), "../../cells/y.html");
}

TEST(LogText, a_short_log_is_read_whole) {
  const TemporaryFolder folder;
  write_file(folder / "log", "one\ntwo");
  const LogText log = read_log(folder / "log", 100).value();
  EXPECT_THAT(log.head, ElementsAre("one", "two"));
  EXPECT_EQ(log.left_out, 0);
  EXPECT_EQ(read_log(folder / "none", 100), std::nullopt);
}

TEST(LogText, of_a_long_one_the_middle_is_left_out_and_counted) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 1; i <= 1000; ++i) text += "line " + std::to_string(i) + "\n";
  write_file(folder / "log", text);
  const LogText log = read_log(folder / "log", 400).value();
  ASSERT_FALSE(log.tail.empty());
  EXPECT_EQ(log.head.front(), "line 1");
  EXPECT_EQ(log.tail.back(), "line 1000");
  EXPECT_EQ(static_cast<long>(log.head.size() + log.tail.size()) + log.left_out, 1000);
  EXPECT_EQ(log.tail.front(), "line " + std::to_string(1001 - log.tail.size()));
}

TEST(Table, leaves_out_columns_that_hold_nothing) {
  Table table("<caption>", {"first", "second", "third"});
  table.row({th("1"), td(""), td_wide("")});
  table.row({th("2"), td_by(0, ""), td_text("<b>")});
  EXPECT_THAT(table.html(), HasSubstr("<th scope=\"col\">first</th><th scope=\"col\">third</th></tr>"));
  EXPECT_THAT(table.html(), HasSubstr("<tr><th scope=\"row\">1</th><td class=\"wide\"></td></tr>\n<tr><th scope=\"row\">2</th><td>&lt;b&gt;</td></tr>\n"));
  EXPECT_THAT(table.html(), HasSubstr("<caption>&lt;caption&gt;</caption>"));
}

TEST(Table, heads_of_numbers_stand_above_them) {
  Table table("Runs", {"run", "took", "of"});
  table.row({th("1"), td_by(90, "1:30"), td_by(1, "1")});
  table.row({th("2"), td_by(0, ""), td_text("none")});
  EXPECT_THAT(table.html(), HasSubstr("<th scope=\"col\">run</th><th scope=\"col\" class=\"number\">took</th><th scope=\"col\">of</th></tr>"));
}
