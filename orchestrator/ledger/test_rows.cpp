// SPDX-License-Identifier: MIT
#include <orchestrator/ledger/names.hpp>
#include <orchestrator/ledger/test_rows.hpp>

#include <map>
#include <utility>

namespace gulliver {
namespace {

/// Numbers nodes in the order of the document, a suite before what it holds.
class TestWriter {
 public:
  TestWriter(Database& database, std::int64_t record)
      : insert_(database.prepare("INSERT INTO tests VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
        insert_digest_(database.prepare("INSERT INTO digests VALUES (?, ?, ?, ?, ?)")),
        record_(record) {}

  void write(const TestNode& node, std::optional<int> parent) {
    const int number = ++last_;
    insert_.run(record_, number, parent, node.name, name_of(node.status), node.comment, node.location,
                node.diagnostics, node.line, node.plan);
    int position = 0;
    for (const Digest& digest : node.digests) insert_digest_.run(record_, number, ++position, digest.name, digest.value);
    for (const TestNode& child : node.children) write(child, number);
  }

 private:
  Statement insert_;
  Statement insert_digest_;
  std::int64_t record_;
  int last_ = 0;
};

/// Grows the tree again. `open_` holds the suites that the next row may belong to, from the top
/// level down; their addresses stay good, since only the list of the deepest one grows.
class TestTree {
 public:
  explicit TestTree(std::vector<TestNode>& suites) : suites_(suites) {}

  void add(int number, std::optional<int> parent, TestNode node) {
    while (!open_.empty() && open_.back().number != parent) open_.pop_back();
    if (parent && open_.empty()) throw Error("the ledger holds a test whose suite does not precede it");
    std::vector<TestNode>& siblings = open_.empty() ? suites_ : open_.back().node->children;
    siblings.push_back(std::move(node));
    open_.push_back({number, &siblings.back()});
  }

 private:
  struct Open {
    int number;
    TestNode* node;
  };
  std::vector<TestNode>& suites_;
  std::vector<Open> open_;
};

/// By the number of their test.
std::map<int, std::vector<Digest>> select_digests(Database& database, std::int64_t record) {
  Statement select =
      database.prepare("SELECT number, name, value FROM digests WHERE record = ? ORDER BY number, position");
  select.bind(record);
  std::map<int, std::vector<Digest>> digests;
  while (select.step()) {
    int number = 0;
    Digest digest;
    select.read(number, digest.name, digest.value);
    digests[number].push_back(std::move(digest));
  }
  return digests;
}

std::vector<TestNode> select_tests(Database& database, std::int64_t record) {
  std::map<int, std::vector<Digest>> digests = select_digests(database, record);
  Statement select = database.prepare(
      "SELECT number, parent, name, status, comment, location, diagnostics, line, plan"
      " FROM tests WHERE record = ? ORDER BY number");
  select.bind(record);
  std::vector<TestNode> suites;
  TestTree tree(suites);
  while (select.step()) {
    int number = 0;
    std::optional<int> parent;
    std::string status;
    TestNode node;
    select.read(number, parent, node.name, status, node.comment, node.location, node.diagnostics, node.line,
                node.plan);
    node.status = known(test_status(status), status);
    if (const auto printed = digests.find(number); printed != digests.end()) node.digests = std::move(printed->second);
    tree.add(number, parent, std::move(node));
  }
  return suites;
}

}  // namespace

void insert_report(Database& database, std::int64_t record, const TestReport& report) {
  database.run("INSERT INTO reports VALUES (?, ?, ?, ?)", record, report.plan, report.complete,
               report.problems);
  TestWriter writer(database, record);
  for (const TestNode& suite : report.suites) writer.write(suite, std::nullopt);
}

std::optional<TestReport> select_report(Database& database, std::int64_t record) {
  Statement select = database.prepare("SELECT plan, complete, problems FROM reports WHERE record = ?");
  if (!select.bind(record).step()) return std::nullopt;
  TestReport report;
  select.read(report.plan, report.complete, report.problems);
  report.suites = select_tests(database, record);
  return report;
}

}  // namespace gulliver
