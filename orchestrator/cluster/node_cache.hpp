// SPDX-License-Identifier: MIT
#pragma once

#include <runners/files/file_lock.hpp>
#include <runners/kernel/kernel_builder.hpp>
#include <runners/model/toolchain.hpp>
#include <runners/model/tree.hpp>
#include <runners/process/process_runner.hpp>
#include <runners/source/source_store.hpp>

#include <filesystem>

namespace gulliver {

/// What a node keeps from job to job, in a folder of its own disk:
///
///   images/NAME-ID/  toolchain images
///   mirror.git/      what trees are made of
///   ccache/          the compiler cache
///   slots/N/         of one job at a time: builds, work trees, bindings, results
///
/// Jobs that run at once take different slots, and wait for each other where they bring an image or a tree.
class NodeCache {
 public:
  /// Takes the first slot that is free.
  /// \throws Error, fs::filesystem_error  the disk failed
  explicit NodeCache(std::filesystem::path folder);

  const std::filesystem::path& slot() const { return slot_; }
  KernelFolders kernel_folders() const;

  /// The image as in `shared`; brought here the first time.  \throws Error  there is none, the disk failed
  asio::awaitable<Toolchain> image(ProcessRunner& processes, Toolchain image, std::filesystem::path shared);

  /// The tree on disk, in the slot.
  /// \param sources  of the slot's folder
  /// \param shared   a mirror that has all of it
  /// \throws Error, Interrupted
  asio::awaitable<Revision> tree(SourceStore& sources, TreeSpec spec, Revision revision,
                                 std::filesystem::path shared);

 private:
  std::filesystem::path folder_;
  std::filesystem::path slot_;
  FileLock lock_;
};

}  // namespace gulliver
