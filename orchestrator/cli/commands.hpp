// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <functional>

namespace gulliver {

/// What the chosen subcommand does; returns the exit code.
using Action = std::function<int()>;

// Each adds one subcommand to the program and, when it is chosen, puts what it does into `action`.
// One file each: cmd_NAME.cpp.
void add_plan(CLI::App& program, Action& action);
void add_simulate(CLI::App& program, Action& action);
void add_explain(CLI::App& program, Action& action);
void add_run(CLI::App& program, Action& action);
void add_resume(CLI::App& program, Action& action);
void add_patch(CLI::App& program, Action& action);
void add_watch(CLI::App& program, Action& action);
void add_bisect(CLI::App& program, Action& action);
void add_show(CLI::App& program, Action& action);
void add_report(CLI::App& program, Action& action);
void add_log(CLI::App& program, Action& action);
void add_repro(CLI::App& program, Action& action);
void add_ktap(CLI::App& program, Action& action);
void add_history(CLI::App& program, Action& action);
void add_compare(CLI::App& program, Action& action);
void add_weekly(CLI::App& program, Action& action);
void add_site(CLI::App& program, Action& action);
void add_serve(CLI::App& program, Action& action);
void add_list(CLI::App& program, Action& action);
void add_doctor(CLI::App& program, Action& action);
void add_image(CLI::App& program, Action& action);
void add_tree(CLI::App& program, Action& action);
void add_ledger(CLI::App& program, Action& action);
void add_cache(CLI::App& program, Action& action);
void add_worker(CLI::App& program, Action& action);
void add_manual(CLI::App& program, Action& action);

}  // namespace gulliver
