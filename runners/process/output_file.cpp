// SPDX-License-Identifier: MIT
#include <runners/process/output_file.hpp>

#include <runners/model/error.hpp>

#include <fcntl.h>

#include <cerrno>
#include <cstring>

namespace gulliver {

OutputFile::OutputFile(std::filesystem::path path, bool append) : path_(std::move(path)) {
  if (path_.empty()) return;
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC);
  file_ = Descriptor(::open(path_.c_str(), flags, 0666));
  if (!file_) throw Error(path_.string() + ": cannot open for writing: " + std::strerror(errno));
}

void OutputFile::write(std::string_view text) {
  tail_ += text;
  if (tail_.size() > 16 * tail_size) tail_ = tail();
  while (file_ && !text.empty()) {
    const ssize_t written = ::write(file_.get(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw Error(path_.string() + ": cannot write: " + std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string OutputFile::tail() const {
  return tail_.size() > tail_size ? tail_.substr(tail_.size() - tail_size) : tail_;
}

}  // namespace gulliver
