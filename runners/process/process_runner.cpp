// SPDX-License-Identifier: MIT
#include <runners/process/process_runner.hpp>

#include <runners/model/error.hpp>
#include <runners/process/descriptor.hpp>

#include <sys/mman.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>

namespace gulliver {
namespace {

/// A file without a name. It has a path as long as it is open, which is what a runner wants.
Descriptor make_memory_file() {
  Descriptor file(::memfd_create("output", MFD_CLOEXEC));
  if (!file) throw Error(std::string("no memory for the output of a command: ") + std::strerror(errno));
  return file;
}

std::string contents_of(const Descriptor& file) {
  std::string text;
  std::array<char, 16 * 1024> buffer;
  for (;;) {
    const ssize_t size = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

/// The last three lines that say something, in one.
std::string last_words(std::string_view text) {
  std::string words;
  for (int lines = 0; lines < 3;) {
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    if (end == text.npos) break;
    text = text.substr(0, end + 1);
    const std::size_t start = text.rfind('\n') + 1;  // 0 where there is none
    words = std::string(text.substr(start)) + (lines++ ? "; " : "") + words;
    text = text.substr(0, start);
  }
  return words;
}

}  // namespace

std::string description_of(const ProcessResult& result) {
  switch (result.end) {
    case ProcessEnd::exited:
      return "exited with status " + std::to_string(result.code);
    case ProcessEnd::signalled:
      return "was killed by signal " + std::to_string(result.code) + " (" + ::strsignal(result.code) + ")";
    case ProcessEnd::enough:
      return "was ended: all that was wanted was in";
    case ProcessEnd::silent:
      return "printed nothing for too long and was ended";
    case ProcessEnd::deadline:
      return "was not done after " + std::to_string(std::lround(result.took.count())) + " s and was ended";
    case ProcessEnd::overflow:
      return "printed too much and was ended";
    case ProcessEnd::memory:
      return "held more memory than it may and was ended";
    case ProcessEnd::disk:
      return "left too little room on its disk and was ended";
  }
  return {};
}

asio::awaitable<std::string> output_of(ProcessRunner& runner, Command command) {
  const Descriptor file = make_memory_file();
  command.output = "/proc/self/fd/" + std::to_string(file.get());
  const std::string program = command.argv.empty() ? "" : command.argv.front();
  const ProcessResult result = co_await runner.run(std::move(command));
  if (result.ok()) co_return contents_of(file);
  const std::string words = last_words(result.tail);
  throw Error(program + " " + description_of(result) + (words.empty() ? "" : ": " + words));
}

}  // namespace gulliver
