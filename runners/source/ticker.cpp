// SPDX-License-Identifier: MIT
#include <runners/source/ticker.hpp>

#include <runners/model/error.hpp>

#include <utility>

namespace gulliver {

void Ticker::check() const {
  if (stopped()) throw Interrupted();
}

void Ticker::tell(std::string what) const {
  if (tell_) tell_(std::move(what));
}

void Ticker::step(const std::string& what, std::size_t done, std::size_t total) const {
  check();
  if (done == 0 || done > total) return;
  const std::size_t percent = done * 100 / total;
  if (percent != (done - 1) * 100 / total) tell(what + ": " + std::to_string(percent) + " %");
}

}  // namespace gulliver
