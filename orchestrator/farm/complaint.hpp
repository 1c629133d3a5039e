// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/guest.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// Who complains: "lockdep", "KASAN", "UBSAN", "RCU", "the watchdog", else "the kernel".
std::string_view complainant(Splat::Kind kind);

/// "\"BUG: sleeping function called ...\" at console line 88 (mutex_lock ← f ← g)": its words, its place,
/// and the innermost functions of its trace.
std::string in_words(const Splat& splat);

/// The first panic, or a null pointer. Points into the list.
const Splat* first_panic(const std::vector<Splat>& splats);

/// The first that is not a panic, or a null pointer.
const Splat* first_complaint(const std::vector<Splat>& splats);

/// What a panic came of: the oops or the BUG right before it; a null pointer where there is none.
const Splat* cause_of(const Splat& panic, const std::vector<Splat>& splats);

/// The kernel, or a part of it, cannot have gone on from here: an oops or a BUG.
bool is_deadly(Splat::Kind kind);

}  // namespace gulliver
