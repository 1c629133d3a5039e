// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// All that is wrong with the KTAP of a console, in words; the first fifty, and how many more there are.
class KtapProblems {
 public:
  void add(std::optional<std::string> sentence);

  /// "line 7: ..."
  void add_at(int line, const std::string& sentence);

  bool empty() const { return sentences_.empty(); }

  std::vector<std::string> take() &&;

 private:
  std::vector<std::string> sentences_;
  int further_ = 0;
};

}  // namespace gulliver
