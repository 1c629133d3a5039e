// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/plan.hpp>
#include <runners/model/tree.hpp>
#include <runners/model/verdict.hpp>
#include <runners/source/source_store.hpp>

#include <variant>
#include <vector>

namespace gulliver {

/// A tree on disk, or the verdict on every cell that needed it.
using PreparedTree = std::variant<Revision, Verdict>;

/// Puts a tree on disk, as prepare_trees() does.
asio::awaitable<PreparedTree> prepare_tree(TreeSpec spec, SourceStore& sources, SourceStore::Progress progress);

/// Puts every tree of a plan on disk, in the plan's order. A port that does not apply is a verdict on
/// the cells that need it, and no more; everything else that fails is thrown.
asio::awaitable<std::vector<PreparedTree>> prepare_trees(const Plan& plan, SourceStore& sources,
                                                         SourceStore::Progress progress);

/// The same without a disk: afterwards another mirror has all trees, and `folder` of each is empty.
asio::awaitable<std::vector<PreparedTree>> share_trees(const Plan& plan, SourceStore& sources,
                                                       std::filesystem::path mirror, SourceStore::Progress progress);

}  // namespace gulliver
