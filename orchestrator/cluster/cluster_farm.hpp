// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/cluster/engine.hpp>
#include <orchestrator/cluster/job_verdict.hpp>
#include <orchestrator/cluster/order_folder.hpp>
#include <orchestrator/farm/farm_observer.hpp>
#include <orchestrator/model/build_history.hpp>
#include <orchestrator/model/plan.hpp>
#include <orchestrator/model/settings.hpp>
#include <orchestrator/order/order.hpp>
#include <runners/model/toolchain.hpp>
#include <runners/model/tree.hpp>

#include <boost/asio/steady_timer.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gulliver {

/// What a walk through a plan on a cluster needs besides the plan.
struct ClusterSetup {
  RunId run = 0;
  std::string name;                ///< of the run, and of no other one that uses the same shared folder
  std::filesystem::path folder;    ///< logs, consoles, recipes: a folder for each cell
  std::filesystem::path bindings;  ///< where kept_bindings() looks
  std::vector<Revision> trees;     ///< one for each of Plan::trees; all in the shared mirror
  std::map<std::string, Toolchain> toolchains;  ///< by name; all packed in the shared folder
  SlurmSettings settings;                       ///< `program` is set
  bool fresh = false;                           ///< as in FarmSetup
  int reboots = 2;
  bool isolate = false;
  std::map<std::string, BuildHistory> history;  ///< by id of the build
  /// The newest record of this input, if one is known.
  std::function<std::optional<RunRecord>(const std::string& input_key)> measured;
  Seconds poll{2};            ///< between two looks at the jobs
  Seconds patience{30 * 60};  ///< with an engine that does not answer
};

/// Where things are in a folder that submitter and nodes share.
struct SharedFolder {
  std::filesystem::path path;

  std::filesystem::path mirror() const { return path / "mirror.git"; }
  std::filesystem::path images() const { return path / "images"; }
  std::filesystem::path run(const std::string& name) const { return path / "runs" / name; }
};

/// Walks a plan as jobs of a cluster: each build, with all its boots, is one job on one node. What a job
/// delivers is the truth about its cells; what the engine says of the job only explains why nothing came.
/// Every cell leaves one record. The walk can be taken up again by another process, under the same name.
class ClusterFarm {
 public:
  ClusterFarm(Plan plan, ClusterSetup setup, ClusterEngine& engine, FarmObserver& observer,
              asio::any_io_executor executor);

  /// Walks to the end.
  /// \throws Interrupted  stop() was called; the jobs were cancelled, and what they delivered before is kept
  /// \throws InputError   no node is as large as the settings ask
  /// \throws Error        the engine was silent for too long, a record could not be kept; jobs go on
  asio::awaitable<void> work();

  void stop();

  /// CPU time that was kept for what was delivered.
  Seconds cpu() const { return cpu_; }

 private:
  /// An order that was placed: one build on its way.
  struct Placed {
    enum class State { waiting, asked, queued };  ///< asked: whether the engine took it is not known

    const Build* build = nullptr;
    OrderFolder folder;
    std::string name;               ///< of its job
    std::set<std::string> awaited;  ///< cells without a record
    State state = State::waiting;
    std::string job;  ///< its number, where it is queued
    JobSize size;
    int tries = 0;                                      ///< jobs so far
    int ended = 0;                                      ///< looks since its job came to its end
    std::vector<std::string> avoided;                   ///< nodes
    std::string told;                                   ///< the last trouble that was told of it
    std::map<std::string, std::optional<Phase>> shown;  ///< cell -> the phase that was told last
  };

  void place_orders();
  asio::awaitable<void> look();
  asio::awaitable<void> know_nodes();
  void size_orders();
  asio::awaitable<void> submit_some();
  asio::awaitable<void> submit(Placed& order);
  Order order_for(const Placed& order) const;
  void tell_known(const Placed& order) const;
  RunRecord begun(const Placed& order, const PlannedCell& planned) const;
  asio::awaitable<void> follow(Placed& order, const std::vector<JobStatus>& jobs);
  asio::awaitable<void> act(Placed& order, const JobVerdict& verdict, const std::string& node);
  void give_up(Placed& order, const Verdict& verdict);
  void take(Placed& order);
  void take_all();
  void show(Placed& order);
  void tell(Placed& order, const std::string& trouble) const;
  bool done() const;
  asio::awaitable<void> pause(Seconds time);
  asio::awaitable<void> cancel_all();

  Plan plan_;
  ClusterSetup setup_;
  ClusterEngine& engine_;
  FarmObserver& observer_;
  SharedFolder shared_;
  asio::steady_timer timer_;
  std::vector<Placed> orders_;
  std::vector<Node> nodes_;
  std::set<std::string> told_nodes_;
  Seconds cpu_{};
  bool stopped_ = false;
};

}  // namespace gulliver
