// SPDX-License-Identifier: MIT
#include <runners/source/folder_import.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/source/pack_writer.hpp>

#include <git2/sys/commit.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::size_t files_below(const fs::path& folder) {
  std::size_t count = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    count += entry.is_symlink() || !entry.is_directory();
  return count;
}

class Importer {
 public:
  Importer(PackWriter& pack, const Ticker& ticker, const std::string& what, std::size_t total)
      : pack_(pack), ticker_(ticker), what_(what), total_(total) {}

  /// Stores a folder and everything in it; an empty folder gives an empty tree.
  git_oid store(const fs::path& folder) {
    std::string tree;
    for (const auto& [name, entry] : in_order(folder)) tree += tree_entry(entry, store_entry(entry));
    return pack_.add(GIT_OBJECT_TREE, tree);
  }

 private:
  static bool is_folder(const fs::directory_entry& entry) {
    return !entry.is_symlink() && entry.is_directory();
  }

  /// git sorts a folder as though its name ended with a slash, and keeps no empty one.
  static std::map<std::string, fs::directory_entry> in_order(const fs::path& folder) {
    std::map<std::string, fs::directory_entry> entries;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const bool sub = is_folder(entry);
      if (sub && fs::is_empty(entry.path())) continue;
      entries.emplace(entry.path().filename().string() + (sub ? "/" : ""), entry);
    }
    return entries;
  }

  git_oid store_entry(const fs::directory_entry& entry) {
    if (is_folder(entry)) return store(entry.path());
    ticker_.step(what_, ++done_, total_);
    return pack_.add(GIT_OBJECT_BLOB, contents_of(entry.path()));
  }

  static std::string tree_entry(const fs::directory_entry& entry, const git_oid& id) {
    const std::string name = entry.path().filename().string();
    return mode_of(entry) + ' ' + name + '\0' + std::string(std::begin(id.id), std::end(id.id));
  }

  static std::string mode_of(const fs::directory_entry& entry) {
    if (entry.is_symlink()) return "120000";
    if (entry.is_directory()) return "40000";
    const fs::perms executable = entry.status().permissions() & fs::perms::owner_exec;
    return executable == fs::perms::none ? "100644" : "100755";
  }

  PackWriter& pack_;
  const Ticker& ticker_;
  const std::string& what_;
  std::size_t done_ = 0;
  std::size_t total_;
};

}  // namespace

std::string contents_of(const fs::path& file) {
  return fs::is_symlink(file) ? fs::read_symlink(file).string() : read_file(file);
}

git_oid import_folder(git_repository& repository, const fs::path& folder, const Ticker& ticker,
                      const std::string& what) {
  PackWriter pack(repository);
  const git_oid tree = Importer(pack, ticker, what, files_below(folder)).store(folder);
  pack.finish();
  return tree;
}

git_oid commit_tree(git_repository& repository, const git_oid& tree, const std::string& message,
                    const std::string& reference) {
  git_signature* made = nullptr;
  git_check(git_signature_new(&made, "Gulliver", "gulliver@localhost", 0, 0), "cannot sign a commit");
  const GitSignature signature(made);
  git_oid commit;
  git_check(git_commit_create_from_ids(&commit, &repository, nullptr, made, made, nullptr, message.c_str(),
                                       &tree, 0, nullptr),
            "cannot make a commit");
  git_reference* named = nullptr;
  git_check(git_reference_create(&named, &repository, reference.c_str(), &commit, 1, "import"), reference);
  const GitReference done(named);
  return commit;
}

}  // namespace gulliver
