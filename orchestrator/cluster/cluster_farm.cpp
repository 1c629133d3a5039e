// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/cluster_farm.hpp>

#include <orchestrator/cluster/job_size.hpp>
#include <orchestrator/cluster/known_boots.hpp>
#include <orchestrator/cluster/order_writing.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/farm/fingerprint.hpp>
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <spdlog/spdlog.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr int most_tries = 3;
constexpr int looks_after_end = 5;  // a shared folder may show late what a node wrote
constexpr Seconds longest_pause{60};

/// The last line that a job printed, for a sentence.
std::string last_line(const fs::path& log) {
  constexpr std::streamoff longest = 4096;
  std::ifstream file(log, std::ios::binary | std::ios::ate);
  if (!file) return "";
  const std::streamoff size = file.tellg();
  file.seekg(std::max<std::streamoff>(0, size - longest));
  std::string line, last;
  while (std::getline(file, line))
    if (!line.empty()) last = line;
  return last;
}

std::optional<Phase> phase_of(const std::string& name) {
  for (const Phase phase : {Phase::queued, Phase::configuring, Phase::building, Phase::waiting_to_boot,
                            Phase::booting, Phase::rebooting, Phase::isolating, Phase::done})
    if (name_of(phase) == name) return phase;
  return std::nullopt;
}

/// What a worker told last; nothing where that cannot be read, for it only ever serves a person who watches.
std::vector<CellStatus> status_of(const OrderFolder& order) {
  try {
    return read_status(read_file(order.status()));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

ClusterFarm::ClusterFarm(Plan plan, ClusterSetup setup, ClusterEngine& engine, FarmObserver& observer,
                         asio::any_io_executor executor)
    : plan_(std::move(plan)),
      setup_(std::move(setup)),
      engine_(engine),
      observer_(observer),
      shared_{setup_.settings.shared},
      timer_(executor) {
  place_orders();
}

void ClusterFarm::place_orders() {
  const fs::path folder = shared_.run(setup_.name);
  for (const Build& build : plan_.builds) {
    Placed& order = orders_.emplace_back();
    order.build = &build;
    order.folder.path = folder / build.kernel.id;
    order.name =
        "gulliver-" + std::to_string(setup_.run) + "-" + sha256(order.folder.path.string()).substr(0, 12);
    for (const PlannedCell& planned : build.cells) order.awaited.insert(planned.cell.id);
    fs::create_directories(order.folder.path);
  }
}

asio::awaitable<void> ClusterFarm::work() {
  take_all();
  Seconds silent{}, rest = setup_.poll;
  while (!done() && !stopped_) {
    std::string trouble;
    try {
      co_await look();
      silent = Seconds{0};
      rest = setup_.poll;
    } catch (const EngineSilent& fault) {
      trouble = fault.what();
    }
    take_all();
    if (done()) break;
    if (!trouble.empty()) {
      if (silent == Seconds{0}) spdlog::warn("{}; asked again until it answers", trouble);
      if (silent > setup_.patience)
        throw Error("the cluster did not answer for " +
                    std::to_string(static_cast<int>(silent.count() / 60)) + " minutes (" + trouble +
                    "); its jobs go on, and `gulliver resume " + std::to_string(setup_.run) +
                    "` takes up what they bring");
      rest = std::min(longest_pause, 2 * rest);
      silent += rest;
    }
    co_await pause(rest);
  }
  if (!done()) {
    co_await cancel_all();
    throw Interrupted();
  }
  remove_folder(shared_.run(setup_.name));
}

void ClusterFarm::stop() {
  stopped_ = true;
  timer_.cancel();
}

bool ClusterFarm::done() const {
  return std::ranges::all_of(orders_, [](const Placed& order) { return order.awaited.empty(); });
}

asio::awaitable<void> ClusterFarm::pause(Seconds time) {
  if (stopped_) co_return;
  timer_.expires_after(std::chrono::duration_cast<asio::steady_timer::duration>(time));
  boost::system::error_code woken;
  co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

/// One call for all jobs, and what follows from it.
asio::awaitable<void> ClusterFarm::look() {
  co_await know_nodes();
  const std::vector<JobStatus> jobs = co_await engine_.list();
  for (Placed& order : orders_) {
    take(order);  // what came before the list was made has to be seen before its job is judged
    show(order);
    if (!order.awaited.empty()) co_await follow(order, jobs);
  }
  co_await submit_some();
}

asio::awaitable<void> ClusterFarm::know_nodes() {
  const bool first = nodes_.empty();
  nodes_ = co_await engine_.nodes();
  if (first) require_fit(setup_.settings, nodes_);
  if (first) size_orders();
  for (const Node& node : nodes_) {
    if (node.usable) told_nodes_.erase(node.name);
    if (node.usable || !told_nodes_.insert(node.name).second) continue;
    spdlog::warn("node {} takes no jobs: {}{}", node.name, node.state,
                 node.reason.empty() ? "" : ", " + node.reason);
  }
}

/// Of every order, those too whose jobs are of an earlier submitter: the next try may be ours.
void ClusterFarm::size_orders() {
  for (Placed& order : orders_) {
    const auto known = setup_.history.find(order.build->kernel.id);
    const auto history = known == setup_.history.end() ? std::nullopt : std::optional(known->second);
    order.size = size_of(*order.build, setup_.settings, nodes_, history, setup_.reboots);
  }
}

asio::awaitable<void> ClusterFarm::submit_some() {
  auto under_way = std::ranges::count_if(orders_, [](const Placed& order) {
    return order.state != Placed::State::waiting && !order.awaited.empty();
  });
  for (Placed& order : orders_) {
    if (stopped_ || under_way >= setup_.settings.window) co_return;
    if (order.state != Placed::State::waiting || order.awaited.empty()) continue;
    co_await submit(order);
    ++under_way;
  }
}

asio::awaitable<void> ClusterFarm::submit(Placed& order) {
  tell_known(order);
  write_order(order.folder, order_for(order));
  JobRequest request;
  request.name = order.name;
  request.script = worker_script(setup_.settings.program, order.folder);
  request.logs = order.folder.path;
  request.size = order.size;
  request.avoided = order.avoided;
  order.state = Placed::State::asked;
  std::string refusal;
  try {
    order.job = co_await engine_.submit(std::move(request));
    order.state = Placed::State::queued;
    order.ended = 0;
    ++order.tries;
  } catch (const JobRefused& fault) {
    refusal = fault.what();
  }
  if (!refusal.empty()) give_up(order, {VerdictKind::broken, refusal});
}

/// The build with the cells that are awaited, and nothing else of the plan.
Order ClusterFarm::order_for(const Placed& order) const {
  Order written;
  written.run = setup_.run;
  written.plan.matrix = plan_.matrix;
  written.plan.recipes = plan_.recipes;
  written.plan.trees = {plan_.trees[order.build->tree]};
  written.plan.builds = {*order.build};
  Build& build = written.plan.builds.front();
  build.tree = 0;
  std::erase_if(build.cells,
                [&](const PlannedCell& planned) { return !order.awaited.contains(planned.cell.id); });
  written.tree = setup_.trees[order.build->tree];
  written.toolchain = setup_.toolchains.at(order.build->toolchain);
  written.fresh = setup_.fresh;
  written.reboots = setup_.reboots;
  written.isolate = setup_.isolate;
  written.jobs = order.size.cpus;
  written.mirror = shared_.mirror();
  written.images = shared_.images();
  written.cache = setup_.settings.node_cache;
  return written;
}

/// What was measured of the same input before: where its image comes out the same, it is not booted again.
void ClusterFarm::tell_known(const Placed& order) const {
  std::vector<RunRecord> records;
  for (const PlannedCell& planned : order.build->cells) {
    if (setup_.fresh || !order.awaited.contains(planned.cell.id)) continue;
    const RunRecord now = begun(order, planned);
    if (auto known = setup_.measured(now.input_key)) records.push_back(std::move(*known));
  }
  write_known(order.folder, records, setup_.folder);
}

RunRecord ClusterFarm::begun(const Placed& order, const PlannedCell& planned) const {
  const PreparedTree tree = setup_.trees[order.build->tree];
  return new_record(setup_.run, *order.build, planned, tree, setup_.toolchains.at(order.build->toolchain));
}

/// What has to be done about an order that is not through, by what the engine says of its job.
asio::awaitable<void> ClusterFarm::follow(Placed& order, const std::vector<JobStatus>& jobs) {
  if (order.state == Placed::State::queued) {
    const auto job = std::ranges::find(jobs, order.job, &JobStatus::id);
    if (job == jobs.end()) {
      if (++order.ended > looks_after_end) co_await act(order, judge_vanished(order.job), "");
      co_return;
    }
    if (job->stage == JobStage::ended && ++order.ended <= looks_after_end) co_return;
    co_await act(order, judge(*job, order.size, last_line(order.folder.path / job_log(job->id))), job->node);
    co_return;
  }
  // Of an earlier submitter, or one whose number was lost on the way; and if there is none, there will be.
  const auto same = std::ranges::find_if(
      jobs, [&](const JobStatus& job) { return job.name == order.name && job.stage != JobStage::ended; });
  order.state = same == jobs.end() ? Placed::State::waiting : Placed::State::queued;
  if (same == jobs.end()) co_return;
  order.job = same->id;
  order.ended = 0;
  ++order.tries;
}

asio::awaitable<void> ClusterFarm::act(Placed& order, const JobVerdict& verdict, const std::string& node) {
  if (!verdict.trouble.empty()) tell(order, verdict.trouble);
  if (verdict.step == JobVerdict::Step::wait) co_return;
  if (verdict.cancel) {
    const std::vector<std::string> job{order.job};
    co_await engine_.cancel(job);
  }
  bool more = verdict.step == JobVerdict::Step::again && order.tries < most_tries;
  if (verdict.more_memory) {
    const int memory = larger_memory(order.size, nodes_);
    more = more && memory > order.size.memory;
    order.size.memory = memory;
  }
  if (!more) {
    give_up(order, verdict.verdict);
    co_return;
  }
  if (verdict.elsewhere && !node.empty() && order.avoided.size() + 1 < nodes_.size())
    order.avoided.push_back(node);
  order.state = Placed::State::waiting;
}

/// The cells that did not come leave a record that says why.
void ClusterFarm::give_up(Placed& order, const Verdict& verdict) {
  for (const PlannedCell& planned : order.build->cells) {
    if (!order.awaited.contains(planned.cell.id)) continue;
    RunRecord record = begun(order, planned);
    record.verdict = verdict;
    record.fingerprint = fingerprint(record);
    record.finished = std::chrono::system_clock::now();
    observer_.entered(planned.cell, Phase::done);
    observer_.finished(record);
    order.awaited.erase(planned.cell.id);
  }
}

void ClusterFarm::take_all() {
  for (Placed& order : orders_) take(order);
}

/// Keeps what was delivered since the last look.
void ClusterFarm::take(Placed& order) {
  for (const PlannedCell& planned : order.build->cells) {
    if (!order.awaited.contains(planned.cell.id) || !order.folder.has(planned.cell)) continue;
    try {
      const Delivery delivery =
          take_delivery(order.folder, planned.cell, setup_.run, setup_.folder, setup_.bindings);
      observer_.entered(planned.cell, Phase::done);
      observer_.finished(delivery.record);
      cpu_ += delivery.cpu;
    } catch (const BadDelivery& fault) {
      spdlog::warn("{}: {}; it is made again", planned.cell.id, fault.what());
      remove_folder(order.folder.done(planned.cell));
      continue;
    }
    order.awaited.erase(planned.cell.id);
  }
}

/// Tells the observer what a worker told of itself.
void ClusterFarm::show(Placed& order) {
  if (order.awaited.empty()) return;
  for (const CellStatus& status : status_of(order.folder)) {
    const auto planned = std::ranges::find_if(
        order.build->cells, [&](const PlannedCell& each) { return each.cell.id == status.cell; });
    const auto phase = phase_of(status.phase);
    if (planned == order.build->cells.end() || !phase || !order.awaited.contains(status.cell)) continue;
    auto& shown = order.shown[status.cell];
    if (*phase == Phase::done || *phase == Phase::queued) continue;  // done is what was delivered
    if (shown != phase) observer_.entered(planned->cell, *phase);
    shown = phase;
    observer_.build_progress(planned->cell, status.build_lines);
    observer_.test_progress(planned->cell, status.tests);
  }
}

/// Each trouble once, until there is another.
void ClusterFarm::tell(Placed& order, const std::string& trouble) const {
  if (order.told != trouble) spdlog::warn("{}: {}", order.build->kernel.id, trouble);
  order.told = trouble;
}

/// All jobs of this walk, those too whose numbers were never heard of.
asio::awaitable<void> ClusterFarm::cancel_all() {
  std::set<std::string> names;
  for (const Placed& order : orders_) names.insert(order.name);
  std::vector<std::string> ids;
  try {
    for (const JobStatus& job : co_await engine_.list())
      if (names.contains(job.name) && job.stage != JobStage::ended) ids.push_back(job.id);
    if (!ids.empty()) co_await engine_.cancel(std::move(ids));
  } catch (const EngineSilent& fault) {
    spdlog::warn("{}; jobs of this run may go on: `scancel` ends them", fault.what());
  }
}

}  // namespace gulliver
