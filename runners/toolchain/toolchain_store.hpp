// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/toolchain.hpp>
#include <runners/process/process_runner.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

/// An image as it lies in the cache.
struct ToolchainImage {
  std::string name;  ///< of its recipe
  std::string id;    ///< the folder's: which recipe it was made from
  std::filesystem::path root;
  std::uint64_t bytes = 0;  ///< of its files
  bool current = false;     ///< made from the recipe as it stands now
};

/// The toolchain images in the cache: `images/NAME-ID/{rootfs,manifest,recipe}`, ID being the
/// beginning of the hash of what the recipe says about the files in it. Whoever builds or removes
/// holds the cache's lock.
class ToolchainStore {
 public:
  /// Told of each line of progress while an image is made.
  using Progress = std::function<void(std::string_view line)>;

  /// `room` is what must be free, in bytes, for an image to be made: an image and, until it is
  /// unpacked, its twin take 2 GB each.
  ToolchainStore(std::filesystem::path cache, ProcessRunner& processes, std::uint64_t room = 5'000'000'000);

  /// The image of this recipe, if it has been built.
  std::optional<Toolchain> find(const ToolchainRecipe& recipe) const;

  /// Builds the image of this recipe with mmdebstrap (about two minutes, 2 GB), unless it is there.
  /// A build that is cut short leaves nothing that find() would take for an image, and what it
  /// leaves is removed by the next. GULLIVER_DEBIAN_MIRROR names a mirror other than Debian's own.
  /// \throws Error  mmdebstrap is missing or fails, no space on the disk
  asio::awaitable<Toolchain> build(ToolchainRecipe recipe, Progress progress);

  /// The host's own tools, with their versions.
  /// \throws Error  one of the tools that no kernel can do without (make, clang, ld.lld) is missing
  asio::awaitable<Toolchain> host();

  /// All images, whatever recipe they were made from.
  std::vector<ToolchainImage> list(const std::vector<ToolchainRecipe>& recipes) const;

  /// Removes an image.
  void remove(const ToolchainImage& image);

 private:
  std::filesystem::path images() const { return cache_ / "images"; }

  std::filesystem::path cache_;
  ProcessRunner& processes_;
  std::uint64_t room_;
};

}  // namespace gulliver
