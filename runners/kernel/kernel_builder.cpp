// SPDX-License-Identifier: MIT
#include <runners/kernel/kernel_builder.hpp>

#include <runners/files/files.hpp>
#include <runners/kernel/build_log.hpp>
#include <runners/kernel/config_gate.hpp>
#include <runners/kernel/crate_modules.hpp>
#include <runners/kernel/doctest_places.hpp>
#include <runners/kernel/make_command.hpp>
#include <runners/kernel/user_space.hpp>
#include <runners/model/error.hpp>
#include <runners/model/guest.hpp>
#include <runners/model/layer.hpp>

#include <chrono>
#include <sstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::size_t longest_generated = 64u << 20;  // bytes; doctests are about one million, bindings three
constexpr std::size_t most_bindings = 64;                 // files that are kept

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

struct KernelBuilder::Job : KernelSite {
  BuildWatcher watcher = {};
  BuildResult result = {};
  std::string inputs = {};  ///< hash of build_inputs()

  fs::path stamp() const { return beside("stamp"); }
  fs::path image() const { return folder / kernel.image; }
  bool has_user_space() const { return !kernel.init.empty(); }
  bool has_image() const {
    return is_plain_file(folder, kernel.image) && (!has_user_space() || is_plain_file(folder, initramfs_of(kernel.image)));
  }

  /// Of all that the guest is given.
  std::string hash() const {
    const std::string kernel_hash = sha256_of_file(image());
    return has_user_space() ? sha256(kernel_hash + sha256_of_file(folder / initramfs_of(kernel.image))) : kernel_hash;
  }

  void map_crate() {
    result.crate = std::make_shared<Crate>(crate_modules(kernel.source, parse_dot_config(read_dot_config())));
  }

  /// A generated file; empty where the build did not come to it.
  std::string generated(std::string_view name) const { return read_plain_file(folder, name, longest_generated); }
};

KernelBuilder::KernelBuilder(KernelFolders folders, ProcessRunner& processes, JobBudget& budget, Limits limits)
    : folders_(std::move(folders)),
      budget_(budget),
      make_(folders_.ccache, processes, budget, limits),
      configurator_(make_) {}

fs::path KernelBuilder::folder(const KernelSpec& kernel) const { return folders_.builds / kernel.id / "out"; }

asio::awaitable<BuildResult> KernelBuilder::build(KernelSpec kernel, Toolchain toolchain, fs::path log,
                                                  BuildWatcher watcher) {
  const fs::path out = folder(kernel);
  Job job{{std::move(kernel), std::move(toolchain), out, std::move(log)}, std::move(watcher)};
  job.inputs = sha256(build_inputs(job.kernel, job.toolchain));
  job.result.log = job.log;
  job.result.config_file = job.dot_config();
  if (!job.kernel.seed.empty()) {
    const fs::path seed = folders_.builds / job.kernel.seed;
    co_await make_.begin_as(job, seed);
  }
  if (reuse(job)) co_return std::move(job.result);

  const JobTokens token = co_await budget_.acquire();
  const auto start = std::chrono::steady_clock::now();
  fs::remove(job.stamp());
  make_.prepare(job);
  if (job.watcher.configuring) job.watcher.configuring();
  job.result.verdict = co_await configurator_.configure(job);
  if (job.result.verdict.kind == VerdictKind::build_failed)
    job.result.diagnostics = parse_build_log(read_file(job.log));
  if (job.result.verdict.passed()) job.result.verdict = co_await gate(job);
  if (job.result.verdict.passed()) job.result.verdict = co_await make_image(job);
  if (job.result.verdict.passed()) remember(job);
  keep_bindings(job);
  job.result.took = std::chrono::steady_clock::now() - start;
  co_return std::move(job.result);
}

/// Whether the folder already holds the image of these very inputs.
bool KernelBuilder::reuse(Job& job) {
  const Stamp stamp = read_stamp(job.stamp());
  if (stamp.inputs != job.inputs || !job.has_image()) return false;
  if (job.hash() != stamp.image) return false;
  job.result.config = compare_config(job.kernel.request, parse_dot_config(job.read_dot_config()),
                                     defined_optionals(job.kernel.request, job.kernel.source));
  if (!job.result.config.dropped.empty()) return false;
  keep_bindings(job);
  job.map_crate();
  job.result.verdict = passed();
  job.result.image = job.image();
  job.result.image_hash = stamp.image;
  job.result.cached = true;
  write_file(job.result.log, "nothing to make: tree, configuration, toolchain and arguments are as before\n");
  return true;
}

/// Why make failed, and whose fault that is.
Verdict KernelBuilder::failure(Job& job) {
  const std::string log = read_file(job.result.log);
  job.result.diagnostics = parse_build_log(log);
  place_doctests(job.result.diagnostics, job.generated(doctests_file));
  if (const std::string trouble = machine_trouble(log); !trouble.empty()) return {VerdictKind::broken, trouble};
  return build_failure(job.result.diagnostics);
}

asio::awaitable<Verdict> KernelBuilder::gate(Job& job) {
  const ConfigFacts facts = co_await configurator_.facts(job);
  ConfigFindings findings = judge_facts(job.kernel, job.toolchain.name, facts);
  job.result.config = std::move(findings.result);
  job.map_crate();
  co_return std::move(findings.verdict);
}

asio::awaitable<Verdict> KernelBuilder::make_image(Job& job) {
  if (job.watcher.building) job.watcher.building();
  int steps = 0;
  const auto on_line = [&job, &steps](std::string_view line) {
    if (is_progress_line(line) && job.watcher.progress) job.watcher.progress(++steps);
    return Reading::go_on;
  };
  const ProcessResult result = co_await make_.make(job, job.kernel.targets, on_line);
  job.result.memory = result.memory;
  if (result.end == ProcessEnd::silent || result.end == ProcessEnd::deadline)
    co_return Verdict{VerdictKind::deadline, "make was ended: it " +
                                                 std::string(result.end == ProcessEnd::silent
                                                                 ? "printed nothing for 30 minutes"
                                                                 : "took more than 6 hours")};
  if (!result.ok()) co_return failure(job);
  if (job.has_user_space()) co_await make_user_space(job);
  job.result.diagnostics = parse_build_log(read_file(job.result.log));
  if (!job.has_image())
    co_return Verdict{VerdictKind::build_failed, "make ended well but left no " + job.kernel.image};
  co_return co_await gate(job);  // make itself may have settled .config anew
}

/// \throws Error  it cannot be made: it is the farm's, not the kernel's
asio::awaitable<void> KernelBuilder::make_user_space(Job& job) {
  std::vector<std::string> command = initramfs_command(job.kernel);
  std::string source(init_source());
  const ProcessResult result = co_await make_.run(job, std::move(command), std::move(source));
  if (!result.ok()) throw Error("the guest's user space cannot be made; " + job.log.string() + " tells more");
}

std::string kept_bindings(const fs::path& cache, const KernelSpec& kernel, const Toolchain& toolchain) {
  const fs::path file = KernelFolders(cache).bindings / sha256(build_inputs(kernel, toolchain));
  return fs::exists(file) ? read_file(file) : "";
}

/// Under the hash of the inputs: the build folder itself moves on with the next tree.
void KernelBuilder::keep_bindings(const Job& job) const {
  const std::string made = job.generated("rust/bindings/bindings_generated.rs");
  if (made.empty()) return;
  fs::create_directories(folders_.bindings);
  write_file(folders_.bindings / job.inputs,
             made + job.generated("rust/bindings/bindings_helpers_generated.rs"));
  keep_newest(folders_.bindings, most_bindings);
}

/// The image is whole: make and every tool below it ended well.
void KernelBuilder::remember(Job& job) const {
  job.result.image = job.image();
  job.result.image_hash = job.hash();
  write_file(job.stamp(), job.inputs + " " + job.result.image_hash + "\n");
}

}  // namespace gulliver
