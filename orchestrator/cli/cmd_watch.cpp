// SPDX-License-Identifier: MIT
#include <orchestrator/answer/answer.hpp>
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/context.hpp>
#include <orchestrator/cli/program.hpp>
#include <orchestrator/cli/reply_mail.hpp>
#include <orchestrator/cli/trial_request.hpp>
#include <orchestrator/cli/watched.hpp>
#include <runners/model/error.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments : TrialRequest {
  std::string maildir, remote, branch, answers, from;
  int poll = 60;  // seconds
  bool once = false;
};

std::vector<std::string> arguments_of(const Arguments& arguments) {
  std::vector<std::string> words{"watch", arguments.matrix};
  const auto add = [&words](const char* name, const std::string& value) {
    if (!value.empty()) words.insert(words.end(), {name, value});
  };
  add("--maildir", arguments.maildir);
  add("--remote", arguments.remote);
  add("--branch", arguments.branch);
  add_filter_words(arguments.options, words);
  add("--base", arguments.base);
  return words;
}

asio::awaitable<void> wait_for(std::shared_ptr<asio::steady_timer> timer) {
  boost::system::error_code stopped;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, stopped));
  if (stopped) throw Interrupted();
}

void pause(int seconds) {
  World world;
  const auto timer = std::make_shared<asio::steady_timer>(world.loop(), std::chrono::seconds(seconds));
  const StopHook stop = world.on_stop([timer] { timer->cancel(); });
  world.run(wait_for(timer));
}

/// Tries what arrives, one after the other, each once: what has an answer in the folder of answers was tried.
/// An answer is written when all else is done, so whatever ends this program, the next one goes on with the
/// very series, and what was measured of it is not measured again.
class Watch {
 public:
  Watch(const Arguments& arguments, Watched& watched, fs::path answers)
      : arguments_(arguments), watched_(watched), answers_(std::move(answers)) {}

  /// Tries all that is there. What arrives meanwhile is seen before the next one is begun.
  void turn();

  int code() const { return code_; }

 private:
  static constexpr int most_tries = 3;

  fs::path answer_of(const Arrival& arrival) const { return answers_ / (arrival.name + ".json"); }
  std::optional<Arrival> next();
  void tell_dropped(const std::vector<Arrival>& arrivals);
  void attempt(const Arrival& arrival);
  void keep(const Arrival& arrival, const PatchResult& result);
  void refuse(const Arrival& arrival, const std::string& why, int code);
  void close(const Arrival& arrival, const std::string& answer, int code);

  const Arguments& arguments_;
  Watched& watched_;
  fs::path answers_;
  std::map<std::string, int> tries_;  ///< that ended in a fault of the farm
  std::set<std::string> put_off_;     ///< until the next turn
  std::map<std::string, std::string> queue_;  ///< what was there and not tried: names to words
  int code_ = exit_ok;
};

/// What is not there any more, and was not tried, has a newer version.
void Watch::tell_dropped(const std::vector<Arrival>& arrivals) {
  std::map<std::string, std::string> queue;
  for (const Arrival& arrival : arrivals)
    if (!fs::exists(answer_of(arrival))) queue.emplace(arrival.name, arrival.told);
  for (const auto& [name, told] : queue_)
    if (!queue.contains(name) && !fs::exists(answers_ / (name + ".json")))
      std::cerr << told << ": not tried, a newer one has come or it was taken away\n";
  queue_ = std::move(queue);
}

std::optional<Arrival> Watch::next() {
  std::vector<Arrival> arrivals = watched_.look();
  tell_dropped(arrivals);
  for (Arrival& arrival : arrivals) {
    if (put_off_.contains(arrival.name)) continue;
    if (!fs::exists(answer_of(arrival))) return std::move(arrival);
    watched_.done(arrival);
  }
  return std::nullopt;
}

void Watch::turn() {
  put_off_.clear();
  try {
    while (const auto arrival = next()) attempt(*arrival);
  } catch (const CacheBusy& busy) {
    std::cerr << busy.what() << "\n";
    if (arguments_.once) code_ = exit_farm;
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& fault) {  // the maildir or the repository cannot be reached just now
    std::cerr << fault.what() << "\n";
    if (arguments_.once) code_ = exit_farm;
  }
}

/// A fault of the farm says nothing about the series: it is tried again when the source is looked at again,
/// but not for ever.
void Watch::attempt(const Arrival& arrival) {
  std::cerr << "trying " << arrival.told << "\n";
  TrialRequest request = arguments_;
  if (!arrival.tree.empty()) request.options.tree = arrival.tree;
  const bool last = ++tries_[arrival.name] >= most_tries;
  try {
    const PatchResult result = put_on_trial(request, arrival.input);
    if (exit_code_of(result) != exit_farm || last) return keep(arrival, result);
    std::cerr << render_answer(result, output_style());
  } catch (const InputError& fault) {
    return refuse(arrival, fault.what(), exit_input);
  } catch (const CacheBusy&) {
    --tries_[arrival.name];  // it was none
    throw;
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& fault) {
    std::cerr << arrival.told << ": " << fault.what() << "\n";
    if (last) return refuse(arrival, fault.what(), exit_farm);
  }
  code_ = std::max<int>(code_, exit_farm);
  put_off_.insert(arrival.name);
}

void Watch::keep(const Arrival& arrival, const PatchResult& result) {
  write_file(answers_ / (arrival.name + ".eml"), reply_mail(result, arrival.input.answered, arguments_.from));
  std::cout << render_answer(result, output_style()) << std::flush;
  close(arrival, json_answer(result), exit_code_of(result));
}

void Watch::refuse(const Arrival& arrival, const std::string& why, int code) {
  std::cerr << arrival.told << ": " << why << "\n";
  close(arrival, nlohmann::json{{"error", why}, {"exit_code", code}}.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n",
        code);
}

void Watch::close(const Arrival& arrival, const std::string& answer, int code) {
  write_file(answer_of(arrival), answer);
  watched_.done(arrival);
  code_ = std::max(code_, code);
}

int watch(Arguments& arguments) {
  arguments.arguments = arguments_of(arguments);
  const Folders folders = folders_from_environment();
  const fs::path answers = arguments.answers.empty() ? folders.state / "answers" : fs::path(arguments.answers);
  fs::create_directories(answers);
  load_plan(arguments.matrix, data_root(), arguments.options);  // what is wrong with it is said now, and not to the first series
  const std::unique_ptr<Watched> watched = arguments.maildir.empty()
                                               ? watch_branch(arguments.remote, arguments.branch, answers)
                                               : watch_maildir(arguments.maildir);
  Watch watch(arguments, *watched, answers);
  for (;;) {
    watch.turn();
    if (arguments.once) return watch.code();
    pause(arguments.poll);
  }
}

void add_sources(CLI::App& command, Arguments& arguments) {
  CLI::Option* maildir = command.add_option("--maildir", arguments.maildir, "Try each series in this maildir")->type_name("DIR");
  CLI::Option* remote = command.add_option("--remote", arguments.remote, "Try what is pushed to a branch of this repository")->type_name("URL");
  CLI::Option* branch = command.add_option("--branch", arguments.branch, "The branch");
  remote->needs(branch)->excludes(maildir);
  branch->needs(remote);
  command.add_option("--answers", arguments.answers, "Where answers go: NAME.json and a mail, NAME.eml [state folder]")->type_name("DIR");
  command.add_option("--from", arguments.from, "Who writes the mails [$GULLIVER_FROM, or Gulliver <gulliver@HOST>]");
  command.add_option("--base", arguments.base, "Revision of the tree that series go on top of");
  command.add_option("--poll", arguments.poll, "Look again after so many seconds")->check(CLI::Range(1, 86400))->capture_default_str();
  command.add_flag("--once", arguments.once, "Try what is there, and end");
}

}  // namespace

void add_watch(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("watch", "Try every series that comes into a maildir, or every push to a branch");
  auto arguments = std::make_shared<Arguments>();
  add_plan_arguments(*command, *arguments);
  add_sources(*command, *arguments);
  add_walk_arguments(*command, arguments->settings);
  command->footer(
      "Each series is tried once, when all its patches are there; of one that waits, only the newest version.\n"
      "What has an answer was tried: remove NAME.json to have it tried again. This may be killed at any time;\n"
      "the next one goes on. The first time a branch is seen, nothing is tried: that is where pushes count from.\n"
      "With --once the exit code is the worst of those of `gulliver patch`.\n\n"
      "Examples:\n  gulliver watch matrices/quick.yaml --maildir ~/Mail/rust-for-linux --answers ~/answers\n"
      "  gulliver watch matrices/all.yaml --remote https://example.org/linux.git --branch rust-next --poll 600\n"
      "  gulliver watch matrices/quick.yaml --maildir ~/Mail/rust-for-linux --once     for cron");
  command->callback([arguments, &action] {
    if (arguments->maildir.empty() && arguments->remote.empty())
      throw CLI::RequiredError("one of --maildir and --remote");
    action = [arguments] { return watch(*arguments); };
  });
}

}  // namespace gulliver
