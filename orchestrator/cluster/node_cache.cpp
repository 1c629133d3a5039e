// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/node_cache.hpp>

#include <runners/toolchain/image_archive.hpp>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <string>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// A file lock cannot be waited for but by asking again.
constexpr std::chrono::milliseconds turn{200};

asio::awaitable<FileLock> wait_for_lock(fs::path file) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (true) {
    if (auto lock = FileLock::try_take(file)) co_return std::move(*lock);
    timer.expires_after(turn);
    co_await timer.async_wait(asio::use_awaitable);
  }
}

FileLock free_slot(const fs::path& folder, fs::path& slot) {
  for (int number = 1;; ++number) {
    slot = folder / "slots" / std::to_string(number);
    fs::create_directories(slot);
    if (auto lock = FileLock::try_take(slot / "lock")) return std::move(*lock);
  }
}

}  // namespace

NodeCache::NodeCache(fs::path folder) : folder_(std::move(folder)), lock_(free_slot(folder_, slot_)) {}

KernelFolders NodeCache::kernel_folders() const {
  KernelFolders folders(slot_);
  folders.ccache = folder_ / "ccache";
  return folders;
}

asio::awaitable<Toolchain> NodeCache::image(ProcessRunner& processes, Toolchain image, fs::path shared) {
  fs::create_directories(folder_ / "images");
  const FileLock lock = co_await wait_for_lock(folder_ / "images" / "lock");
  co_return co_await unpack_image(processes, std::move(image), std::move(shared), folder_ / "images");
}

asio::awaitable<Revision> NodeCache::tree(SourceStore& sources, TreeSpec spec, Revision revision,
                                          fs::path shared) {
  const fs::path mirror = folder_ / "mirror.git";
  {
    const FileLock lock = co_await wait_for_lock(folder_ / "mirror.lock");
    co_await sources.bring(revision.id, shared, mirror);
  }
  co_return co_await sources.check_out(std::move(spec), std::move(revision), mirror);
}

}  // namespace gulliver
