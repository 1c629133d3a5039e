// SPDX-License-Identifier: MIT
#include <runners/kernel/kernel_make.hpp>

#include <runners/files/files.hpp>
#include <runners/kernel/fragment.hpp>
#include <runners/kernel/make_command.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <unistd.h>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// A make that says nothing for so long hangs: the longest step, the kernel crate under a slow
/// rustc, takes a few minutes.
constexpr Seconds build_silence{30 * 60};
constexpr Seconds build_total{6 * 60 * 60};

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

Limits usual_limits() {
  const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  return {pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) / 8 * 7, 256u << 20};
}

std::string KernelSite::read_dot_config() const { return read_plain_file(folder, ".config", longest_dot_config); }

KernelMake::KernelMake(fs::path ccache, ProcessRunner& processes, JobBudget& budget, Limits limits)
    : ccache_(std::move(ccache)), processes_(processes), budget_(budget), limits_(limits) {}

void KernelMake::prepare(const KernelSite& site) const {
  const fs::path mark = site.beside("toolchain");
  const bool other = fs::exists(mark) && read_file(mark) != site.toolchain.id;
  if (other || fs::exists(site.beside("unfinished"))) remove_folder(site.folder);
  fs::create_directories(site.folder.parent_path());
  give_to_sandbox(site.folder);
  give_to_sandbox(ccache_);
  write_file(mark, site.toolchain.id);
  write_file(site.beside(request_file), render_request(site.kernel.request));
  write_file(site.log, "");
}

asio::awaitable<void> KernelMake::begin_as(const KernelSite& site, fs::path seed) {
  const fs::path own = site.folder.parent_path(), part = own.string() + ".part";
  const bool of_use = fs::exists(own) && !fs::exists(own / "unfinished");
  if (of_use || !fs::exists(seed / "stamp") || fs::exists(seed / "unfinished")) co_return;
  remove_folder(part);
  Command copy;
  copy.argv = {"cp", "-a", "--reflink=auto", seed.string(), part.string()};
  const ProcessResult result = co_await processes_.run(std::move(copy));
  if (!result.ok()) throw Error(part.string() + ": cannot copy " + seed.string() + " to it");
  remove_folder(own);
  fs::rename(part, own);
}

asio::awaitable<ProcessResult> KernelMake::make(const KernelSite& site, std::vector<std::string> targets,
                                                std::function<Reading(std::string_view)> on_line) {
  std::vector<std::string> argv = make_command(site.kernel, site.toolchain, targets);
  co_return co_await run(site, std::move(argv), "", std::move(on_line));
}

asio::awaitable<ProcessResult> KernelMake::run(const KernelSite& site, std::vector<std::string> argv,
                                               std::string input,
                                               std::function<Reading(std::string_view)> on_line) {
  Command command;
  command.argv = std::move(argv);
  command.input = std::move(input);
  command.env = {{"MAKEFLAGS", " -j" + std::to_string(budget_.jobs())},
                 {"HOME", "/tmp"},
                 {"LC_ALL", "C.UTF-8"},
                 {"CCACHE_DIR", inside::ccache},
                 {"CCACHE_MAXSIZE", "20G"},
                 {"CCACHE_COMPILERCHECK", "string:" + site.toolchain.id}};
  if (make_takes_fifo(site.toolchain))
    command.env[0].second =
        jobserver_makeflags(budget_.jobs(), std::string(inside::jobs) + "/" + budget_.fifo().filename().string());
  command.output = site.log;
  command.append = true;
  command.silence = build_silence;
  command.total = build_total;
  command.limits = limits_;
  command.disk = site.folder;
  command.on_line = std::move(on_line);
  const std::vector<Mount> mounts{{site.kernel.source, inside::source, Mount::Kind::read_only},
                                  {site.folder, inside::build, Mount::Kind::writable},
                                  {ccache_, inside::ccache, Mount::Kind::writable},
                                  {budget_.fifo().parent_path(), inside::jobs, Mount::Kind::read_only},
                                  {site.beside(request_file), std::string(request_place), Mount::Kind::read_only}};
  Command wrapped = sandboxed(site.toolchain, std::move(command), mounts);
  write_file(site.beside("unfinished"), "");
  const ProcessResult result = co_await processes_.run(std::move(wrapped));
  if (result.end == ProcessEnd::exited) fs::remove(site.beside("unfinished"));
  if (result.end == ProcessEnd::memory)
    throw Error("make was ended: with all that it started it held more than " + megabytes(limits_.memory) + " of memory");
  if (result.end == ProcessEnd::disk)
    throw Error("make was ended: less than " + megabytes(limits_.disk_left) +
                " were left on the device that holds the build folder");
  co_return result;
}

}  // namespace gulliver
