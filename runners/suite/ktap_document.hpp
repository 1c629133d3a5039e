// SPDX-License-Identifier: MIT
#pragma once

#include <runners/suite/ktap_line.hpp>
#include <runners/suite/ktap_list.hpp>
#include <runners/suite/ktap_problems.hpp>
#include <runners/suite/ktap_tears.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// KTAP as it grows, one document after the other: those that are over, the lists that are open in
/// the last one, innermost last, and all that is wrong. A value: a copy can be closed while the
/// original reads on. What it keeps is bounded, whatever the console holds.
class KtapDocument {
 public:
  /// \param due  documents that have to come
  explicit KtapDocument(int due) : due_(due) {}

  /// The next line of the console.
  void add(const KtapLine& line);

  bool finished() const;
  int results() const { return leaves_; }
  std::string running() const;

  /// Closes the lists that are open and gives the tree away.
  TestReport close() &&;

 private:
  bool is_over() const;
  void read(const KtapLine& line);
  void begin_list(const KtapLine& line);
  void push_list(std::size_t indent);
  void end_document();
  void read_plan(const KtapLine& line);
  void read_subtest(const KtapLine& line);
  void read_result(const KtapLine& line);
  void read_location(const KtapLine& line);
  void read_digest(const KtapLine& line);
  void keep(std::string_view text);

  KtapList* list_at(std::size_t indent);
  KtapList* list_of_result(std::size_t indent);
  TestNode leaf(const KtapLine& line);
  TestNode leave_list(const KtapLine& line);
  void abandon_list();
  void take_number(KtapList& list, int number);
  void fill_up_to(KtapList& list, long last);
  void append(KtapList& list, TestNode node);
  void problem_here(const std::string& sentence) { problems_.add_at(line_, sentence); }

  TestReport over_;  ///< of the documents before the last
  std::vector<KtapList> open_;
  KtapPending pending_;
  std::map<std::string, std::string> digests_;  ///< of all documents: name -> value
  KtapProblems problems_;
  KtapTears tears_;
  std::size_t kept_ = 0;  ///< bytes of diagnostics
  int due_;
  int begun_ = 0;  ///< documents, the open one among them
  int line_ = 0;
  int nodes_ = 0;
  int leaves_ = 0;
  bool ended_ = false;  ///< the kernel is past its tests: nothing more is read
};

}  // namespace gulliver
