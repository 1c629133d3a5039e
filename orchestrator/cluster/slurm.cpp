// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/slurm.hpp>

#include <orchestrator/cluster/slurm_text.hpp>

#include <algorithm>

namespace gulliver {
namespace {

constexpr Seconds patience{120};  // with a controller that is busy; the commands give up by themselves before
constexpr std::size_t most_at_once = 500;  // jobs in one scancel

/// The first line, without the name of the command ahead of it ("sbatch: error: ").
std::string words_of(std::string_view printed) {
  std::string line(printed.substr(0, printed.find('\n')));
  if (const std::size_t at = line.find("error: "); at != line.npos) line.erase(0, at + 7);
  return line.empty() ? "no word" : line;
}

}  // namespace

/// What a command printed.
asio::awaitable<std::string> Slurm::call(std::vector<std::string> argv, std::string input) {
  const std::string program = argv.front();
  std::string printed;
  Command command;
  command.argv = std::move(argv);
  command.input = std::move(input);
  command.total = patience;
  command.on_line = [&printed](std::string_view line) {
    printed.append(line).append("\n");
    return Reading::go_on;
  };
  ProcessResult result;
  try {
    result = co_await processes_.run(std::move(command));
  } catch (const Error& fault) {
    throw EngineSilent(fault.what());  // not installed, no process left: the jobs are where they are
  }
  if (result.ok()) co_return printed;
  if (program == "sbatch" && is_refusal(printed))
    throw JobRefused("Slurm refuses a job: " + words_of(printed));
  throw EngineSilent(program + " " + description_of(result) + ": " + words_of(printed));
}

asio::awaitable<std::string> Slurm::submit(JobRequest request) {
  std::vector<std::string> argv = sbatch_command(request, settings_);
  const std::string printed = co_await call(std::move(argv), std::move(request.script));
  const std::string id = parse_sbatch(printed);
  if (id.empty()) throw EngineSilent("sbatch gave no number: " + words_of(printed));
  co_return id;
}

asio::awaitable<std::vector<JobStatus>> Slurm::list() {
  std::vector<std::string> argv = squeue_command();
  co_return parse_squeue(co_await call(std::move(argv), ""));
}

asio::awaitable<void> Slurm::cancel(std::vector<std::string> jobs) {
  for (std::size_t done = 0; done < jobs.size(); done += most_at_once) {
    const auto first = jobs.begin() + static_cast<std::ptrdiff_t>(done);
    const auto count = static_cast<std::ptrdiff_t>(std::min(most_at_once, jobs.size() - done));
    const std::vector<std::string> some(first, first + count);
    std::vector<std::string> argv = scancel_command(some);
    co_await call(std::move(argv), "");
  }
}

asio::awaitable<std::vector<Node>> Slurm::nodes() {
  std::vector<std::string> argv = sinfo_command(settings_);
  co_return parse_sinfo(co_await call(std::move(argv), ""));
}

}  // namespace gulliver
