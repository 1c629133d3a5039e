// SPDX-License-Identifier: MIT
#include <orchestrator/farm/prepare.hpp>

namespace gulliver {
namespace {

asio::awaitable<PreparedTree> prepare_tree(TreeSpec spec, SourceStore& sources, SourceStore::Progress progress) {
  try {
    co_return co_await sources.materialise(std::move(spec), std::move(progress));
  } catch (const PatchError& error) {
    co_return Verdict{VerdictKind::patch_failed, error.what()};
  }
}

}  // namespace

asio::awaitable<std::vector<PreparedTree>> prepare_trees(const Plan& plan, SourceStore& sources,
                                                         SourceStore::Progress progress) {
  std::vector<PreparedTree> trees;
  for (const TreeSpec& spec : plan.trees) trees.push_back(co_await prepare_tree(spec, sources, progress));
  co_return trees;
}

}  // namespace gulliver
