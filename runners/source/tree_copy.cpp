// SPDX-License-Identifier: MIT
#include <runners/source/tree_copy.hpp>

#include <runners/source/pack_writer.hpp>

#include <string_view>

namespace gulliver {
namespace {

class TreeCopy {
 public:
  TreeCopy(const Mirror& from, const Mirror& to, const Ticker& ticker)
      : repository_(from.repository()),
        source_(odb_of(from.repository())),
        target_(odb_of(to.repository())),
        pack_(to.repository()),
        ticker_(ticker) {}

  void bring(const git_oid& tree) {
    if (has(tree)) return;
    const GitTree entries = tree_of(repository_, tree);
    for (std::size_t i = 0; i < git_tree_entrycount(entries.get()); ++i) {
      const git_tree_entry* const entry = git_tree_entry_byindex(entries.get(), i);
      const git_oid& id = *git_tree_entry_id(entry);
      if (git_tree_entry_type(entry) == GIT_OBJECT_TREE) bring(id);
      if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB && !has(id)) add(id);
    }
    add(tree);
  }

  std::size_t finish() {
    if (count_ > 0) pack_.finish();
    return count_;
  }

 private:
  bool has(const git_oid& id) const { return git_odb_exists(target_.get(), &id) != 0; }

  void add(const git_oid& id) {
    ticker_.check();
    git_odb_object* found = nullptr;
    git_check(git_odb_read(&found, source_.get(), &id), hex(id));
    const GitOdbObject object(found);
    const auto* const bytes = static_cast<const char*>(git_odb_object_data(found));
    pack_.add(git_odb_object_type(found), std::string_view(bytes, git_odb_object_size(found)));
    ++count_;
  }

  git_repository& repository_;
  GitOdb source_, target_;
  PackWriter pack_;
  const Ticker& ticker_;
  std::size_t count_ = 0;
};

}  // namespace

std::size_t copy_tree(const Mirror& from, const git_oid& tree, const Mirror& to, const Ticker& ticker) {
  TreeCopy copy(from, to, ticker);
  copy.bring(tree);
  return copy.finish();
}

}  // namespace gulliver
