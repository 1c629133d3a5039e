// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/toolchain.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <string>

namespace gulliver {

/// The name under which an image travels: NAME-ID, ID being the toolchain's, which tells its packages'
/// versions too.
std::string image_name(const Toolchain& image);

/// Keeps a whole image as one file, `folder`/NAME-ID.tar.zst, unless it is there already: on a shared folder
/// a hundred thousand small files take many times as long. Whoever comes second finds a whole file or none.
/// Root's images hold programs that are setuid root: the file is for its owner alone.
/// \throws Error  tar or the disk failed
asio::awaitable<void> pack_image(ProcessRunner& processes, Toolchain image, std::filesystem::path folder);

/// The same image from such a file, in `images`/NAME-ID, where it stays; one that is there already is used.
/// The caller holds a lock against others who do the same.
/// \throws Error  there is no such file; tar or the disk failed
asio::awaitable<Toolchain> unpack_image(ProcessRunner& processes, Toolchain image,
                                        std::filesystem::path folder, std::filesystem::path images);

}  // namespace gulliver
