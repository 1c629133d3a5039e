// SPDX-License-Identifier: MIT
#include <orchestrator/cli/commands.hpp>
#include <orchestrator/cli/mail_sender.hpp>
#include <orchestrator/cli/sent_mails.hpp>
#include <orchestrator/cli/week_view.hpp>
#include <orchestrator/cli/weekly_mail.hpp>
#include <orchestrator/cli/world.hpp>
#include <runners/files/file_lock.hpp>
#include <runners/mail/compose.hpp>
#include <runners/mail/header_writer.hpp>
#include <runners/model/error.hpp>
#include <runners/post/post.hpp>

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

struct Arguments {
  std::vector<std::string> matrices, to;
  std::string since = "7d", from, site, smtp, output;
  fs::path credentials, ca_file;
  bool sendmail = false;
};

Address recipient(const std::string& text) {
  const Address address = address_in(text);
  if (is_address(address.address)) return address;
  throw InputError("--to '" + text + "': is no address; lemuel@example.org, or 'Lemuel <lemuel@example.org>', would be right");
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// \throws InputError  the URL, or the file with the login, is not right
MailServer server_of(const Arguments& arguments) {
  MailServer server = mail_server(arguments.smtp);
  server.ca_file = arguments.ca_file;
  if (!arguments.credentials.empty()) {
    server.login = read_login(arguments.credentials, server.host);
  } else if (const std::string user = environment("GULLIVER_SMTP_USER"); !user.empty()) {
    server.login = Login{user, environment("GULLIVER_SMTP_PASSWORD")};
  }
  return server;
}

void send_by_smtp(const MailServer& server, const MailDraft& draft, const std::string& mail) {
  Envelope envelope{draft.from.address, {}};
  for (const Address& address : draft.to) envelope.to.push_back(address.address);
  const auto pause = [](Seconds seconds) {
    std::cerr << "gulliver: the mail server is not ready; trying again in " << seconds.count() << " s\n";
    std::this_thread::sleep_for(seconds);
  };
  post(server.host, [&] { return post_once(server, envelope, mail); }, pause);
}

/// The one in PATH, which cron keeps short, else that of every mail system.
std::string sendmail_program() {
  std::istringstream path(environment("PATH"));
  for (std::string folder; std::getline(path, folder, ':');)
    if (const std::string program = folder + "/sendmail"; !folder.empty() && ::access(program.c_str(), X_OK) == 0) return program;
  return "/usr/sbin/sendmail";
}

void send_by_sendmail(const std::string& mail) {
  World world;
  Command command;
  command.argv = {sendmail_program(), "-t", "-i"};
  command.input = mail;
  command.total = Seconds(300);
  const std::string program = command.argv.front();
  const ProcessResult result = world.run(world.processes().run(std::move(command)));
  if (!result.ok()) throw Error(program + " " + description_of(result) + (result.tail.empty() ? "" : ": " + result.tail));
}

MailDraft draft_of(const Arguments& arguments, const std::vector<Week>& weeks) {
  std::vector<Address> to;
  for (const std::string& text : arguments.to) to.push_back(recipient(text));
  return weekly_mail(weeks, mail_sender(arguments.from), to, arguments.site);
}

void write_mail(const std::string& output, const std::string& mail) {
  if (output == "-")
    std::cout << mail;
  else
    write_file(output, mail);
}

int send_weekly(const Arguments& arguments) {
  const Folders folders = folders_from_environment();
  const std::optional<MailServer> server = arguments.smtp.empty() ? std::nullopt : std::optional(server_of(arguments));
  const std::vector<Week> weeks = view_weeks(folders, arguments.matrices, arguments.since);
  std::vector<std::string> matrices;
  for (const Week& week : weeks) matrices.push_back(week.matrix);
  MailDraft draft = draft_of(arguments, weeks);
  const fs::path notes = folders.state / "weekly";
  fs::create_directories(notes);
  const auto lock = FileLock::try_take(notes / "lock");
  if (!lock) throw Error((notes / "lock").string() + ": another gulliver sends a weekly mail; wait for it");
  SentMails sent(notes, matrices);
  const bool again = sent.has(draft.message_id);
  if (again && arguments.output.empty()) {
    std::cout << "was sent already: " << printable(draft.subject) << "\n";
    return 0;
  }
  if (!again) draft.references = sent.references();
  if (!draft.references.empty()) draft.in_reply_to = draft.references.back();
  draft.date = std::chrono::system_clock::now();
  const std::string mail = compose(draft);
  if (!arguments.output.empty()) {
    write_mail(arguments.output, mail);
    return 0;
  }
  if (server)
    send_by_smtp(*server, draft, mail);
  else
    send_by_sendmail(mail);
  sent.add(draft.message_id);
  std::cout << "sent: " << printable(draft.subject) << "\n";
  return 0;
}

void add_ways(CLI::App& command, Arguments& arguments) {
  CLI::Option* smtp = command.add_option("--smtp", arguments.smtp, "Hand it to this server: smtps://HOST, or smtp://HOST[:PORT] with STARTTLS;\n"
                                         "without TLS only to this machine itself and without a login")->group("Ways")->type_name("URL");
  CLI::Option* sendmail = command.add_flag("--sendmail", arguments.sendmail, "Hand it to `sendmail -t -i`")->group("Ways");
  CLI::Option* output = command.add_option("--output", arguments.output, "Write it, '-' to standard output; nothing is sent, nor noted")->group("Ways")->type_name("FILE");
  smtp->excludes(sendmail)->excludes(output);
  sendmail->excludes(output);
  command.add_option("--credentials", arguments.credentials, "Login for the server in the netrc format, for your eyes only\n"
                     "[$GULLIVER_SMTP_USER and $GULLIVER_SMTP_PASSWORD]")->needs(smtp)->group("Ways")->type_name("FILE");
  command.add_option("--ca-file", arguments.ca_file, "Who signs the server's certificate [whom this machine trusts]")->check(CLI::ExistingFile)->needs(smtp)->group("Ways")->type_name("FILE");
}

}  // namespace

void add_weekly(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("weekly", "Mail what the week was like: regressions first, text and HTML");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("MATRIX", arguments->matrices, "What it is about")->required();
  command->add_option("--since", arguments->since, "When the week began: 7d, 24h, 2w, or 2026-11-19")->capture_default_str();
  command->add_option("--to", arguments->to, "Who gets it; may be given several times")->required()->allow_extra_args(false)->type_name("ADDRESS");
  command->add_option("--from", arguments->from, "Who writes it [$GULLIVER_FROM, or Gulliver <gulliver@HOST>]")->type_name("ADDRESS");
  command->add_option("--site", arguments->site, "Where the site of `gulliver site` is to be read: cells and tests are linked to")->type_name("URL");
  add_ways(*command, *arguments);
  command->footer(
      "It answers the mail of last week, so that all of them are one thread. A mail is noted once it was accepted,\n"
      "and the very same one is not sent again. The exit code says whether it was: 3 where no server took it.\n"
      "`gulliver report MATRIX --view week` shows the same in a terminal.\n\n"
      "Examples:\n  gulliver weekly matrices/all.yaml --to lemuel@example.org --output -\n"
      "  gulliver weekly matrices/all.yaml matrices/production.yaml --to list@example.org --sendmail\n"
      "  gulliver weekly matrices/all.yaml --to 'Lemuel <lemuel@example.org>' --smtp smtp://mail.example.org:587 \\\n"
      "      --credentials ~/.netrc --site https://farm.example.org");
  command->callback([arguments, &action] {
    if (arguments->smtp.empty() && !arguments->sendmail && arguments->output.empty())
      throw CLI::RequiredError("one of --smtp, --sendmail and --output");
    action = [arguments] { return send_weekly(*arguments); };
  });
}

}  // namespace gulliver
