// SPDX-License-Identifier: MIT
#include <runners/source/source_store.hpp>

#include <runners/files/files.hpp>
#include <runners/source/debian_archive.hpp>
#include <runners/source/folder_import.hpp>
#include <runners/source/kernel_tree.hpp>
#include <runners/source/local_tree.hpp>
#include <runners/source/mirror.hpp>
#include <runners/source/patch_series.hpp>
#include <runners/source/remote_tree.hpp>
#include <runners/source/resolved_packages.hpp>
#include <runners/source/tree_copy.hpp>
#include <runners/source/tree_diff.hpp>
#include <runners/source/turns.hpp>
#include <runners/source/work_tree.hpp>
#include <runners/source/worker.hpp>

#include <boost/asio/post.hpp>

#include <map>
#include <optional>
#include <stop_token>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// A folder that is gone when this ends, and was empty when it began.
class ScratchFolder {
 public:
  explicit ScratchFolder(fs::path path) : path_(std::move(path)) {
    remove_folder(path_);
    fs::create_directories(path_);
  }
  ~ScratchFolder() {
    try {
      remove_folder(path_);
    } catch (const std::exception&) {
      // The next one that is made here removes it, or says why it cannot.
    }
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string name_of(const DebianPackage& package) {
  return package.name + " " + package.version;
}

std::string reference_of(const DebianPackage& package) {
  return "refs/gulliver/debian/" + reference_part(package.name) + "/" + reference_part(package.version);
}

/// Where things are in the cache.
struct Layout {
  fs::path cache;
  fs::path mirror() const { return cache / "mirror.git"; }
  fs::path work_trees() const { return cache / "worktrees"; }
  fs::path import() const { return work_trees() / ".import"; }
  fs::path debian() const { return cache / "debian"; }
  fs::path download() const { return debian() / "download"; }
  fs::path resolved() const { return debian() / "resolved.txt"; }
};

// What follows up to the end of this namespace runs on the worker's thread.

/// Where a spec's base comes from, once Debian has been asked.
struct Asked {
  TreeSpec spec;
  std::optional<ResolvedPackage> resolved;
};

Base base_of(Mirror& mirror, const Asked& asked, const Ticker& ticker) {
  if (const auto* local = std::get_if<LocalTree>(&asked.spec.base)) return local_base(mirror, *local, ticker);
  if (const auto* remote = std::get_if<RemoteTree>(&asked.spec.base))
    return remote_base(mirror, *remote, ticker);
  const git_oid commit = object_id(asked.resolved->commit);
  return {mirror.tree_of_commit(commit), asked.resolved->package + " " + asked.resolved->version};
}

/// Base and series, in the mirror and nowhere else.
Revision resolve_in(Mirror& mirror, const Asked& asked, const Ticker& ticker) {
  ticker.check();
  const Base base = base_of(mirror, asked, ticker);
  Revision revision;
  revision.base = base.name;
  revision.commit = base.commit;
  revision.uncommitted = base.uncommitted;
  revision.version = kernel_version(mirror.repository(), base.tree, base.name);
  const git_oid tree = apply_series(mirror.repository(), base.tree, asked.spec.series, base.name);
  revision.name = work_tree_name(asked.spec);
  revision.id = hex(tree);
  for (const fs::path& series : asked.spec.series) revision.series.push_back(series_name(series));
  return revision;
}

/// The work tree without a spec's last series.
WorkTree tree_below(const Layout& layout, TreeSpec spec) {
  if (!spec.series.empty()) spec.series.pop_back();
  return WorkTree(layout.work_trees(), work_tree_name(spec));
}

Revision checked_out(const Layout& layout, const TreeSpec& spec, Revision revision, const Mirror& mirror,
                     const Ticker& ticker) {
  WorkTree work_tree(layout.work_trees(), revision.name);
  work_tree.begin_as(tree_below(layout, spec));
  work_tree.check_out(mirror.repository(), object_id(revision.id), ticker);
  revision.folder = work_tree.folder();
  return revision;
}

Revision put_on_disk(const Layout& layout, const Asked& asked, const Ticker& ticker) {
  Mirror mirror(layout.mirror());
  Revision revision = resolve_in(mirror, asked, ticker);
  return checked_out(layout, asked.spec, std::move(revision), mirror, ticker);
}

Revision shared(const Layout& layout, const Asked& asked, const fs::path& other, const Ticker& ticker) {
  Mirror mirror(layout.mirror());
  Revision revision = resolve_in(mirror, asked, ticker);
  ticker.tell("sharing " + revision.base);
  copy_tree(mirror, object_id(revision.id), Mirror(other), ticker);
  return revision;
}

/// What `diff` makes of two trees.
template <class Diff>
auto difference(const Layout& layout, const Asked& from, const Asked& to, const Ticker& ticker, Diff diff) {
  Mirror mirror(layout.mirror());
  const Revision before = resolve_in(mirror, from, ticker), after = resolve_in(mirror, to, ticker);
  return diff(mirror.repository(), object_id(before.id), object_id(after.id));
}

/// Keeps an unpacked package in the mirror; its files become the work tree `adopt_as`, if any.
std::string import(const Layout& layout, const DebianPackage& package, const std::string& adopt_as,
                   const Ticker& ticker) {
  Mirror mirror(layout.mirror());
  const std::string name = name_of(package);
  const git_oid tree = import_folder(mirror.repository(), layout.import(), ticker, "importing " + name);
  const git_oid commit = commit_tree(mirror.repository(), tree, name + "\n", reference_of(package));
  if (!adopt_as.empty()) WorkTree(layout.work_trees(), adopt_as).adopt(layout.import());
  return hex(commit);
}

}  // namespace

struct SourceStore::State {
  State(fs::path cache, ProcessRunner& runner) : layout{std::move(cache)}, processes(runner) {}

  GitLibrary library;
  Layout layout;
  ProcessRunner& processes;
  std::stop_source stop;
  Turns turns;
  std::map<std::string, TreeSpec> claimed;  ///< work trees that this process uses
  Worker worker;                            ///< last: its thread ends first

  Ticker ticker(asio::any_io_executor executor, Progress progress) const {
    return Ticker(stop.get_token(), [executor, progress](const std::string& what) {
      asio::post(executor, [progress, what] {
        if (progress) progress(what);
      });
    });
  }

  void claim(const TreeSpec& spec);
  asio::awaitable<std::string> commit_of(DebianArchive& archive, DebianPackage package, std::string adopt_as,
                                         Ticker ticker);
  asio::awaitable<ResolvedPackage> resolve(DebianSource source, std::string adopt_as, Ticker ticker);
  asio::awaitable<bool> in_mirror(std::string commit);
  asio::awaitable<ResolvedPackage> resolved(DebianSource source, std::string adopt_as, Ticker ticker);
  asio::awaitable<Asked> ask(TreeSpec spec, Ticker ticker);
};

/// Two specs in one work tree would pull it to and fro below the builds.
void SourceStore::State::claim(const TreeSpec& spec) {
  const std::string name = work_tree_name(spec);
  const auto [place, is_new] = claimed.emplace(name, spec);
  if (!is_new && place->second != spec)
    throw InputError("two trees differ and would both be called '" + name +
                     "': give their series folders of different names");
}

/// The commit of a package in the mirror, where it is brought if it is not there.
asio::awaitable<std::string> SourceStore::State::commit_of(DebianArchive& archive, DebianPackage package,
                                                           std::string adopt_as, Ticker ticker) {
  const std::function<std::string()> find = [this, package] {
    const auto found = Mirror(layout.mirror()).commit(reference_of(package));
    return found ? hex(*found) : "";
  };
  const std::string known = co_await worker.run(find);
  if (!known.empty()) co_return known;

  const ScratchFolder download(layout.download()), files(layout.import());
  ticker.tell("downloading " + name_of(package));
  const fs::path deb = co_await archive.download(package, download.path());
  ticker.tell("unpacking " + name_of(package));
  co_await unpack_kernel(processes, deb, download.path() / "unpacked", files.path());
  const std::function<std::string()> store = [this, package, adopt_as, ticker] {
    return import(layout, package, adopt_as, ticker);
  };
  co_return co_await worker.run(store);
}

asio::awaitable<ResolvedPackage> SourceStore::State::resolve(DebianSource source, std::string adopt_as,
                                                             Ticker ticker) {
  ticker.check();
  ticker.tell("asking Debian for " + source.package + " of " + source.suite);
  DebianArchive archive(processes, layout.debian(), source.suite);
  const DebianPackage package = co_await archive.newest(source.package);
  const std::string commit = co_await commit_of(archive, package, adopt_as, ticker);
  const ResolvedPackage resolved{source.package, package.name, package.version, commit, source.suite};
  ResolvedPackages(layout.resolved()).keep(resolved);
  co_return resolved;
}

asio::awaitable<bool> SourceStore::State::in_mirror(std::string commit) {
  const std::function<bool()> look = [this, commit] {
    return Mirror(layout.mirror()).has_commit(object_id(commit));
  };
  co_return co_await worker.run(look);
}

/// What was resolved before, for ever; Debian is asked only where the mirror has lost it.
asio::awaitable<ResolvedPackage> SourceStore::State::resolved(DebianSource source, std::string adopt_as,
                                                              Ticker ticker) {
  const auto before = ResolvedPackages(layout.resolved()).find(source);
  if (before && co_await in_mirror(before->commit)) co_return *before;
  co_return co_await resolve(source, adopt_as, ticker);
}

asio::awaitable<Asked> SourceStore::State::ask(TreeSpec spec, Ticker ticker) {
  Asked asked{spec, std::nullopt};
  const auto* debian = std::get_if<DebianSource>(&spec.base);
  if (debian) asked.resolved = co_await resolved(*debian, work_tree_name(spec), ticker);
  co_return asked;
}

SourceStore::SourceStore(fs::path cache, ProcessRunner& processes)
    : state_(std::make_unique<State>(std::move(cache), processes)) {}

SourceStore::~SourceStore() {
  stop();
}

void SourceStore::release() {
  state_->claimed.clear();
}

void SourceStore::stop() {
  state_->stop.request_stop();
}

asio::awaitable<Revision> SourceStore::materialise(TreeSpec spec, Progress progress) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, std::move(progress));
  const auto turn = co_await state_->turns.take();
  ticker.check();
  state_->claim(spec);
  const Asked asked = co_await state_->ask(std::move(spec), ticker);
  const std::function<Revision()> job = [layout = state_->layout, asked, ticker] {
    return put_on_disk(layout, asked, ticker);
  };
  co_return co_await state_->worker.run(job);
}

asio::awaitable<Revision> SourceStore::resolve(TreeSpec spec, Progress progress) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, std::move(progress));
  const auto turn = co_await state_->turns.take();
  const Asked asked = co_await state_->ask(std::move(spec), ticker);
  const std::function<Revision()> job = [layout = state_->layout, asked, ticker] {
    Mirror mirror(layout.mirror());
    return resolve_in(mirror, asked, ticker);
  };
  co_return co_await state_->worker.run(job);
}

asio::awaitable<Revision> SourceStore::share(TreeSpec spec, fs::path mirror, Progress progress) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, std::move(progress));
  const auto turn = co_await state_->turns.take();
  const Asked asked = co_await state_->ask(std::move(spec), ticker);
  const std::function<Revision()> job = [layout = state_->layout, asked, mirror, ticker] {
    return shared(layout, asked, mirror, ticker);
  };
  co_return co_await state_->worker.run(job);
}

asio::awaitable<void> SourceStore::bring(std::string tree_id, fs::path from, fs::path to) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, nullptr);
  const auto turn = co_await state_->turns.take();
  const std::function<std::size_t()> job = [tree_id, from, to, ticker] {
    return copy_tree(Mirror(from), object_id(tree_id), Mirror(to), ticker);
  };
  co_await state_->worker.run(job);
}

asio::awaitable<Revision> SourceStore::check_out(TreeSpec spec, Revision revision, fs::path mirror) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, nullptr);
  const auto turn = co_await state_->turns.take();
  ticker.check();
  state_->claim(spec);
  const std::function<Revision()> job = [layout = state_->layout, spec, revision, mirror, ticker] {
    return checked_out(layout, spec, revision, Mirror(mirror), ticker);
  };
  co_return co_await state_->worker.run(job);
}

asio::awaitable<TreeChanges> SourceStore::compare(TreeSpec from, TreeSpec to) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, nullptr);
  const auto turn = co_await state_->turns.take();
  const Asked before = co_await state_->ask(std::move(from), ticker);
  const Asked after = co_await state_->ask(std::move(to), ticker);
  const std::function<TreeChanges()> job = [layout = state_->layout, before, after, ticker] {
    return difference(layout, before, after, ticker, tree_diff);
  };
  co_return co_await state_->worker.run(job);
}

asio::awaitable<std::string> SourceStore::patch_between(TreeSpec from, TreeSpec to) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, nullptr);
  const auto turn = co_await state_->turns.take();
  const Asked before = co_await state_->ask(std::move(from), ticker);
  const Asked after = co_await state_->ask(std::move(to), ticker);
  const std::function<std::string()> job = [layout = state_->layout, before, after, ticker] {
    return difference(layout, before, after, ticker, diff_text);
  };
  co_return co_await state_->worker.run(job);
}

asio::awaitable<ResolvedPackage> SourceStore::update(DebianSource source, Progress progress) {
  const auto executor = co_await asio::this_coro::executor;
  const Ticker ticker = state_->ticker(executor, std::move(progress));
  const auto turn = co_await state_->turns.take();
  co_return co_await state_->resolve(source, "", ticker);
}

std::vector<ResolvedPackage> SourceStore::resolved() const {
  return ResolvedPackages(state_->layout.resolved()).all();
}

}  // namespace gulliver
