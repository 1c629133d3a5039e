// SPDX-License-Identifier: MIT
#include <runners/kernel/kernel_builder.hpp>

#include <runners/files/files.hpp>
#include <runners/kernel/build_log.hpp>
#include <runners/kernel/config_gate.hpp>
#include <runners/kernel/doctest_places.hpp>
#include <runners/kernel/fragment.hpp>
#include <runners/kernel/make_command.hpp>
#include <runners/model/error.hpp>
#include <runners/model/layer.hpp>
#include <runners/toolchain/sandbox.hpp>

#include <chrono>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

/// A make that says nothing for so long hangs: the longest step, the kernel crate under a slow
/// rustc, takes a few minutes.
constexpr Seconds build_silence{30 * 60};
constexpr Seconds build_total{6 * 60 * 60};

constexpr std::uintmax_t longest_doctests = 64u << 20;  // bytes; they are about one million

constexpr Verdict passed() { return {VerdictKind::passed, ""}; }

/// The stamp of a build folder: the hash of all inputs, then the hash of the image.
struct Stamp {
  std::string inputs;
  std::string image;
};

Stamp read_stamp(const fs::path& file) {
  Stamp stamp;
  if (fs::exists(file)) std::istringstream(read_file(file)) >> stamp.inputs >> stamp.image;
  return stamp;
}

}  // namespace

struct KernelBuilder::Job {
  KernelSpec kernel;
  Toolchain toolchain;
  BuildWatcher watcher;
  fs::path folder;
  BuildResult result;
  std::string inputs;  ///< hash of build_inputs()

  // What the farm itself writes stands outside the folder that the kernel under test writes to.
  fs::path stamp() const { return folder.parent_path() / "stamp"; }
  fs::path toolchain_mark() const { return folder.parent_path() / "toolchain"; }
  fs::path unfinished_mark() const { return folder.parent_path() / "unfinished"; }
  fs::path request() const { return folder.parent_path() / request_file; }
  fs::path dot_config() const { return folder / ".config"; }
  fs::path image() const { return folder / kernel.image; }
  bool has_image() const { return fs::is_regular_file(fs::symlink_status(image())); }

  /// The generated file with all doctests; empty where the build did not come to it.
  std::string doctests() const {
    const fs::path file = folder / doctests_file;
    return fs::is_regular_file(fs::symlink_status(file)) && fs::file_size(file) <= longest_doctests ? read_file(file) : "";
  }
};

KernelBuilder::KernelBuilder(fs::path cache, ProcessRunner& processes, JobBudget& budget)
    : cache_(std::move(cache)), processes_(processes), budget_(budget) {}

fs::path KernelBuilder::folder(const KernelSpec& kernel) const { return cache_ / "builds" / kernel.id / "out"; }

asio::awaitable<BuildResult> KernelBuilder::build(KernelSpec kernel, Toolchain toolchain, fs::path log,
                                                  BuildWatcher watcher) {
  Job job{std::move(kernel), std::move(toolchain), std::move(watcher), {}, {}, {}};
  job.folder = folder(job.kernel);
  job.inputs = sha256(build_inputs(job.kernel, job.toolchain));
  job.result.log = std::move(log);
  job.result.config_file = job.dot_config();
  if (reuse(job)) co_return std::move(job.result);

  const JobTokens token = co_await budget_.acquire();
  const auto start = std::chrono::steady_clock::now();
  prepare_folder(job);
  job.result.verdict = co_await configure(job);
  if (job.result.verdict.passed()) job.result.verdict = co_await gate(job);
  if (job.result.verdict.passed()) job.result.verdict = co_await make_image(job);
  if (job.result.verdict.passed()) remember(job);
  job.result.took = std::chrono::steady_clock::now() - start;
  co_return std::move(job.result);
}

/// Whether the folder already holds the image of these very inputs.
bool KernelBuilder::reuse(Job& job) {
  const Stamp stamp = read_stamp(job.stamp());
  if (stamp.inputs != job.inputs || !job.has_image() || !fs::exists(job.dot_config())) return false;
  if (sha256_of_file(job.image()) != stamp.image) return false;
  job.result.config = compare_config(job.kernel.request, parse_dot_config(read_file(job.dot_config())),
                                     defined_optionals(job.kernel.request, job.kernel.source));
  if (!job.result.config.dropped.empty()) return false;
  job.result.verdict = passed();
  job.result.image = job.image();
  job.result.image_hash = stamp.image;
  job.result.cached = true;
  write_file(job.result.log, "nothing to make: tree, configuration, toolchain and arguments are as before\n");
  return true;
}

/// Makes the folder ready for make. Thrown away are objects of another toolchain (kbuild notices most
/// changes of tools by itself, but "most" is not enough for a verdict), and objects of a make that did
/// not end by itself: a half-written one can look newer than its source.
void KernelBuilder::prepare_folder(Job& job) {
  const bool other = fs::exists(job.toolchain_mark()) && read_file(job.toolchain_mark()) != job.toolchain.id;
  if (other || fs::exists(job.unfinished_mark())) remove_folder(job.folder);
  fs::create_directories(job.folder.parent_path());
  give_to_sandbox(job.folder);
  give_to_sandbox(cache_ / "ccache");
  fs::remove(job.stamp());
  write_file(job.toolchain_mark(), job.toolchain.id);
  write_file(job.request(), render_request(job.kernel.request));
  write_file(job.result.log, "");
}

asio::awaitable<ProcessResult> KernelBuilder::make(Job& job, std::vector<std::string> targets,
                                                   std::function<Reading(std::string_view)> on_line) {
  Command command;
  command.argv = make_command(job.kernel, job.toolchain, targets);
  command.env = {{"MAKEFLAGS", " -j" + std::to_string(budget_.jobs())},
                 {"HOME", "/tmp"},
                 {"LC_ALL", "C.UTF-8"},
                 {"CCACHE_DIR", inside::ccache},
                 {"CCACHE_MAXSIZE", "20G"},
                 {"CCACHE_COMPILERCHECK", "string:" + job.toolchain.id}};
  if (make_takes_fifo(job.toolchain))
    command.env[0].second =
        jobserver_makeflags(budget_.jobs(), std::string(inside::jobs) + "/" + budget_.fifo().filename().string());
  command.output = job.result.log;
  command.append = true;
  command.silence = build_silence;
  command.total = build_total;
  command.on_line = std::move(on_line);
  const std::vector<Mount> mounts{{job.kernel.source, inside::source, Mount::Kind::read_only},
                                  {job.folder, inside::build, Mount::Kind::writable},
                                  {cache_ / "ccache", inside::ccache, Mount::Kind::writable},
                                  {budget_.fifo().parent_path(), inside::jobs, Mount::Kind::read_only},
                                  {job.request(), std::string(request_place), Mount::Kind::read_only}};
  Command wrapped = sandboxed(job.toolchain, std::move(command), mounts);
  write_file(job.unfinished_mark(), "");
  const ProcessResult result = co_await processes_.run(std::move(wrapped));
  if (result.end == ProcessEnd::exited) fs::remove(job.unfinished_mark());
  co_return result;
}

/// Why make failed, and whose fault that is.
Verdict KernelBuilder::failure(Job& job, const std::string& what) {
  const std::string log = read_file(job.result.log);
  job.result.diagnostics = parse_build_log(log);
  place_doctests(job.result.diagnostics, job.doctests());
  if (const std::string trouble = machine_trouble(log); !trouble.empty()) return {VerdictKind::broken, trouble};
  Verdict verdict = build_failure(job.result.diagnostics);
  verdict.reason = what + verdict.reason;
  return verdict;
}

asio::awaitable<Verdict> KernelBuilder::configure(Job& job) {
  if (job.watcher.configuring) job.watcher.configuring();
  const ConfigRequest& request = job.kernel.request;
  const bool whole = takes_request(request.base);
  std::vector<std::string> targets = whole ? configure_targets(request) : std::vector<std::string>{request.base};
  ProcessResult result = co_await make(job, std::move(targets), nullptr);
  if (result.ok() && !whole) {
    write_file(job.dot_config(), read_file(job.dot_config()) + render_request(request));
    std::vector<std::string> settle{"olddefconfig"};
    result = co_await make(job, std::move(settle), nullptr);
  }
  if (result.ok()) co_return passed();
  const std::string complaint = rust_complaint(result.tail);
  if (!complaint.empty()) co_return Verdict{VerdictKind::broken, "toolchain " + job.toolchain.name + ": " + complaint};
  co_return failure(job, "configuration failed: ");
}

asio::awaitable<Verdict> KernelBuilder::gate(Job& job) {
  job.result.config = compare_config(job.kernel.request, parse_dot_config(read_file(job.dot_config())),
                                     defined_optionals(job.kernel.request, job.kernel.source));
  if (job.result.config.dropped.empty()) co_return passed();
  const std::string rust = co_await why_no_rust(job);
  co_return Verdict{VerdictKind::config_dropped, dropped_reason(job.result.config, rust)};
}

/// The tree's own scripts say which tool is missing or too old (`make rustavailable`).
asio::awaitable<std::string> KernelBuilder::why_no_rust(Job& job) {
  bool lost = false;
  for (const DroppedOption& dropped : job.result.config.dropped) lost = lost || dropped.wanted.name == "RUST";
  if (!lost) co_return "";
  std::vector<std::string> targets{"rustavailable"};
  const ProcessResult result = co_await make(job, std::move(targets), nullptr);
  if (result.ok()) co_return "the toolchain is fit for Rust, so another option excludes it";
  co_return "toolchain " + job.toolchain.name + ": " + rust_complaint(result.tail);
}

asio::awaitable<Verdict> KernelBuilder::make_image(Job& job) {
  if (job.watcher.building) job.watcher.building();
  int steps = 0;
  const auto on_line = [&job, &steps](std::string_view line) {
    if (is_progress_line(line) && job.watcher.progress) job.watcher.progress(++steps);
    return Reading::go_on;
  };
  const ProcessResult result = co_await make(job, job.kernel.targets, on_line);
  if (result.end == ProcessEnd::silent || result.end == ProcessEnd::deadline)
    co_return Verdict{VerdictKind::deadline, "make was ended: it " +
                                                 std::string(result.end == ProcessEnd::silent
                                                                 ? "printed nothing for 30 minutes"
                                                                 : "took more than 6 hours")};
  if (!result.ok()) co_return failure(job, "");
  job.result.diagnostics = parse_build_log(read_file(job.result.log));
  if (!job.has_image())
    co_return Verdict{VerdictKind::build_failed, "make ended well but left no " + job.kernel.image};
  co_return co_await gate(job);  // make itself may have settled .config anew
}

/// The image is whole: make and every tool below it ended well.
void KernelBuilder::remember(Job& job) const {
  job.result.image = job.image();
  job.result.image_hash = sha256_of_file(job.image());
  write_file(job.stamp(), job.inputs + " " + job.result.image_hash + "\n");
}

}  // namespace gulliver
