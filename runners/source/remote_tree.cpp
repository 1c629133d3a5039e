// SPDX-License-Identifier: MIT
#include <runners/source/remote_tree.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

namespace gulliver {
namespace {

struct Fetching {
  const Ticker& ticker;
  std::string what;
  std::size_t told = 0;
};

int on_objects(const git_indexer_progress* progress, void* payload) {
  auto& fetching = *static_cast<Fetching*>(payload);
  if (fetching.ticker.stopped()) return GIT_EUSER;
  const std::size_t percent =
      progress->total_objects ? progress->received_objects * 100ul / progress->total_objects : 0;
  if (percent > fetching.told) fetching.ticker.tell(fetching.what + ": " + std::to_string(percent) + " %");
  fetching.told = std::max(fetching.told, percent);
  return 0;
}

int on_words(const char*, int, void* payload) {
  return static_cast<Fetching*>(payload)->ticker.stopped() ? GIT_EUSER : 0;
}

/// One connection to a repository elsewhere.
class Connection {
 public:
  Connection(git_repository& repository, const std::string& url, const Ticker& ticker)
      : url_(url), fetching_{ticker, "fetching " + url} {
    git_remote* made = nullptr;
    const int code = git_remote_create_anonymous(&made, &repository, url.c_str());
    remote_.reset(made);
    check(code);
    options_.callbacks.transfer_progress = on_objects;
    options_.callbacks.sideband_progress = on_words;
    options_.callbacks.payload = &fetching_;
    options_.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
    options_.proxy_opts.type = GIT_PROXY_AUTO;
    check(git_remote_connect(made, GIT_DIRECTION_FETCH, &options_.callbacks, &options_.proxy_opts, nullptr));
  }

  /// Whether the repository has a reference of this name.
  bool has(const std::string& reference) {
    const git_remote_head** heads = nullptr;
    std::size_t count = 0;
    check(git_remote_ls(&heads, &count, remote_.get()));
    return std::any_of(heads, heads + count,
                       [&](const git_remote_head* head) { return head->name == reference; });
  }

  void fetch(const std::string& from, const std::string& to) {
    std::string refspec = "+" + from + ":" + to;
    char* specs[] = {refspec.data()};
    const git_strarray list{specs, 1};
    check(git_remote_fetch(remote_.get(), &list, &options_, nullptr));
  }

 private:
  void check(int code) {
    fetching_.ticker.check();
    git_check(code, "cannot fetch from " + url_);
  }

  std::string url_;
  Fetching fetching_;
  git_fetch_options options_ = GIT_FETCH_OPTIONS_INIT;
  GitRemote remote_;
};

bool is_commit_id(const std::string& text) {
  return text.size() == GIT_OID_HEXSZ &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c); });
}

std::optional<git_oid> in_mirror(const Mirror& mirror, const RemoteTree& remote, const std::string& tag) {
  if (!is_commit_id(remote.revision)) return mirror.commit(tag);
  const git_oid id = object_id(remote.revision);
  return mirror.has_commit(id) ? std::optional(id) : std::nullopt;
}

Base base_of(const Mirror& mirror, const RemoteTree& remote, const git_oid& id) {
  const std::string commit = is_commit_id(remote.revision) ? "" : " " + hex(id);
  return {mirror.tree_of_commit(id), remote.url + " " + remote.revision + commit, hex(id)};
}

/// What the other side is asked for: a tag goes before a branch of the same name, as in git.
std::string wanted(Connection& connection, const RemoteTree& remote) {
  for (const char* const kind : {"refs/tags/", "refs/heads/"})
    if (connection.has(kind + remote.revision)) return kind + remote.revision;
  if (is_commit_id(remote.revision)) return remote.revision;
  throw InputError(remote.url + ": has no branch or tag '" + remote.revision +
                   "', and a commit is named by all its 40 digits");
}

}  // namespace

Base remote_base(Mirror& mirror, const RemoteTree& remote, const Ticker& ticker) {
  const std::string place = "refs/gulliver/remote/" + sha256(remote.url).substr(0, 16) + "/";
  const std::string tag = place + "tag/" + reference_part(remote.revision);
  if (const auto known = in_mirror(mirror, remote, tag)) return base_of(mirror, remote, *known);
  ticker.tell("fetching " + remote.revision + " of " + remote.url);
  Connection connection(mirror.repository(), remote.url, ticker);
  const std::string from = wanted(connection, remote);
  const std::string to =
      from.starts_with("refs/tags/") ? tag : place + "head/" + reference_part(remote.revision);
  connection.fetch(from, to);
  const auto id = mirror.commit(to);
  if (!id) throw InputError(remote.url + ": '" + remote.revision + "' is not a commit");
  return base_of(mirror, remote, *id);
}

std::string remote_head(const std::string& url, const std::string& branch) {
  const GitLibrary library;
  git_remote* made = nullptr;
  const std::string complaint = "cannot read the branches of " + url;
  git_check(git_remote_create_detached(&made, url.c_str()), complaint);
  const GitRemote remote(made);
  git_proxy_options proxy = GIT_PROXY_OPTIONS_INIT;
  proxy.type = GIT_PROXY_AUTO;
  git_check(git_remote_connect(made, GIT_DIRECTION_FETCH, nullptr, &proxy, nullptr), complaint);
  const git_remote_head** heads = nullptr;
  std::size_t count = 0;
  git_check(git_remote_ls(&heads, &count, made), complaint);
  const std::string wanted = "refs/heads/" + branch;
  const auto found = std::find_if(heads, heads + count, [&](const git_remote_head* head) { return head->name == wanted; });
  if (found == heads + count) throw InputError(url + ": has no branch '" + branch + "'");
  return hex((*found)->oid);
}

}  // namespace gulliver
