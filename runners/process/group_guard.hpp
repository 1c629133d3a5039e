// SPDX-License-Identifier: MIT
#pragma once

#include <runners/process/descriptor.hpp>

#include <sys/types.h>

namespace gulliver {

/// A process beside ours that outlives us by a moment: however we end, it kills every process group that was told to it and
/// not taken back. A child is told to die with us too, but its own children are not, and bubblewrap's first one
/// (0.8) waits for ever where its parent is killed before it has let it go.
class GroupGuard {
 public:
  /// \throws Error  no process, no pipe is left
  GroupGuard();

  /// Tells of the calling process, which leads its group. For a child that has not become another program yet:
  /// nothing is called here that may not be called there.
  void watch_me() const;

  /// Takes a group back, all of which has ended.
  void forget(pid_t group) const;

 private:
  Descriptor told_;  ///< the last one closes with us, and that is the sign
};

}  // namespace gulliver
