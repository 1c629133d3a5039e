// SPDX-License-Identifier: MIT
#include <orchestrator/cli/program.hpp>

#include <orchestrator/cli/commands.hpp>
#include <runners/model/error.hpp>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <exception>
#include <iostream>

namespace gulliver {
namespace {

constexpr const char* about =
    "Builds Rust-enabled Linux kernels for every architecture and byte order of a matrix, boots each\n"
    "in QEMU, and reports what the kernel's own Rust tests say. Green means: Rust ran here and passed.";

constexpr const char* footer =
    "Exit codes: 0 all as expected, 1 the kernel is at fault, 2 bad usage or input,\n"
    "            3 the farm is at fault, 130 interrupted.\n\n"
    "Examples:\n"
    "  gulliver doctor                                       is this machine ready?\n"
    "  gulliver image build                                  make the toolchain image, once\n"
    "  gulliver run matrices/quickstart.yaml                 four architectures, two byte orders\n"
    "  gulliver run matrices/all.yaml --endian big           every big-endian kernel\n"
    "  gulliver run matrices/quickstart.yaml --tree ~/linux  your own tree\n"
    "  gulliver resume                                       go on with a run that was cut short\n"
    "  gulliver patch matrices/quick.yaml --series a.mbox    what does a patch series break?\n"
    "  gulliver show                                         the last run again\n"
    "  gulliver report --view production                     options of production kernels x architectures\n"
    "  gulliver log mips-big/kunit                           the console of a cell\n"
    "  gulliver repro mips-big/kunit > repro.sh              a script that makes it again without Gulliver\n"
    "  dmesg | gulliver ktap -                               the test results in any console";

int report(const std::exception& fault, int code) {
  std::cerr << "gulliver: " << fault.what() << "\n";
  return code;
}

int perform(const Action& action) {
  try {
    const int code = action();
    std::cout.flush();
    if (!std::cout) throw Error("standard output: cannot write");
    return code;
  } catch (const InputError& fault) {
    return report(fault, exit_input);
  } catch (const Interrupted& interrupted) {
    return report(interrupted, exit_interrupted);
  } catch (const std::exception& fault) {
    return report(fault, exit_farm);
  }
}

void add_commands(CLI::App& app, Action& action) {
  add_run(app, action);
  add_resume(app, action);
  add_patch(app, action);
  add_watch(app, action);
  add_bisect(app, action);
  add_plan(app, action);
  add_simulate(app, action);
  add_explain(app, action);
  add_show(app, action);
  add_report(app, action);
  add_log(app, action);
  add_repro(app, action);
  add_ktap(app, action);
  add_history(app, action);
  add_compare(app, action);
  add_weekly(app, action);
  add_site(app, action);
  add_serve(app, action);
  add_list(app, action);
  add_doctor(app, action);
  add_image(app, action);
  add_tree(app, action);
  add_ledger(app, action);
  add_cache(app, action);
  add_worker(app, action);
  add_manual(app, action);
}

}  // namespace

int run_program(int argc, char** argv) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("gulliver"));
  spdlog::set_pattern("gulliver: %^%l%$: %v");
  CLI::App app(about, "gulliver");
  app.footer(footer);
  app.set_version_flag("--version", "gulliver " GULLIVER_VERSION);
  app.require_subcommand(1);
  Action action;
  add_commands(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& mistake) {
    app.exit(mistake);
    return exit_input;
  }
  return perform(action);
}

}  // namespace gulliver
