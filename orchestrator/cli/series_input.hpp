// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cli/world.hpp>
#include <orchestrator/model/patch_result.hpp>
#include <runners/model/mail.hpp>
#include <runners/model/tree.hpp>
#include <runners/source/commit_range.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gulliver {

/// Two states of a tree that was not handed in as patches.
struct TreePair {
  TreeSpec before, after;
};

/// A series as it was handed in.
struct SeriesInput {
  SubmittedSeries series;                ///< without patches yet where it is a pair of trees
  std::string base_commit;               ///< that it says it is made for; empty if it does not
  std::filesystem::path repository;      ///< of a range or a work tree; empty of mails
  std::optional<TreePair> between = {};  ///< it is what differs from one to the other
  std::optional<Mail> answered = {};     ///< the mail that a reply answers
};

/// The commits of a range as patches; none where one is a merge.
std::vector<SubmittedPatch> patches_of(const CommitRange& range);

/// A series of mails that came from `source`.
SeriesInput input_of(MailedSeries series, const std::string& source);

/// Reads what `--series` names: "-" or a file (mbox, or one mail), a folder of patches, a git work tree
/// (what is not committed in it), a range of commits of `repository`, a message id or a lore URL
/// (fetched with b4).
/// \throws InputError  it is none of these, or there is no whole series in it
SeriesInput read_series(const std::string& asked, const std::filesystem::path& repository, World& world);

/// Writes the first `count` patches of a series, one file each, into FOLDER/COUNT/patch, and returns
/// that folder: always of the same name, so that one series after the other is built in the same place.
std::filesystem::path write_patches(const SubmittedSeries& series, std::size_t count, const std::filesystem::path& folder);

}  // namespace gulliver
