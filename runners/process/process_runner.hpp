// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/seconds.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gulliver {

namespace asio = boost::asio;

/// What a line callback wants: read on, or end the process now because all that was wanted is in.
enum class Reading { go_on, enough };

/// What a command may take of the machine, together with all that descend from it; looked at twice a second.
struct Limits {
  std::uint64_t memory = 0;     ///< bytes, as memory_below() counts them
  std::uint64_t disk_left = 0;  ///< bytes that have to stay free on the disk that it fills
  bool operator==(const Limits&) const = default;
};

/// One command to run to its end or to one of its limits. A limit of zero means none.
struct Command {
  std::vector<std::string> argv;  ///< argv[0] is looked up in PATH where it has no slash
  std::vector<std::pair<std::string, std::string>> env;  ///< added to, or replacing, our own environment
  std::filesystem::path cwd;                             ///< empty: ours
  std::string input;                                     ///< standard input; empty: /dev/null
  std::filesystem::path output;    ///< standard output and error go to this file; empty: nowhere
  bool append = false;             ///< keep what `output` holds
  std::uint64_t output_limit = 0;  ///< bytes; the process is ended once it has printed more
  Seconds silence{};               ///< longest time without a byte of output
  Seconds total{};                 ///< longest time in all
  Limits limits = {};
  std::filesystem::path disk;      ///< a folder on the disk that it fills; empty: none
  /// Called with every complete line (no line end, CR removed; cut at 64 KiB), and at the end
  /// with what stands behind the last line end.
  std::function<Reading(std::string_view line)> on_line;
};

enum class ProcessEnd { exited, signalled, enough, silent, deadline, overflow, memory, disk };

struct ProcessResult {
  ProcessEnd end = ProcessEnd::exited;
  int code = 0;      ///< exit status (exited) or signal number (signalled)
  std::string tail;  ///< the last 8 KiB of output, for messages
  std::uint64_t bytes = 0;
  Seconds took{};
  std::uint64_t memory = 0;  ///< bytes that it and its descendants held at most, as far as anybody looked (Limits::memory)

  bool ok() const { return end == ProcessEnd::exited && code == 0; }
};

/// The seam between the farm and the world: everything that it starts is started here.
class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;

  /// Runs a command in a process group of its own. Ends the whole group, first with SIGTERM and
  /// after a short grace with SIGKILL, when a limit is passed or the callback has enough.
  /// \throws Error        the command could not be started, or its output file not be written
  /// \throws Interrupted  stop() was called
  virtual asio::awaitable<ProcessResult> run(Command command) = 0;
};

/// How it ended, as the end of a sentence that begins with the program's name: "exited with status 1",
/// "was killed by signal 9 (Killed)", "printed nothing for too long and was ended".
std::string description_of(const ProcessResult& result);

/// Runs a command and returns all it printed, standard output and error together, byte by byte
/// (Command::output is used for that, whatever it says).
/// \throws Error  with the last lines of its output, unless it exits with status 0
asio::awaitable<std::string> output_of(ProcessRunner& runner, Command command);

}  // namespace gulliver
