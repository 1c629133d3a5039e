// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/cli/readiness.hpp>
#include <orchestrator/cluster/node_cache.hpp>
#include <orchestrator/cluster/worker_observer.hpp>
#include <orchestrator/farm/farm.hpp>
#include <runners/kernel/make_command.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string host_name() {
  char name[256] = "";
  ::gethostname(name, sizeof name - 1);
  return name;
}

/// By Slurm's variables (sbatch(1), "OUTPUT ENVIRONMENT VARIABLES"); without them one started by hand.
Attempt this_attempt() {
  const std::string host = host_name(), job = from_environment("SLURM_JOB_ID");
  const std::string restarts = from_environment("SLURM_RESTART_COUNT");
  Attempt attempt;
  attempt.name =
      job.empty() ? host + "-" + std::to_string(::getpid()) : job + "-" + (restarts.empty() ? "0" : restarts);
  attempt.place = host + (job.empty() ? "" : ", job " + job);
  if (!restarts.empty() && restarts != "0") attempt.place += ", requeued " + restarts + "x";
  return attempt;
}

/// One build of an order on this machine.
class Worker {
 public:
  explicit Worker(fs::path folder)
      : place_{std::move(folder)},
        order_(read_order(read_file(place_.order()))),
        cache_(order_.cache),
        folders_{order_.cache, order_.cache},
        sources_(cache_.slot(), world_.processes()),
        stop_sources_(world_.on_stop([this] { sources_.stop(); })) {
    std::erase_if(build().cells, [this](const PlannedCell& planned) { return place_.has(planned.cell); });
  }

  void work();

 private:
  Build& build() { return order_.plan.builds.front(); }
  FarmSetup make_ready();
  Attempt attempt(const Revision& tree, const Toolchain& toolchain);

  OrderFolder place_;
  Order order_;
  NodeCache cache_;
  Folders folders_;
  World world_;
  SourceStore sources_;
  StopHook stop_sources_;
};

FarmSetup Worker::make_ready() {
  FarmSetup setup;
  Toolchain image = world_.run(cache_.image(world_.processes(), order_.toolchain, order_.images));
  setup.run = order_.run;
  setup.folder = cache_.slot() / "results";
  setup.trees = {world_.run(cache_.tree(sources_, order_.plan.trees.front(), order_.tree, order_.mirror))};
  setup.toolchains[build().toolchain] = with_kvm(world_, folders_, order_.plan, std::move(image));
  setup.lanes = 1;
  setup.fresh = order_.fresh;
  setup.reboots = order_.reboots;
  setup.isolate = order_.isolate;
  return setup;
}

Attempt Worker::attempt(const Revision& tree, const Toolchain& toolchain) {
  KernelSpec kernel = build().kernel;
  kernel.tree_id = tree.id;
  Attempt attempt = this_attempt();
  attempt.cpus = order_.jobs;
  attempt.results = cache_.slot() / "results";
  attempt.bindings = cache_.kernel_folders().bindings / sha256(build_inputs(kernel, toolchain));
  return attempt;
}

void Worker::work() {
  if (build().cells.empty()) return;
  remove_folder(cache_.slot() / "results");
  fs::create_directories(cache_.slot() / "jobs");
  FarmSetup setup = make_ready();
  const ReadyToolchain ready = setup.toolchains.at(build().toolchain);
  JobBudget budget(world_.loop().get_executor(), cache_.slot() / "jobs" / "fifo", order_.jobs);
  const StopHook hook = world_.on_stop([&budget] { budget.stop(); });
  KernelBuilder kernels(cache_.kernel_folders(), world_.processes(), budget, usual_limits());
  WorkerObserver observer(place_, build(), attempt(std::get<Revision>(setup.trees.front()), ready.toolchain),
                          [] { return std::chrono::steady_clock::now(); });
  Farm farm(order_.plan, std::move(setup), kernels, world_.processes(), budget, observer);
  world_.run(farm.work());
  const KvmState& kvm = farm.toolchains().at(build().toolchain).kvm;
  if (kvm.works != ready.kvm.works) keep_kvm(folders_, ready.toolchain, kvm);
}

}  // namespace

void add_worker(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand(
      "worker", "Do one build of a run on this machine: what the jobs of a cluster run");
  auto folder = std::make_shared<std::string>();
  command->add_option("ORDER", *folder, "The order's folder, below SHARED/runs")->required();
  command->footer(
      "`gulliver run --executor slurm` submits jobs that call it; by hand it shows why a node cannot do its "
      "work.\n\n"
      "Example:\n  gulliver worker /srv/gulliver/runs/7-1a2b3c4d/linux-source.mips-big.kunit.debian-trixie");
  command->callback([folder, &action] {
    action = [folder] {
      Worker(*folder).work();
      return exit_ok;
    };
  });
}

}  // namespace gulliver
