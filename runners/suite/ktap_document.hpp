// SPDX-License-Identifier: MIT
#pragma once

#include <runners/suite/ktap_line.hpp>
#include <runners/suite/ktap_list.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// A KTAP document as it grows: the lists that are open in it, innermost last, and all that is
/// wrong with it. A value: a copy can be closed while the original reads on. What it keeps is
/// bounded, whatever the console holds.
class KtapDocument {
 public:
  /// One console line, without its line end.
  void add(std::string_view line);

  bool finished() const;
  int results() const { return leaves_; }
  std::string running() const;

  /// Closes the lists that are open and gives the tree away.
  TestReport close() &&;

 private:
  void read(const KtapLine& line);
  void begin_list(const KtapLine& line);
  void push_list(std::size_t indent);
  void read_plan(const KtapLine& line);
  void read_subtest(const KtapLine& line);
  void read_result(const KtapLine& line);
  void keep(std::string_view text);

  KtapList* list_at(std::size_t indent);
  TestNode leaf(const KtapLine& line);
  TestNode leave_list(const KtapLine& line);
  void abandon_list();
  void take_number(KtapList& list, int number);
  void count_against_plan(KtapList& list);
  void fill_up_to(KtapList& list, long last);
  void append(KtapList& list, TestNode node);
  void problem(const std::optional<std::string>& sentence);
  void problem_here(const std::string& sentence);

  std::vector<KtapList> open_;
  KtapPending pending_;
  std::vector<std::string> problems_;
  int further_problems_ = 0;
  std::size_t kept_ = 0;  ///< bytes of diagnostics
  int line_ = 0;
  int nodes_ = 0;
  int leaves_ = 0;
  bool over_ = false;  ///< a second document began: nothing more is read
};

}  // namespace gulliver
