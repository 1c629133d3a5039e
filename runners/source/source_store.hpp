// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/error.hpp>
#include <runners/model/tree.hpp>
#include <runners/model/tree_changes.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// A patch that does not apply: names the patch file, the file in the tree and the hunk.
class PatchError : public InputError {
 public:
  using InputError::InputError;
};

/// A Debian source package that was resolved once.
struct ResolvedPackage {
  std::string asked;    ///< "linux-source"
  std::string package;  ///< "linux-source-7.3"
  std::string version;  ///< "7.3.4-1~bpo13+1"
  std::string commit;   ///< in the mirror
  std::string suite;    ///< "trixie-backports"
  bool operator==(const ResolvedPackage&) const = default;
};

/// Kernel trees: one bare mirror, and persistent work trees in which a checkout touches only
/// the files that differ.
class SourceStore {
 public:
  /// Told what is going on ("importing linux-source-7.3 7.3.4-1~bpo13+1: 40 %").
  using Progress = std::function<void(std::string_view what)>;

  /// Keeps everything below `cache`: mirror.git, worktrees/, debian/.
  SourceStore(std::filesystem::path cache, ProcessRunner& processes);
  ~SourceStore();

  /// Puts a tree on disk: resolves the base (fetching what the mirror does not have), applies the
  /// series, checks the result out. Two specs that differ have two work trees; series are told
  /// apart by the names of their folders. A tree that has no work tree yet begins as a copy of that
  /// without its last series, if there is one. Callers are served one after the other.
  /// \throws PatchError   a patch of a series does not apply
  /// \throws InputError   no such package, repository or revision; the tree is not a kernel
  /// \throws Error        the network or the disk failed
  /// \throws Interrupted  stop() was called, here or of the process runner
  asio::awaitable<Revision> materialise(TreeSpec spec, Progress progress);

  /// The same without putting anything on disk: `folder` is empty.  \throws as materialise()
  asio::awaitable<Revision> resolve(TreeSpec spec, Progress progress);

  /// As resolve(), and another mirror then has all of the tree, so that it can be checked out from there.
  asio::awaitable<Revision> share(TreeSpec spec, std::filesystem::path mirror, Progress progress);

  /// Brings a tree that was shared from one mirror to another.  \throws Error, Interrupted
  asio::awaitable<void> bring(std::string tree_id, std::filesystem::path from, std::filesystem::path to);

  /// Puts a tree on disk that was resolved on another machine, from a mirror that has it.
  /// \throws Error, Interrupted
  asio::awaitable<Revision> check_out(TreeSpec spec, Revision revision, std::filesystem::path mirror);

  /// What differs between two trees.  \throws as materialise()
  asio::awaitable<TreeChanges> compare(TreeSpec from, TreeSpec to);

  /// The same as one patch that git can apply.  \throws as materialise()
  asio::awaitable<std::string> patch_between(TreeSpec from, TreeSpec to);

  /// Asks Debian again which version a package has; materialise() uses it from then on.
  asio::awaitable<ResolvedPackage> update(DebianSource source, Progress progress);

  /// No work tree that was put on disk until now is in use any more: another spec may have its place.
  void release();

  /// Ends what is under way, and everything that is asked for afterwards, with Interrupted.
  void stop();

  /// Every Debian package resolved so far.  \throws Error  the list cannot be read
  std::vector<ResolvedPackage> resolved() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gulliver
