// SPDX-License-Identifier: MIT
#include <runners/source/commit_range.hpp>

#include <runners/model/error.hpp>
#include <runners/source/git.hpp>

#include <algorithm>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t longest_range = 10'000;  // commits

using GitWalk = GitPointer<git_revwalk, git_revwalk_free>;

/// The commit of a revision, or null.
GitCommit commit_at(git_repository& repository, const std::string& revision) {
  git_object* found = nullptr;
  if (git_revparse_single(&found, &repository, revision.c_str()) < 0) return nullptr;
  const GitObject object(found);
  git_object* commit = nullptr;
  if (git_object_peel(&commit, found, GIT_OBJECT_COMMIT) < 0) return nullptr;
  return GitCommit(reinterpret_cast<git_commit*>(commit));
}

git_oid required(git_repository& repository, const fs::path& path, std::string revision) {
  if (revision.empty()) revision = "HEAD";
  const GitCommit commit = commit_at(repository, revision);
  if (!commit) throw InputError(path.string() + ": has no revision '" + revision + "'");
  return *git_commit_id(commit.get());
}

std::string format_patch(git_commit& commit) {
  git_email_create_options options = GIT_EMAIL_CREATE_OPTIONS_INIT;
  options.diff_opts.flags |= GIT_DIFF_SHOW_BINARY;
  git_buf text = GIT_BUF_INIT;
  git_check(git_email_create_from_commit(&text, &commit, &options), hex(*git_commit_id(&commit)));
  std::string patch(text.ptr, text.size);
  git_buf_dispose(&text);
  return patch;
}

std::string text_or_empty(const char* text) { return text ? text : ""; }

CommitInfo info_of(git_commit& commit) {
  CommitInfo info;
  info.id = hex(*git_commit_id(&commit));
  info.subject = text_or_empty(git_commit_summary(&commit));
  const git_signature& author = *git_commit_author(&commit);
  info.author = text_or_empty(author.name) + " <" + text_or_empty(author.email) + ">";
  for (unsigned i = 0; i < git_commit_parentcount(&commit); ++i)
    info.parents.push_back(hex(*git_commit_parent_id(&commit, i)));
  if (info.parents.size() == 1) info.patch = format_patch(commit);
  return info;
}

std::vector<CommitInfo> walk(git_repository& repository, const git_oid& from, const git_oid& to) {
  git_revwalk* made = nullptr;
  git_check(git_revwalk_new(&made, &repository), "cannot walk commits");
  const GitWalk walk(made);
  git_revwalk_sorting(made, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
  git_check(git_revwalk_push(made, &to), hex(to));
  git_check(git_revwalk_hide(made, &from), hex(from));
  std::vector<CommitInfo> commits;
  for (git_oid id; git_revwalk_next(&id, made) == 0 && commits.size() <= longest_range;) {
    git_commit* read = nullptr;
    git_check(git_commit_lookup(&read, &repository, &id), hex(id));
    const GitCommit commit(read);
    commits.push_back(info_of(*read));
  }
  return commits;
}

}  // namespace

bool is_commit_range(const std::string& text) {
  const std::size_t dots = text.find("..");
  return dots != text.npos && text.find("...") == text.npos && text != ".." && text.find('/') != 0 &&
         !text.starts_with("../");
}

CommitRange read_commit_range(const fs::path& path, const std::string& range) {
  const GitLibrary library;
  const GitRepository repository = open_repository(path);
  const std::size_t dots = range.find("..");
  const git_oid from = required(*repository, path, range.substr(0, dots));
  const git_oid to = required(*repository, path, range.substr(dots + 2));
  CommitRange found{hex(from), hex(to), walk(*repository, from, to)};
  if (found.commits.empty()) throw InputError(path.string() + ": nothing is in the range '" + range + "'");
  if (found.commits.size() > longest_range)
    throw InputError(path.string() + ": more than 10,000 commits are in the range '" + range + "'");
  return found;
}

std::string find_commit(const fs::path& path, const std::string& revision) {
  const GitLibrary library;
  const GitRepository repository = open_repository(path);
  const GitCommit commit = commit_at(*repository, revision);
  return commit ? hex(*git_commit_id(commit.get())) : "";
}

bool is_work_tree(const fs::path& folder) { return fs::exists(folder / ".git"); }

}  // namespace gulliver
