// SPDX-License-Identifier: MIT
#include <runners/model/console_text.hpp>
#include <runners/suite/ktap.hpp>
#include <runners/suite/ktap_document.hpp>
#include <runners/suite/ktap_margin.hpp>

#include <utility>

namespace gulliver {

struct KtapReader::State {
  explicit State(int due) : document(due) {}

  KtapMargin margin;
  KtapDocument document;

  void add(std::string_view line) { document.add(read_ktap_line(margin.cut(console_text(line)))); }
};

KtapReader::KtapReader(int due) : state_(std::make_unique<State>(due)) {}
KtapReader::~KtapReader() = default;

void KtapReader::add(std::string_view line) {
  state_->add(line);
}
bool KtapReader::finished() const {
  return state_->document.finished();
}
int KtapReader::results() const {
  return state_->document.results();
}
std::string KtapReader::running() const {
  return state_->document.running();
}

TestReport KtapReader::report() const& {
  KtapDocument copy = state_->document;
  return std::move(copy).close();
}
TestReport KtapReader::report() && {
  return std::move(state_->document).close();
}

TestReport parse_ktap(std::string_view console) {
  KtapReader reader;
  while (!console.empty()) {
    const std::size_t end = console.find('\n');
    reader.add(console.substr(0, end));
    console.remove_prefix(end == std::string_view::npos ? console.size() : end + 1);
  }
  return std::move(reader).report();
}

}  // namespace gulliver
