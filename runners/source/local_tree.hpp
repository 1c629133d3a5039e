// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/tree.hpp>
#include <runners/source/base.hpp>
#include <runners/source/mirror.hpp>
#include <runners/source/ticker.hpp>

namespace gulliver {

/// Reads a git work tree of this machine. Its objects are borrowed, new ones go to the mirror;
/// nothing is ever written into it.
/// \throws InputError  not a repository, not ours to read, no such revision
Base local_base(Mirror& mirror, const LocalTree& local, const Ticker& ticker);

}  // namespace gulliver
