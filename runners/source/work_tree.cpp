// SPDX-License-Identifier: MIT
#include <runners/source/work_tree.hpp>

#include <runners/files/files.hpp>
#include <runners/source/checkout.hpp>

#include <system_error>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

GitIndex index_of(git_repository& repository, const git_oid& tree) {
  git_index* made = nullptr;
  git_check(git_index_new(&made), "cannot make an index");
  GitIndex index(made);
  git_check(git_index_read_tree(made, tree_of(repository, tree).get()), hex(tree));
  return index;
}

}  // namespace

WorkTree::WorkTree(const fs::path& worktrees, const std::string& name)
    : folder_(worktrees / name),
      index_(worktrees / (name + ".index")),
      marker_(worktrees / (name + ".tree")) {}

void WorkTree::adopt(const fs::path& files) {
  if (fs::exists(folder_)) return;
  fs::remove(marker_);
  fs::rename(files, folder_);
}

/// The files are shared: a checkout never writes into a file, it puts another one in its place.
void WorkTree::begin_as(const WorkTree& other) {
  if (fs::exists(folder_) || other.checked_out().empty()) return;
  const fs::path part = folder_.string() + ".part";
  remove_folder(part);
  fs::copy(other.folder_, part,
           fs::copy_options::recursive | fs::copy_options::copy_symlinks | fs::copy_options::create_hard_links);
  fs::copy_file(other.index_, index_, fs::copy_options::overwrite_existing);
  fs::copy_file(other.marker_, marker_, fs::copy_options::overwrite_existing);
  fs::rename(part, folder_);
}

std::string WorkTree::checked_out() const {
  if (!fs::exists(marker_)) return "";
  const std::string text = read_file(marker_);
  return text.substr(0, text.find('\n'));
}

/// What is known of the files, or an empty index where nothing may be believed.
GitIndex WorkTree::known_files() const {
  git_index* index = nullptr;
  if (!checked_out().empty() && git_index_open(&index, index_.c_str()) == 0) return GitIndex(index);
  git_check(git_index_new(&index), "cannot make an index");
  return GitIndex(index);
}

std::size_t WorkTree::check_out(git_repository& repository, const git_oid& tree, const Ticker& ticker) {
  fs::create_directories(folder_);
  fs::permissions(folder_, fs::perms(0755));
  const GitIndex known = known_files();
  const bool again = checked_out() == hex(tree) && git_index_entrycount(known.get()) > 0;
  const GitIndex read = again ? nullptr : index_of(repository, tree);
  git_index& target = again ? *known : *read;
  const Checkout checkout = compare(folder_, target, *known, ticker);
  if (again && checkout.empty() && !checkout.learned) return 0;
  fs::remove(marker_);
  carry_out(checkout, folder_, repository, ticker);
  remember(folder_, target, index_);
  write_file(marker_, hex(tree) + "\n");
  return checkout.write.size() + checkout.remove.size();
}

}  // namespace gulliver
