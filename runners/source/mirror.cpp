// SPDX-License-Identifier: MIT
#include <runners/source/mirror.hpp>

#include <runners/model/error.hpp>

#include <git2/sys/odb_backend.h>

#include <cctype>
#include <fstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr int deepest_alternate = 5;

GitRepository open_or_make(const fs::path& folder) {
  if (fs::exists(folder / "HEAD")) return open_repository(folder);
  fs::create_directories(folder);
  git_repository* made = nullptr;
  git_check(git_repository_init(&made, folder.c_str(), 1), folder.string());
  return GitRepository(made);
}

void add_alternate(git_odb& odb, const fs::path& objects, int depth) {
  if (depth > deepest_alternate || !fs::is_directory(objects)) return;
  git_check(git_odb_add_disk_alternate(&odb, objects.c_str()), objects.string());
  std::ifstream file(objects / "info/alternates");
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line.front() != '#') add_alternate(odb, objects / line, depth + 1);
}

/// libgit2 marks an object that is written again as fresh by touching its file, in alternates too.
void leave_untouched(git_odb& odb) {
  for (std::size_t i = 0; i < git_odb_num_backends(&odb); ++i) {
    git_odb_backend* backend = nullptr;
    git_check(git_odb_get_backend(&backend, &odb, i), "cannot read objects");
    backend->freshen = nullptr;
  }
}

}  // namespace

Mirror::Mirror(const fs::path& folder) : repository_(open_or_make(folder)) {}

std::optional<git_oid> Mirror::commit(const std::string& reference) const {
  git_oid id;
  if (git_reference_name_to_id(&id, repository_.get(), reference.c_str()) < 0 || !has_commit(id))
    return std::nullopt;
  return id;
}

bool Mirror::has_commit(const git_oid& id) const {
  git_object* found = nullptr;
  const int code = git_object_lookup(&found, repository_.get(), &id, GIT_OBJECT_ANY);
  const GitObject object(found);
  git_object* commit = nullptr;
  if (code < 0 || git_object_peel(&commit, found, GIT_OBJECT_COMMIT) < 0) return false;
  const GitObject done(commit);
  return true;
}

git_oid Mirror::tree_of_commit(const git_oid& id) const {
  git_object* found = nullptr;
  git_check(git_object_lookup(&found, repository_.get(), &id, GIT_OBJECT_ANY), hex(id));
  const GitObject object(found);
  git_object* tree = nullptr;
  git_check(git_object_peel(&tree, found, GIT_OBJECT_TREE), hex(id));
  const GitObject done(tree);
  return *git_object_id(tree);
}

void Mirror::borrow(const fs::path& objects) {
  const GitOdb odb = odb_of(*repository_);
  add_alternate(*odb, objects, 0);
  leave_untouched(*odb);
}

std::string reference_part(std::string_view text) {
  std::string part;
  for (const char c : text) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '+' || c == '-' || c == '_' ||
                       (c == '.' && !part.empty() && part.back() != '.');
    if (plain) {
      part += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      part += '%';
      part += "0123456789ABCDEF"[byte >> 4];
      part += "0123456789ABCDEF"[byte & 15];
    }
  }
  return part;
}

}  // namespace gulliver
