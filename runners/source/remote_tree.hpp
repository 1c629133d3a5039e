// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/tree.hpp>
#include <runners/source/base.hpp>
#include <runners/source/mirror.hpp>
#include <runners/source/ticker.hpp>

namespace gulliver {

/// Fetches a revision of another repository into the mirror. A tag or a commit that the mirror
/// has is not fetched again; a branch is, because it may have moved.
/// \throws InputError   the repository has no such revision
/// \throws Error        it cannot be reached
/// \throws Interrupted
Base remote_base(Mirror& mirror, const RemoteTree& remote, const Ticker& ticker);

}  // namespace gulliver
