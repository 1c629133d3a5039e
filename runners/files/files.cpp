// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>

#include <runners/model/error.hpp>

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <sstream>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

[[noreturn]] void fail(const fs::path& path, std::string_view what, int error) {
  throw Error(path.string() + ": " + std::string(what) + ": " + std::strerror(error));
}

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
      text += "0123456789abcdef"[bytes[i] >> 4];
      text += "0123456789abcdef"[bytes[i] & 15];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

/// Opens what `name` leads to below `folder`, no link followed on the way; -1 with errno where there is none.
/// A pipe is not waited for.
int open_below(const fs::path& folder, const fs::path& name) {
  Descriptor at(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  const fs::path parts = name.lexically_normal();
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    if (part->empty() || *part == ".." || *part == "." || part->is_absolute()) return errno = EINVAL, -1;
    const bool last = std::next(part) == parts.end();
    const int flags = O_NOFOLLOW | O_CLOEXEC | (last ? O_RDONLY | O_NONBLOCK : O_PATH | O_DIRECTORY);
    const int fd = ::openat(at.get(), part->c_str(), flags);
    if (last || fd < 0) return fd;
    at = Descriptor(fd);
  }
  return errno = EINVAL, -1;
}

bool is_regular(int fd) {
  struct stat status{};
  return fd >= 0 && ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

void write_all(const Descriptor& file, std::string_view text, const fs::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "cannot write", errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

fs::path folder_of(const char* variable, const char* below_home) {
  if (const char* set = std::getenv(variable); set && *set == '/') return fs::path(set) / "gulliver";
  if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / below_home / "gulliver";
  throw Error(std::string("neither ") + variable + " nor HOME is set: there is no place to keep things in");
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file || fs::is_directory(path)) fail(path, "cannot read", errno ? errno : EISDIR);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

bool is_plain_file(const fs::path& folder, const fs::path& name) {
  const Descriptor file(open_below(folder, name));
  return is_regular(file.get());
}

std::string read_plain_file(const fs::path& folder, const fs::path& name, std::size_t limit) {
  const Descriptor file(open_below(folder, name));
  if (!is_regular(file.get())) return "";
  std::string text;
  std::array<char, 1 << 16> block{};
  for (;;) {
    const ssize_t count = ::read(file.get(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(folder / name, "cannot read", errno);
    if (count == 0) return text;
    text.append(block.data(), static_cast<std::size_t>(count));
    if (text.size() > limit) return "";
  }
}

void write_file(const fs::path& path, std::string_view text) {
  const fs::path beside = path.string() + ".new" + std::to_string(::getpid());
  ::unlink(beside.c_str());  // whatever lies there, a link of a stranger's making included
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (file.get() < 0) fail(path, "cannot write", errno);
    write_all(file, text, path);
    if (::fsync(file.get()) != 0) fail(path, "cannot write", errno);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) fail(path, "cannot write", errno);
}

std::string sha256(std::string_view text) {
  Sha256 hash;
  hash.add(text);
  return hash.hex();
}

std::string sha256_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(path, "cannot read", errno);
  Sha256 hash;
  std::vector<char> block(1 << 20);
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0)
    hash.add({block.data(), static_cast<std::size_t>(file.gcount())});
  return hash.hex();
}

void remove_folder(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (error == std::errc::permission_denied) {
    for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
         it != fs::end(it); it.increment(error)) {
      if (error) break;
      if (it->is_directory() && !it->is_symlink())
        fs::permissions(it->path(), fs::perms::owner_all, fs::perm_options::add, error);
    }
    error.clear();
    fs::remove_all(folder, error);
  }
  if (error) fail(folder, "cannot remove", error.value());
}

Folders folders_from_environment() {
  return {folder_of("XDG_CACHE_HOME", ".cache"), folder_of("XDG_STATE_HOME", ".local/state"),
          folder_of("XDG_CONFIG_HOME", ".config")};
}

void keep_newest(const fs::path& folder, std::size_t count) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  if (files.size() <= count) return;
  std::ranges::sort(files, std::ranges::greater(), [](const fs::path& file) { return fs::last_write_time(file); });
  for (std::size_t i = count; i < files.size(); ++i) fs::remove(files[i]);
}

}  // namespace gulliver
