// SPDX-License-Identifier: MIT
#include <runners/process/child.hpp>

#include <runners/model/error.hpp>
#include <runners/process/descriptor.hpp>
#include <runners/process/environment.hpp>
#include <runners/process/resource_use.hpp>

#include <boost/asio/use_awaitable.hpp>
// The only place that includes Boost.Process: it takes seconds to compile.
#include <boost/process/v2/process.hpp>

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>

namespace gulliver {
namespace {

namespace process = boost::process::v2;
using boost::system::error_code;

[[noreturn]] void fail(const Command& command, int error) {
  throw Error(command.argv.front() + ": cannot start: " + std::strerror(error));
}

struct Pipe {
  Descriptor read, write;
};

Pipe make_pipe(const Command& command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail(command, errno);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// All of the input in a file without a name: a child that never reads it cannot hold us up.
Descriptor standard_input(const Command& command) {
  if (command.input.empty()) return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  for (std::string_view rest = command.input; file && !rest.empty();) {
    const ssize_t written = ::write(file.get(), rest.data(), rest.size());
    if (written < 0) fail(command, errno);
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

/// What the child does between fork and exec (an initializer of Boost.Process).
struct Setup {
  int input;
  int output;
  const char* cwd;  ///< null: stay
  const GroupGuard& guard;
  pid_t parent = ::getpid();

  template <typename Launcher>
  error_code on_exec_setup(Launcher&, const process::filesystem::path&, const char* const*) const {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);  // it died before we asked to be told
    guard.watch_me();
    be_first_to_go();
    if (cwd && ::chdir(cwd) != 0) return last_error();
    for (const auto& [from, to] : {std::pair(input, 0), std::pair(output, 1), std::pair(output, 2)}) {
      if (::dup2(from, to) < 0) return last_error();
    }
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    // Everything of ours is O_CLOEXEC already; this is for what we inherited ourselves.
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    return {};
  }

  /// Boost.Process 1.81 would go on to exit(), which runs the destructors and flushes the streams of the
  /// parent. (It checks for a function of five arguments and calls one of four.)
  template <typename... Arguments>
  void on_exec_error(Arguments&&...) const {
    ::_exit(127);
  }

  /// Where the machine runs out of memory, this and what it starts is killed, not the farm or a stranger's program (proc(5)).
  static void be_first_to_go() {
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file < 0) return;
    [[maybe_unused]] const ssize_t written = ::write(file, "1000", 4);
    ::close(file);
  }

  static error_code last_error() { return {errno, boost::system::system_category()}; }
};

process::process start(asio::any_io_executor executor, const Command& command, int input, int output,
                       const GroupGuard& guard) {
  const std::string program = find_program(command.argv.front(), command.env);
  const std::vector<std::string> arguments(command.argv.begin() + 1, command.argv.end());
  const std::vector<std::string> environment = environment_with(command.env);
  std::vector<const char*> pointers;
  for (const std::string& line : environment) pointers.push_back(line.c_str());
  pointers.push_back(nullptr);

  process::default_process_launcher launcher;
  launcher.env = pointers.data();
  const Setup setup{input, output, command.cwd.empty() ? nullptr : command.cwd.c_str(), guard};
  error_code error;
  process::process started = launcher(executor, error, program, arguments, setup);
  if (!error) return started;
  if (launcher.pid > 0) {  // forked, and then could not exec
    ::waitpid(launcher.pid, nullptr, 0);
    guard.forget(launcher.pid);
  }
  fail(command, error.value());
}

void check(const Command& command) {
  if (command.argv.empty()) throw Error("a command to run has no arguments at all, not even a program");
  if (command.argv.front().empty()) throw Error("a command to run has an empty name for its program");
  std::error_code ignored;
  if (!command.cwd.empty() && !std::filesystem::is_directory(command.cwd, ignored)) {
    throw Error(command.cwd.string() + ": not a folder that " + command.argv.front() + " could run in");
  }
}

}  // namespace

struct Child::Parts {
  Parts(asio::any_io_executor executor, const Command& command, Pipe pipe, const Descriptor& input,
        const GroupGuard& guard)
      : process(start(executor, command, input.get(), pipe.write.get(), guard)),
        group(process.id()),
        output(executor, pipe.read.release()),
        end(executor, static_cast<int>(::syscall(SYS_pidfd_open, group, 0))) {
    output.non_blocking(true);
  }

  process::process process;
  pid_t group;
  asio::posix::stream_descriptor output;
  asio::posix::stream_descriptor end;  ///< a pidfd, readable once the leader is a zombie
  bool reaped = false;
};

Child::Child(asio::any_io_executor executor, const Command& command, std::shared_ptr<const GroupGuard> guard)
    : guard_(std::move(guard)) {
  check(command);
  const Descriptor input = standard_input(command);
  if (!input) fail(command, errno);
  parts_ = std::make_unique<Parts>(std::move(executor), command, make_pipe(command), input, *guard_);
}

Child::~Child() {
  if (!parts_->reaped) reap();
}

asio::posix::stream_descriptor& Child::output() {
  return parts_->output;
}

asio::awaitable<void> Child::ended() {
  co_await parts_->end.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
}

std::uint64_t Child::memory() const { return memory_below(parts_->group); }

void Child::signal(int number) {
  ::kill(-parts_->group, number);
}

int Child::reap() {
  signal(SIGKILL);
  error_code ignored;
  parts_->process.wait(ignored);
  guard_->forget(parts_->group);
  parts_->reaped = true;
  return parts_->process.native_exit_code();
}

}  // namespace gulliver
