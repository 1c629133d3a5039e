// SPDX-License-Identifier: MIT
#pragma once

#include "fake_engine.hpp"

#include <orchestrator/cluster/cluster_farm.hpp>
#include <orchestrator/farm/farm.hpp>
#include <orchestrator/order/order.hpp>
#include <runners/files/files.hpp>
#include <tests/fakes/recording_observer.hpp>
#include <tests/fakes/temporary_folder.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace gulliver {

inline Build build(const std::string& id, const std::vector<std::string>& cells) {
  Build build;
  build.kernel.id = id;
  build.toolchain = "image";
  for (const std::string& name : cells) {
    PlannedCell planned;
    planned.cell.id = name;
    planned.cell.toolchain = "image";
    planned.guest.memory = 512;
    planned.guest.total = Seconds{300};
    build.cells.push_back(planned);
  }
  return build;
}

/// A plan on a cluster whose engine and workers do what a test says.
class ClusterTest : public testing::Test {
 protected:
  ClusterTest() {
    plan_.builds = {build("mips", {"mips-big/kunit"}),
                    build("arm64", {"arm64-little/kunit", "arm64-little/smp"})};
    TreeSpec tree;
    std::filesystem::create_directories(folder_ / "ports/mips-rust");
    write_file(folder_ / "ports/mips-rust/0001.patch", "a patch\n");
    tree.series = {folder_ / "ports/mips-rust"};
    plan_.trees = {tree};
    setup_.run = 7;
    setup_.name = "7-abcd";
    setup_.folder = folder_ / "run";
    setup_.bindings = folder_ / "bindings";
    Revision revision;
    revision.name = "linux";
    revision.id = "1234";
    setup_.trees = {revision};
    setup_.toolchains["image"] = {"image", "id1", "/rootfs", {{"make", "4.4.1"}}, {"/usr/bin"}, {}};
    setup_.settings.shared = folder_ / "shared";
    setup_.settings.program = "/srv/gulliver's/gulliver";
    setup_.measured = [](const std::string&) { return std::nullopt; };
    setup_.poll = Seconds{0.001};
    std::filesystem::create_directories(setup_.folder);
    engine_.begin = [this](const JobRequest& request, JobStatus& job) {
      deliver_all(request);
      job.stage = JobStage::ended;
      job.state = "COMPLETED";
    };
  }

  /// Does what a worker does that finds every test passed.
  void deliver_all(const JobRequest& request, const std::string& attempt = "1-0") {
    const OrderFolder place{request.logs};
    const Order order = read_order(read_file(place.order()));
    for (const PlannedCell& planned : order.plan.builds.front().cells)
      deliver_cell(place, planned.cell, attempt);
  }

  void deliver_cell(const OrderFolder& place, const Cell& cell, const std::string& attempt) {
    const std::filesystem::path results = folder_ / ("node-" + attempt);
    std::filesystem::create_directories(results / folder_name(cell));
    write_file(results / folder_name(cell) / "console.log", "KTAP version 1 of " + attempt + "\n");
    Delivery delivery;
    delivery.record.cell = cell;
    delivery.record.verdict = {VerdictKind::passed, "2 tests passed"};
    delivery.record.place = "n1, job " + attempt;
    delivery.record.boot.emplace();
    delivery.record.boot->console = results / folder_name(cell) / "console.log";
    delivery.cpu = Seconds{10};
    deliver(delivery, results, folder_ / "no-bindings", place, attempt);
  }

  void work() {
    asio::io_context loop(1);
    ClusterFarm farm(plan_, setup_, engine_, observer_, loop.get_executor());
    farm_ = &farm;
    std::exception_ptr fault;
    asio::co_spawn(loop, farm.work(), [&](std::exception_ptr error) { fault = error; });
    loop.run();
    cpu_ = farm.cpu();
    farm_ = nullptr;
    if (fault) std::rethrow_exception(fault);
  }

  std::vector<std::string> recorded() const {
    std::vector<std::string> cells;
    for (const RunRecord& record : observer_.records) cells.push_back(record.cell.id);
    return cells;
  }

  const RunRecord& record(const std::string& cell) const {
    return *std::ranges::find_if(observer_.records,
                                 [&](const RunRecord& each) { return each.cell.id == cell; });
  }

  /// A plan of one build, the job of which stays as `begin` leaves it.
  void one_job(std::function<void(const JobRequest&, JobStatus&)> begin) {
    plan_.builds = {build("mips", {"mips-big/kunit"})};
    engine_.begin = std::move(begin);
  }

  std::filesystem::path order_folder(const std::string& build) const { return folder_ / "shared/runs/7-abcd" / build; }

  TemporaryFolder folder_;
  Plan plan_;
  ClusterSetup setup_;
  FakeEngine engine_;
  RecordingObserver observer_;
  ClusterFarm* farm_ = nullptr;
  Seconds cpu_{};
};

}  // namespace gulliver
