// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Where something stands in a file, counted from 1. Column or line 0: not known.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  bool operator==(const Place&) const = default;
};

/// Collects the mistakes of all files that belong together, so that a person hears of every one
/// of them at once.
class Problems {
 public:
  /// Gives a file its rank in the report: files are reported in the order of their opening.
  void open(const std::string& file);

  void add(const Place& place, std::string_view what);

  /// Takes over lines that another parser wrote, "FILE:LINE: ..." each.
  void adopt(const std::string& file, std::string_view lines);

  std::size_t count() const { return problems_.size(); }

  /// \throws InputError  a line for each problem, by file and position, none of them twice
  void throw_if_any() const;

 private:
  struct Problem {
    Place place;
    std::string line;
  };
  std::size_t rank(const std::string& file) const;

  std::vector<std::string> files_;
  std::vector<Problem> problems_;
};

}  // namespace gulliver
