// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/export/exported_facts.hpp>

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace gulliver {

/// What became of a test case. Its texts may be a stranger's.
struct JunitRemark {
  std::string kind;  ///< "failure", "error", "skipped"; empty: it passed
  std::string type, message, text;
};

/// A suite as it grows, and its counts.
class JunitSuite {
 public:
  JunitSuite(pugi::xml_node parent, const std::string& name);

  /// Left out where the value is empty.
  void property(const char* name, std::string_view value);

  /// `place` is a file in the tree, with its line, or empty.
  void add(const std::string& of, const std::string& name, Seconds took, const JunitRemark& remark,
           const Place& place = {});

  /// "suite.test" of a cell, with the place that it names. The class begins with the cell,
  /// "mips-big/kunit.rust_kernel_str": readers that join all suites of a job, as GitLab does, know a test by
  /// its class and name alone, so that without the cell one cell's pass would hide another's failure.
  void add_test(const std::string& cell, const std::string& test, const JunitRemark& remark,
                const std::string& place);

  /// Once, behind everything else. `started` is left out where it is Moment().
  void finish(Moment started, Seconds took);

 private:
  pugi::xml_node node_, properties_;
  std::map<std::string, int> counts_;
};

/// JUnit XML: https://github.com/testmoapp/junitxml. Whatever a text holds, the document is XML 1.0.
class JunitDocument {
 public:
  JunitDocument();

  JunitSuite suite(const std::string& name) { return {document_.document_element(), name}; }
  std::string text() const;

 private:
  pugi::xml_document document_;
};

}  // namespace gulliver
