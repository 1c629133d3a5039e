// SPDX-License-Identifier: MIT
#pragma once

#include <runners/source/mirror.hpp>
#include <runners/source/ticker.hpp>

#include <cstddef>

namespace gulliver {

/// Brings a tree with all that is in it from one mirror to another, as one pack, and nothing that is there
/// already. A tree that the other one has is taken to be whole: it is, in a mirror that is only ever filled
/// in this way. Returns how many objects were brought. \throws Error, Interrupted
std::size_t copy_tree(const Mirror& from, const git_oid& tree, const Mirror& to, const Ticker& ticker);

}  // namespace gulliver
