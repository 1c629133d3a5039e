// SPDX-License-Identifier: MIT
#include <runners/source/checkout.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/source/folder_import.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <unordered_set>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr auto folder_permissions = fs::perms(0755);

bool is_link(const git_index_entry& entry) {
  return entry.mode == GIT_FILEMODE_LINK;
}

/// A kernel has no submodules; where a tree has one, its place stays empty.
bool is_file(const git_index_entry& entry) {
  return entry.mode != GIT_FILEMODE_COMMIT;
}

mode_t permissions(const git_index_entry& entry) {
  return entry.mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0755 : 0644;
}

std::unordered_set<std::string> folders_of(git_index& target) {
  std::unordered_set<std::string> folders;
  std::string_view last;
  for (std::size_t i = 0; i < git_index_entrycount(&target); ++i) {
    std::string_view path = git_index_get_byindex(&target, i)->path;
    std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || path.substr(0, slash) == last) continue;
    last = path.substr(0, slash);
    for (; slash != std::string_view::npos; slash = path.rfind('/', slash - 1)) {
      if (!folders.insert(std::string(path.substr(0, slash))).second || slash == 0) break;
    }
  }
  return folders;
}

/// Finds what does not belong in a folder, and folders that not everybody may enter.
void find_strangers(const fs::path& folder, const std::string& prefix, git_index& target,
                    const std::unordered_set<std::string>& folders, Checkout& checkout) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string path = prefix + entry.path().filename().string();
    if (entry.is_symlink() || !entry.is_directory()) {
      if (!git_index_get_bypath(&target, path.c_str(), 0)) checkout.remove.push_back(entry.path());
    } else if (!folders.count(path)) {
      checkout.remove.push_back(entry.path());
    } else {
      if ((entry.status().permissions() & fs::perms::mask) != folder_permissions)
        checkout.open.push_back(entry.path());
      find_strangers(entry.path(), path + "/", target, folders, checkout);
    }
  }
}

bool same_kind(const git_index_entry& entry, const struct stat& found) {
  return is_link(entry) ? S_ISLNK(found.st_mode) : S_ISREG(found.st_mode);
}

bool as_remembered(const git_index_entry* known, const struct stat& found) {
  return known && same_kind(*known, found) &&
         known->mtime.seconds == static_cast<int32_t>(found.st_mtim.tv_sec) &&
         known->mtime.nanoseconds == static_cast<uint32_t>(found.st_mtim.tv_nsec) &&
         known->file_size == static_cast<uint32_t>(found.st_size);
}

void compare_file(const fs::path& file, const git_index_entry& wanted, const git_index_entry* known,
                  Checkout& checkout) {
  struct stat found {};
  if (::lstat(file.c_str(), &found) != 0 || !same_kind(wanted, found)) {
    checkout.write.push_back(&wanted);
    return;
  }
  const bool remembered = as_remembered(known, found);
  checkout.learned |= !remembered;
  const git_oid id = remembered ? known->id : blob_id(contents_of(file));
  if (!git_oid_equal(&id, &wanted.id))
    checkout.write.push_back(&wanted);
  else if (!is_link(wanted) && (found.st_mode & 07777) != permissions(wanted))
    checkout.permit.push_back(&wanted);
}

[[noreturn]] void fail(const fs::path& file) {
  throw Error(file.string() + ": cannot write: " + std::strerror(errno));
}

void write_regular(const fs::path& file, std::string_view bytes, mode_t mode) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) fail(file);
  bool good = true;
  while (good && !bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    good = written > 0 || (written < 0 && errno == EINTR);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  good = good && ::fchmod(fd, mode) == 0;  // open() let the umask take away
  const int error = errno;
  ::close(fd);
  errno = error;
  if (!good) fail(file);
}

/// Makes a folder and those above it, down from `top`, open to everybody.
void make_folder(const fs::path& top, const fs::path& folder) {
  if (folder == top || fs::is_directory(folder)) return;
  make_folder(top, folder.parent_path());
  fs::create_directory(folder);
  fs::permissions(folder, folder_permissions);
}

void write_file_of(const git_index_entry& entry, const fs::path& folder, git_repository& repository) {
  const fs::path file = folder / entry.path;
  const std::string bytes = blob_text(repository, entry.id);
  make_folder(folder, file.parent_path());
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail(file);
  if (!is_link(entry))
    write_regular(file, bytes, permissions(entry));
  else if (::symlink(bytes.c_str(), file.c_str()) != 0)
    fail(file);
}

git_index_entry as_on_disk(git_index_entry entry, const fs::path& file) {
  struct stat found {};
  if (::lstat(file.c_str(), &found) != 0) throw Error(file.string() + ": is gone: " + std::strerror(errno));
  entry.mtime = {static_cast<int32_t>(found.st_mtim.tv_sec), static_cast<uint32_t>(found.st_mtim.tv_nsec)};
  entry.file_size = static_cast<uint32_t>(found.st_size);
  return entry;
}

}  // namespace

Checkout compare(const fs::path& folder, git_index& target, git_index& known, const Ticker& ticker) {
  Checkout checkout;
  find_strangers(folder, "", target, folders_of(target), checkout);
  for (std::size_t i = 0; i < git_index_entrycount(&target); ++i) {
    ticker.check();
    const git_index_entry& wanted = *git_index_get_byindex(&target, i);
    if (is_file(wanted))
      compare_file(folder / wanted.path, wanted, git_index_get_bypath(&known, wanted.path, 0), checkout);
  }
  return checkout;
}

void carry_out(const Checkout& checkout, const fs::path& folder, git_repository& repository,
               const Ticker& ticker) {
  for (const fs::path& stranger : checkout.remove) remove_folder(stranger);
  for (const fs::path& closed : checkout.open) fs::permissions(closed, folder_permissions);
  for (const git_index_entry* entry : checkout.permit)
    fs::permissions(folder / entry->path, fs::perms(permissions(*entry)));
  const std::string what = "checking out " + folder.filename().string();
  for (std::size_t done = 0; done < checkout.write.size();) {
    write_file_of(*checkout.write[done], folder, repository);
    ticker.step(what, ++done, checkout.write.size());
  }
}

void remember(const fs::path& folder, git_index& target, const fs::path& file) {
  fs::remove(file);
  git_index* made = nullptr;
  git_check(git_index_open(&made, file.c_str()), file.string());
  const GitIndex index(made);
  for (std::size_t i = 0; i < git_index_entrycount(&target); ++i) {
    const git_index_entry& entry = *git_index_get_byindex(&target, i);
    if (!is_file(entry)) continue;
    const git_index_entry found = as_on_disk(entry, folder / entry.path);
    git_check(git_index_add(made, &found), entry.path);
  }
  git_check(git_index_write(made), file.string());
}

}  // namespace gulliver
