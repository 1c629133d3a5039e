// SPDX-License-Identifier: MIT
#include <runners/suite/ktap.hpp>
#include <runners/suite/ktap_document.hpp>

#include <utility>

namespace gulliver {

struct KtapReader::State {
  KtapDocument document;
};

KtapReader::KtapReader() : state_(std::make_unique<State>()) {}
KtapReader::~KtapReader() = default;

void KtapReader::add(std::string_view line) {
  state_->document.add(line);
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

TestReport KtapReader::report() const {
  KtapDocument copy = state_->document;
  return std::move(copy).close();
}

TestReport parse_ktap(std::string_view console) {
  KtapDocument document;
  while (!console.empty()) {
    const std::size_t end = console.find('\n');
    document.add(console.substr(0, end));
    console.remove_prefix(end == std::string_view::npos ? console.size() : end + 1);
  }
  return std::move(document).close();
}

}  // namespace gulliver
