// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/tree.hpp>
#include <runners/source/base.hpp>
#include <runners/source/mirror.hpp>
#include <runners/source/ticker.hpp>

#include <string>

namespace gulliver {

/// Fetches a revision of another repository into the mirror. A tag or a commit that the mirror
/// has is not fetched again; a branch is, because it may have moved.
/// \throws InputError   the repository has no such revision
/// \throws Error        it cannot be reached
/// \throws Interrupted
Base remote_base(Mirror& mirror, const RemoteTree& remote, const Ticker& ticker);

/// The commit that a branch of another repository stands at, 40 hexadecimal digits; nothing is fetched.
/// \throws InputError  it has no such branch
/// \throws Error       it cannot be reached
std::string remote_head(const std::string& url, const std::string& branch);

}  // namespace gulliver
