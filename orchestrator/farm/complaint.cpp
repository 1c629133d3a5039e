// SPDX-License-Identifier: MIT
#include <orchestrator/farm/complaint.hpp>

#include <algorithm>

namespace gulliver {

std::string_view complainant(Splat::Kind kind) {
  switch (kind) {
    case Splat::Kind::lockdep:
      return "lockdep";
    case Splat::Kind::kasan:
      return "KASAN";
    case Splat::Kind::ubsan:
      return "UBSAN";
    case Splat::Kind::rcu_stall:
      return "RCU";
    case Splat::Kind::stall:
      return "the watchdog";
    case Splat::Kind::panic:
    case Splat::Kind::oops:
    case Splat::Kind::bug:
    case Splat::Kind::warning:
      break;
  }
  return "the kernel";
}

std::string in_words(const Splat& splat) {
  constexpr std::size_t shown = 3;
  std::string words = "\"" + splat.text + "\" at console line " + std::to_string(splat.line);
  for (std::size_t i = 0; i < std::min(splat.trace.size(), shown); ++i)
    words += (i == 0 ? " (" : " ← ") + splat.trace[i];
  return words + (splat.trace.empty() ? "" : ")");
}

const Splat* first_panic(const std::vector<Splat>& splats) {
  const auto panic = std::ranges::find(splats, Splat::Kind::panic, &Splat::kind);
  return panic == splats.end() ? nullptr : &*panic;
}

const Splat* first_complaint(const std::vector<Splat>& splats) {
  const auto complaint =
      std::ranges::find_if(splats, [](const Splat& splat) { return splat.kind != Splat::Kind::panic; });
  return complaint == splats.end() ? nullptr : &*complaint;
}

const Splat* cause_of(const Splat& panic, const std::vector<Splat>& splats) {
  if (&panic == splats.data()) return nullptr;
  const Splat& before = *(&panic - 1);
  return is_deadly(before.kind) ? &before : nullptr;
}

bool is_deadly(Splat::Kind kind) {
  return kind == Splat::Kind::oops || kind == Splat::Kind::bug;
}

}  // namespace gulliver
