// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace gulliver {

/// The whole of a file.  \throws Error  it cannot be read
std::string read_file(const std::filesystem::path& path);

/// Whether `name`, a path below `folder`, is a file and nothing else: no folder on the way to it and not the
/// file itself is a link, nor is it a device or a pipe. `folder` itself is trusted.
bool is_plain_file(const std::filesystem::path& folder, const std::filesystem::path& name);

/// The whole of a file in a folder that strangers write to, such as that of a build: empty where it is
/// none as is_plain_file() says, where `name` leads out of the folder, and where it is longer than `limit` bytes.
/// \throws Error  it cannot be read
std::string read_plain_file(const std::filesystem::path& folder, const std::filesystem::path& name, std::size_t limit);

/// Replaces a file so that a reader, or a machine that loses power, sees the old text or the new
/// one and never a part: written beside it, synced, renamed.  \throws Error  it cannot be written
void write_file(const std::filesystem::path& path, std::string_view text);

/// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view text);

/// SHA-256 of a file's bytes.  \throws Error  it cannot be read
std::string sha256_of_file(const std::filesystem::path& path);

/// Removes a folder and all in it, folders without write permission included.
/// \throws Error  something stayed
void remove_folder(const std::filesystem::path& folder);

/// The folders that Gulliver keeps things in.
struct Folders {
  std::filesystem::path cache;  ///< $XDG_CACHE_HOME/gulliver: images, trees, builds, compiler cache
  std::filesystem::path state;  ///< $XDG_STATE_HOME/gulliver: ledger, logs of every run
  std::filesystem::path config = {};  ///< $XDG_CONFIG_HOME/gulliver: config.yaml, where a person wrote one
};

/// From the environment, with ~/.cache, ~/.local/state and ~/.config where it says nothing. Makes none.
/// \throws Error  neither XDG_* nor HOME is set
Folders folders_from_environment();

/// Removes all files of a folder but those that were written last.
void keep_newest(const std::filesystem::path& folder, std::size_t count);

}  // namespace gulliver
