// SPDX-License-Identifier: MIT
#include <runners/suite/ktap_document.hpp>

#include <runners/model/console_text.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>

namespace gulliver {
namespace {

// Far more than any kernel prints; there so that a hostile console costs a bounded amount of memory.
constexpr std::size_t max_depth = 32;
constexpr int max_nodes = 100'000;
constexpr std::size_t max_lines_per_test = 200;
constexpr std::size_t max_kept_bytes = 8u << 20;
constexpr std::size_t max_digests = 10'000;
constexpr std::size_t max_name = 200;
constexpr std::size_t max_text = 500;

std::string name_from(std::string_view text) {
  return readable_text(text, max_name);
}

/// Two plans one after the other, as far as there are any.
std::optional<int> sum(std::optional<int> one, std::optional<int> other) {
  if (!one || !other) return one ? one : other;
  return static_cast<int>(std::min<long>(static_cast<long>(*one) + *other, std::numeric_limits<int>::max()));
}

}  // namespace

void KtapDocument::add(const KtapLine& line) {
  ++line_;
  if (ended_) return;
  if (!open_.empty())
    if (const auto doubt = tears_.see(line_, line)) problem_here(*doubt);
  read(line);
}

void KtapDocument::read(const KtapLine& line) {
  switch (line.kind) {
    case KtapLine::Kind::version:
      return begin_list(line);
    case KtapLine::Kind::plan:
      return read_plan(line);
    case KtapLine::Kind::subtest:
      return read_subtest(line);
    case KtapLine::Kind::result:
      return read_result(line);
    case KtapLine::Kind::location:
      return read_location(line);
    case KtapLine::Kind::digest:
      return read_digest(line);
    case KtapLine::Kind::end:
      ended_ = !open_.empty();
      return;
    case KtapLine::Kind::text:
      return keep(line.text);
    case KtapLine::Kind::attribute:
      return;
  }
}

bool KtapDocument::finished() const {
  return begun_ >= due_ && is_over();
}

/// Whether nothing more is due in the last document.
bool KtapDocument::is_over() const { return !open_.empty() && open_[0].node.plan && open_[0].next > *open_[0].node.plan; }

std::string KtapDocument::running() const {
  if (open_.size() < 2) return {};
  const std::string& suite = open_[1].node.name;
  const std::string& test = open_.size() > 2        ? open_[2].node.name
                            : pending_.test.empty() ? open_[1].last
                                                    : pending_.test;
  return test.empty() ? suite : suite + "." + test;
}

// ---- lists begin ----

void KtapDocument::begin_list(const KtapLine& line) {
  if (!open_.empty() && line.indent <= open_[0].indent) end_document();
  while (!open_.empty() && open_.back().indent >= line.indent) abandon_list();
  if (open_.size() <= max_depth)
    push_list(line.indent);
  else
    problem_here("tests are nested more than " + std::to_string(max_depth) + " deep");
}

void KtapDocument::push_list(std::size_t indent) {
  KtapList list;
  list.depth = open_.size();
  if (list.depth == 0) ++begun_;
  list.indent = indent;
  list.take(std::exchange(pending_, {}));
  open_.push_back(std::move(list));
}

/// The last document is over, and another begins.
void KtapDocument::end_document() {
  while (open_.size() > 1) abandon_list();
  KtapList& document = open_[0];
  problems_.add(document.count_problem());
  fill_up_to(document, document.node.plan.value_or(0));
  over_.plan = sum(over_.plan, document.node.plan);
  std::ranges::move(document.node.children, std::back_inserter(over_.suites));
  open_.clear();
  pending_ = {};
}

void KtapDocument::read_plan(const KtapLine& line) {
  const KtapList* list = list_at(line.indent);
  if (list == nullptr) return;
  if (list != &open_.back() || list->node.plan)
    return problem_here("a plan for " + list->title() + " stands where none is due");
  open_.back().node.plan = line.number;
}

/// TAP 14 begins a nested list with this line alone, KTAP with a version line before it.
void KtapDocument::read_subtest(const KtapLine& line) {
  if (open_.empty()) return;
  const KtapList& innermost = open_.back();
  const bool another = innermost.depth > 0 && innermost.indent == line.indent && innermost.has_begun();
  if (another || line.indent > innermost.indent) begin_list(line);
  KtapList& list = open_.back();
  if (list.depth > 0 && list.indent == line.indent && list.node.name.empty())
    list.node.name = name_from(line.name);
}

// ---- results ----

void KtapDocument::read_result(const KtapLine& line) {
  if (open_.empty()) return;
  KtapList* list = list_of_result(line.indent);
  if (list == nullptr)
    return problem_here("a result is indented by " + std::to_string(line.indent) +
                        " spaces, where no list of tests is open");
  while (open_.size() > list->depth + 2) abandon_list();
  TestNode node = open_.size() > list->depth + 1 ? leave_list(line) : leaf(line);
  if (list->depth == 0 && node.status == TestStatus::passed && node.children.empty())
    problem_here("suite `" + node.name + "` says that it passed, but no test ran in it");
  pending_ = {};
  list->last = node.name;
  take_number(*list, line.number);
  append(*list, std::move(node));
}

TestNode KtapDocument::leaf(const KtapLine& line) {
  ++leaves_;
  TestNode node;
  node.name = name_from(line.name);
  node.status = line.status;
  node.comment = readable_text(line.text, max_text);
  node.line = line_;
  node.diagnostics = std::move(pending_.lines);
  node.digests = std::move(pending_.digests);
  if (pending_.test == node.name) node.location = std::move(pending_.location);
  return node;
}

/// The innermost list is over, and this is its result.
TestNode KtapDocument::leave_list(const KtapLine& line) {
  --leaves_;
  TestNode result = leaf(line);
  KtapList list = std::move(open_.back());
  open_.pop_back();
  list.take({std::move(result.diagnostics), std::move(result.digests), {}, {}});
  if (!list.node.name.empty() && list.node.name != result.name)
    problem_here("the tests of " + list.title() + " end with a result for `" + result.name + "`");
  result.diagnostics = std::move(list.node.diagnostics);
  result.digests = std::move(list.node.digests);
  result.plan = list.node.plan;
  result.children = std::move(list.node.children);
  list.node = std::move(result);
  problems_.add(list.count_problem());
  fill_up_to(list, list.node.plan.value_or(0));
  problems_.add(list.settle_status());
  return std::move(list.node);
}

/// The innermost list will never come to its result.
void KtapDocument::abandon_list() {
  KtapList list = std::move(open_.back());
  open_.pop_back();
  const std::string planned = list.node.plan ? " of " + std::to_string(*list.node.plan) : "";
  problems_.add(list.title() + " came to no result; " + std::to_string(list.results) + planned +
                " tests in it did");
  const bool test_was_running = !pending_.test.empty();
  fill_up_to(list, list.node.plan.value_or(test_was_running ? list.next : 0));
  list.take(std::exchange(pending_, {}));
  ++open_.back().next;
  append(open_.back(), std::move(list.node));
}

void KtapDocument::take_number(KtapList& list, int number) {
  ++list.results;
  const long due = list.next;
  if (number != due)
    problem_here("result " + std::to_string(number) + " of " + list.title() + " came where " +
                 std::to_string(due) + " was due");
  if (number < due || (list.node.plan && number > *list.node.plan)) return;
  if (list.node.plan) fill_up_to(list, number - 1L);
  list.next = number + 1L;
}

/// Stands for the results that were announced and did not come. The first of them is the test that
/// was running, if anything is known of it.
void KtapDocument::fill_up_to(KtapList& list, long last) {
  for (; list.next <= last && nodes_ < max_nodes; ++list.next) {
    TestNode node;
    KtapPending pending = std::exchange(pending_, {});
    node.name = std::move(pending.test);
    if (node.name.empty()) node.name = (list.depth == 0 ? "suite " : "test ") + std::to_string(list.next);
    node.location = std::move(pending.location);
    node.diagnostics = std::move(pending.lines);
    node.digests = std::move(pending.digests);
    append(list, std::move(node));
  }
}

TestReport KtapDocument::close() && {
  if (open_.empty())
    problems_.add("the console holds no KTAP document");
  else
    end_document();
  if (begun_ > 0 && begun_ < due_)
    problems_.add("the console holds " + std::to_string(begun_) + " of " + std::to_string(due_) + " KTAP documents");
  over_.complete = problems_.empty();
  over_.problems = std::move(problems_).take();
  return std::move(over_);
}

// ---- keeping, within bounds ----

KtapList* KtapDocument::list_at(std::size_t indent) {
  const auto found =
      std::find_if(open_.rbegin(), open_.rend(), [=](const KtapList& list) { return list.indent == indent; });
  return found == open_.rend() ? nullptr : &*found;
}

/// The list that a result belongs to. The first one of a list tells how far its results are
/// indented, if they are further than what announced it.
KtapList* KtapDocument::list_of_result(std::size_t indent) {
  KtapList& innermost = open_.back();
  if (innermost.depth > 0 && innermost.results == 0 && indent > innermost.indent) innermost.indent = indent;
  return list_at(indent);
}

void KtapDocument::append(KtapList& list, TestNode node) {
  if (++nodes_ <= max_nodes) return list.node.children.push_back(std::move(node));
  if (nodes_ == max_nodes + 1)
    problem_here("there are more than " + std::to_string(max_nodes) + " results; no more are kept");
}

void KtapDocument::read_location(const KtapLine& line) {
  if (open_.empty()) return;
  pending_.test = name_from(line.name);
  pending_.location = name_from(line.text);
}

/// A digest is there to be compared: one that cannot be is as bad as a result that does not come.
void KtapDocument::read_digest(const KtapLine& line) {
  if (open_.empty() || is_over()) return;
  if (line.name.empty())
    return problem_here("a digest is not `# digest: NAME HEX`, with up to 64 digits of 0-9 and a-f");
  if (digests_.size() >= max_digests)
    return problem_here("there are more than " + std::to_string(max_digests) + " digests; no more are kept");
  const auto [said, is_new] = digests_.emplace(line.name, line.text);
  if (!is_new && said->second != line.text)
    return problem_here("digest `" + said->first + "` is " + std::string(line.text) + ", and was " + said->second);
  if (is_new) pending_.digests.push_back({said->first, said->second});
}

void KtapDocument::keep(std::string_view text) {
  if (open_.empty() || is_over() || text.empty()) return;
  if (pending_.lines.size() >= max_lines_per_test || kept_ >= max_kept_bytes) return;
  pending_.lines.push_back(readable_text(text, max_text));
  kept_ += pending_.lines.back().size();
}

}  // namespace gulliver
