// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/test_report.hpp>

#include <cstddef>
#include <string_view>

namespace gulliver {

/// One line of KTAP, taken apart. The views point into the line that was given.
struct KtapLine {
  enum class Kind {
    version,    ///< "KTAP version 1": a list of tests begins
    plan,       ///< "1..7"
    result,     ///< "ok 3 name # SKIP reason"
    subtest,    ///< "# Subtest: name"
    location,   ///< "# name.location: rust/kernel/xarray.rs:34"
    digest,     ///< "# digest: bits.get 0f3a"
    attribute,  ///< "# name.speed: slow", "# Totals: pass:7 ...": said about tests, not by one
    end,        ///< "reboot: System halted": the kernel is past its tests, as kunit_parser.py has it
    text,       ///< anything else
  };
  Kind kind = Kind::text;
  std::size_t indent = 0;                   ///< columns in front: a space is one, a tabulator four
  int number = 0;                           ///< of a result or a plan; the largest int where it is larger
  TestStatus status = TestStatus::missing;  ///< of a result
  std::string_view name;                    ///< of a result, a subtest, a location or a digest; malformed digests: empty
  std::string_view text;                    ///< a result's comment, a location's place, a digest's value, else the whole line
  std::string_view foreign;                 ///< of a result: the kernel message that broke into it and ends it
};

/// Reads one line as console_text() gives it, without the margin.
KtapLine read_ktap_line(std::string_view line);

/// Where in a line its last words begin, if these are "KTAP version 1" or one of TAP's; else npos.
std::size_t find_ktap_version(std::string_view line);

}  // namespace gulliver
