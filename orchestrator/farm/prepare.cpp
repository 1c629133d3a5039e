// SPDX-License-Identifier: MIT
#include <orchestrator/farm/prepare.hpp>

namespace gulliver {
namespace {

/// What a tree came to, or the verdict where one of its patches does not apply.
asio::awaitable<PreparedTree> or_verdict(asio::awaitable<Revision> tree) {
  try {
    co_return co_await std::move(tree);
  } catch (const PatchError& error) {
    co_return Verdict{VerdictKind::patch_failed, error.what()};
  }
}

}  // namespace

asio::awaitable<PreparedTree> prepare_tree(TreeSpec spec, SourceStore& sources, SourceStore::Progress progress) {
  co_return co_await or_verdict(sources.materialise(std::move(spec), std::move(progress)));
}

asio::awaitable<std::vector<PreparedTree>> prepare_trees(const Plan& plan, SourceStore& sources,
                                                         SourceStore::Progress progress) {
  std::vector<PreparedTree> trees;
  for (const TreeSpec& spec : plan.trees) trees.push_back(co_await prepare_tree(spec, sources, progress));
  co_return trees;
}

asio::awaitable<std::vector<PreparedTree>> share_trees(const Plan& plan, SourceStore& sources,
                                                       std::filesystem::path mirror, SourceStore::Progress progress) {
  std::vector<PreparedTree> trees;
  for (const TreeSpec& spec : plan.trees) trees.push_back(co_await or_verdict(sources.share(spec, mirror, progress)));
  co_return trees;
}

}  // namespace gulliver
