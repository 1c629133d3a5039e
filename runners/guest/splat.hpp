// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/guest.hpp>

#include <optional>
#include <string_view>

namespace gulliver {

/// What kind of complaint of the kernel begins with this line, if one does.
/// `text` is a line as console_text() gives it. The wording is that of kernel/panic.c, lib/bug.c,
/// kernel/locking, kernel/rcu, mm/kasan and of die() and the fault handlers in arch/*.
std::optional<Splat::Kind> splat_in(std::string_view text);

}  // namespace gulliver
