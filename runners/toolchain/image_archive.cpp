// SPDX-License-Identifier: MIT
#include <runners/toolchain/image_archive.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr Seconds patience{60 * 60};  // for 2 GB to or from a shared folder

asio::awaitable<void> run_tar(ProcessRunner& processes, std::vector<std::string> words, std::string what) {
  Command command;
  command.argv = {"tar", "--zstd", "--numeric-owner"};
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.total = patience;
  const ProcessResult result = co_await processes.run(std::move(command));
  if (result.ok()) co_return;
  const std::string said = result.tail.substr(0, result.tail.find('\n'));
  throw Error(what + ": tar " + (said.empty() ? description_of(result) : "failed: " + said));
}

fs::path archive_of(const Toolchain& image, const fs::path& folder) {
  return folder / (image_name(image) + ".tar.zst");
}

/// A file of its owner's alone, of a name that nobody else takes, on no other host either.
fs::path empty_file(const fs::path& pattern) {
  std::string name = pattern.string();
  const int fd = ::mkstemp(name.data());
  if (fd < 0) throw Error(pattern.parent_path().string() + ": cannot write: " + std::strerror(errno));
  ::close(fd);
  return name;
}

}  // namespace

std::string image_name(const Toolchain& image) {
  return image.name + "-" + image.id;
}

asio::awaitable<void> pack_image(ProcessRunner& processes, Toolchain image, fs::path folder) {
  const fs::path archive = archive_of(image, folder);
  if (fs::exists(archive)) co_return;
  fs::create_directories(folder);
  const fs::path part = empty_file(folder / ("." + archive.filename().string() + ".XXXXXX"));
  std::vector<std::string> words = {"-cf", part.string(), "-C", image.root.parent_path().string(), "rootfs"};
  co_await run_tar(processes, std::move(words), "the image " + image.name + " could not be shared");
  fs::rename(part, archive);
}

asio::awaitable<Toolchain> unpack_image(ProcessRunner& processes, Toolchain image, fs::path folder,
                                        fs::path images) {
  const fs::path place = images / image_name(image), part = images / ("." + image_name(image));
  image.root = place / "rootfs";
  if (fs::exists(place)) co_return image;
  const fs::path archive = archive_of(image, folder);
  if (!fs::exists(archive)) throw Error(archive.string() + ": there is no such image");
  remove_folder(part);
  fs::create_directories(part);
  fs::permissions(part, fs::perms::owner_all);
  std::vector<std::string> words = {"-xpf", archive.string(), "-C", part.string()};
  co_await run_tar(processes, std::move(words), "the image " + image.name + " could not be unpacked");
  fs::rename(part, place);
  co_return image;
}

}  // namespace gulliver
