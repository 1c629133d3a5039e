// SPDX-License-Identifier: MIT
#include <orchestrator/report/page.hpp>
#include <orchestrator/report/plan_facts.hpp>

namespace gulliver {
namespace {

std::string build_text(const Build& build) {
  const ConfigRequest& request = build.kernel.request;
  return "ARCH=" + build.kernel.linux_arch + ", toolchain " + build.toolchain + ", " + request.base +
         " and " + counted(static_cast<int>(request.options.size()), "option");
}

Row cell_row(const PlannedCell& planned) {
  const GuestSpec& guest = planned.guest;
  return {{"    " + planned.cell.id},
          {std::to_string(guest.memory) + " MiB", Colour::none, true},
          {counted(guest.cpus, "cpu"), Colour::none, true},
          {"at most " + duration_text(guest.total)}};
}

void add_build(Page& page, const Build& build) {
  page.line({{"  build "}, {build.kernel.id, Colour::cyan}, {": " + build_text(build)}});
  std::vector<Row> rows;
  for (const PlannedCell& cell : build.cells) rows.push_back(cell_row(cell));
  page.lines(aligned(rows, page.style()));
}

void add_tree(Page& page, const Plan& plan, std::size_t tree) {
  page.section("tree " + tree_spec_text(plan.trees[tree]));
  for (const Build& build : plan.builds)
    if (build.tree == tree) add_build(page, build);
}

void add_excluded(Page& page, const std::vector<Excluded>& excluded) {
  if (excluded.empty()) return;
  page.section("excluded");
  std::vector<Row> rows;
  for (const auto& [cell, reason] : excluded) rows.push_back({{"  " + cell, Colour::dim}, {reason}});
  page.lines(aligned(rows, page.style()));
}

}  // namespace

std::string render_plan(const Plan& plan, const TextStyle& style) {
  Page page(style);
  page.line({{"matrix " + plan.matrix, Colour::bold},
             {": " + counted(static_cast<int>(plan.cell_count()), "cell") + ", " +
              counted(static_cast<int>(plan.builds.size()), "build") + ", " +
              counted(static_cast<int>(plan.trees.size()), "tree")}});
  for (std::size_t tree = 0; tree < plan.trees.size(); ++tree) add_tree(page, plan, tree);
  add_excluded(page, plan.excluded);
  return std::move(page).text();
}

}  // namespace gulliver
