// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/guest.hpp>

#include <optional>
#include <string_view>

namespace gulliver {

/// What kind of complaint of the kernel begins with this line, if one does.
/// `text` is a line as console_text() gives it. The wording is that of kernel/panic.c, lib/bug.c,
/// kernel/locking, kernel/rcu, lib/ubsan.c, mm/kasan and of die() and the fault handlers in arch/*.
std::optional<Splat::Kind> splat_in(std::string_view text);

/// Whether a line begins a Rust panic, whose message is in the next one: "rust_kernel: panicked at FILE:LINE:COLUMN:".
bool is_rust_panic(std::string_view text);

/// Whether a line that looks like a complaint is a further one of `splat`, whose call trace has not
/// come yet: a fault handler tells what happened and then dies ("Oops: 0002 [#1]"), and a Rust panic ends in BUG().
bool goes_on(const Splat& splat, std::string_view text);

}  // namespace gulliver
