// SPDX-License-Identifier: MIT
#include <orchestrator/cluster/slurm_text.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace gulliver {
namespace {

using Words = std::vector<std::string>;

/// sbatch replaces %j and the like in the names of files.
std::string literal(const std::string& path) {
  std::string text;
  for (const char c : path) text += c == '%' ? "%%" : std::string(1, c);
  return text;
}

std::string with_commas(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

template <class Each>
void for_lines(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    each(line);
  }
}

/// So many fields with '|' between; the last one takes what is left. Empty: there are fewer.
Words fields(std::string_view line, std::size_t number) {
  Words all;
  while (all.size() + 1 < number) {
    const std::size_t end = line.find('|');
    if (end == line.npos) return {};
    all.emplace_back(line.substr(0, end));
    line.remove_prefix(end + 1);
  }
  all.emplace_back(line);
  return all;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The number that a text begins with ("64", "64+"); 0 where it begins with none.
int number(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// "1-02:03:04", "02:03:04", "03:04" (minutes and seconds) or "infinite".
std::optional<int> minutes(std::string_view text) {
  if (text.empty() || !is_number(text.substr(0, 1))) return std::nullopt;
  const std::size_t dash = text.find('-');
  const int days = dash == text.npos ? 0 : number(text);
  if (dash != text.npos) text.remove_prefix(dash + 1);
  const auto colons = std::ranges::count(text, ':');
  const int first = number(text);
  const int second = text.find(':') == text.npos ? 0 : number(text.substr(text.find(':') + 1));
  return days * 24 * 60 + (colons >= 2 ? first * 60 + second : first);
}

const std::map<std::string, JobEnd>& ends() {
  static const std::map<std::string, JobEnd> all{
      {"COMPLETED", JobEnd::completed},         {"FAILED", JobEnd::failed},
      {"TIMEOUT", JobEnd::out_of_time},         {"DEADLINE", JobEnd::out_of_time},
      {"OUT_OF_MEMORY", JobEnd::out_of_memory}, {"NODE_FAIL", JobEnd::node_failed},
      {"BOOT_FAIL", JobEnd::node_failed},       {"PREEMPTED", JobEnd::node_failed},
      {"REVOKED", JobEnd::node_failed},         {"CANCELLED", JobEnd::cancelled},
  };
  return all;
}

/// Reasons for which a job waits that no waiting will change.
bool is_hopeless(const std::string& reason) {
  static constexpr std::array reasons = {
      "BadConstraints",    "PartitionNodeLimit", "PartitionTimeLimit",
      "AccountNotAllowed", "QOSNotAllowed",      "InvalidAccount",
      "InvalidQOS",        "MaxMemPerLimit",     "DependencyNeverSatisfied"};
  return std::ranges::find(reasons, reason) != reasons.end();
}

JobStage waiting_stage(const std::string& state, const std::string& reason) {
  if (reason.find("held") != reason.npos || reason.find("JobHeld") != reason.npos ||
      state == "REQUEUE_HOLD" || state == "SPECIAL_EXIT")
    return JobStage::held;
  return is_hopeless(reason) ? JobStage::hopeless : JobStage::waiting;
}

bool is_usable(const std::string& state) {
  static constexpr std::array bad = {"down",  "drain", "fail",   "error", "unknown",
                                     "inval", "maint", "future", "reboot"};
  const auto in_state = [&](const char* word) { return state.find(word) != state.npos; };
  return std::ranges::none_of(bad, in_state) && !state.ends_with('*');  // "idle*" does not answer
}

}  // namespace

std::string job_log(const std::string& job) {
  return "slurm-" + job + ".log";
}

Words sbatch_command(const JobRequest& request, const SlurmSettings& settings) {
  Words words = {"sbatch",
                 "--parsable",
                 "--job-name=" + request.name,
                 "--output=" + literal((request.logs / "").string()) + job_log("%j"),
                 "--open-mode=append",
                 "--export=NIL",
                 "--chdir=/",
                 "--requeue",
                 "--dependency=singleton",
                 "--nodes=1",
                 "--ntasks=1",
                 "--cpus-per-task=" + std::to_string(request.size.cpus),
                 "--mem=" + std::to_string(request.size.memory),
                 "--time=" + std::to_string(request.size.minutes)};
  if (!request.avoided.empty()) words.push_back("--exclude=" + with_commas(request.avoided));
  if (!settings.partition.empty()) words.push_back("--partition=" + settings.partition);
  if (!settings.constraint.empty()) words.push_back("--constraint=" + settings.constraint);
  if (!settings.account.empty()) words.push_back("--account=" + settings.account);
  return words;
}

Words squeue_command() {
  return {"squeue", "--noheader", "--me", "--states=all", "--format=%i|%T|%r|%N|%j"};
}

Words scancel_command(const Words& jobs) {
  Words words = {"scancel"};
  words.insert(words.end(), jobs.begin(), jobs.end());
  return words;
}

Words sinfo_command(const SlurmSettings& settings) {
  Words words = {"sinfo", "--noheader", "--Node", "--format=%P|%N|%c|%m|%l|%T|%E"};
  if (!settings.partition.empty()) words.push_back("--partition=" + settings.partition);
  return words;
}

std::string parse_sbatch(std::string_view printed) {
  std::string id;
  for_lines(printed, [&](std::string_view line) {
    const std::string_view first = line.substr(0, line.find(';'));
    if (is_number(first)) id = first;
  });
  return id;
}

bool is_refusal(std::string_view printed) {
  static constexpr std::array words = {"Requested node configuration is not available",
                                       "Invalid partition name",
                                       "Invalid account",
                                       "Invalid feature specification",
                                       "Invalid qos",
                                       "Requested time limit is invalid",
                                       "Memory required by task is not available",
                                       "User's group not permitted to use this partition",
                                       "Access/permission denied",
                                       "More processors requested than permitted",
                                       "Node count specification invalid",
                                       "CPU count per node can not be satisfied",
                                       "unrecognized option"};
  return std::ranges::any_of(words, [&](const char* word) { return printed.find(word) != printed.npos; });
}

std::vector<JobStatus> parse_squeue(std::string_view printed) {
  std::vector<JobStatus> jobs;
  for_lines(printed, [&](std::string_view line) {
    const Words columns = fields(line, 5);
    if (columns.empty() || !is_number(columns[0])) return;
    JobStatus& job = jobs.emplace_back();
    job.id = columns[0];
    job.state = columns[1];
    job.reason = columns[2] == "None" ? "" : columns[2];
    job.node = columns[3];
    job.name = columns[4];
    const auto end = ends().find(job.state);
    const bool waits =
        job.state == "PENDING" || job.state.starts_with("REQUEUE") || job.state == "SPECIAL_EXIT";
    job.stage = end != ends().end() ? JobStage::ended
                : waits             ? waiting_stage(job.state, job.reason)
                                    : JobStage::running;
    if (end != ends().end()) job.end = end->second;
  });
  return jobs;
}

std::vector<Node> parse_sinfo(std::string_view printed) {
  std::vector<Node> nodes, of_default;
  for_lines(printed, [&](std::string_view line) {
    const Words columns = fields(line, 7);
    if (columns.empty() || number(columns[2]) < 1) return;
    Node node;
    node.name = columns[1];
    node.cpus = number(columns[2]);
    node.memory = number(columns[3]);
    node.minutes = minutes(columns[4]);
    node.state = columns[5];
    node.usable = is_usable(node.state);
    node.reason = columns[6] != "none" ? columns[6] : node.state.ends_with('*') ? "does not answer" : "";
    (columns[0].ends_with('*') ? of_default : nodes).push_back(std::move(node));
  });
  return of_default.empty() ? nodes : of_default;
}

}  // namespace gulliver
