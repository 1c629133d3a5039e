// SPDX-License-Identifier: MIT
#include <runners/source/debian_archive.hpp>

#include <runners/files/files.hpp>
#include <runners/model/error.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::string_view backports = "-backports";

std::string mirror() {
  const char* const set = std::getenv("GULLIVER_DEBIAN_MIRROR");
  return set && *set ? set : "http://deb.debian.org/debian";
}

struct Finished {
  ProcessResult result;
  std::string output;
};

asio::awaitable<Finished> run(ProcessRunner& processes, Command command) {
  Finished finished;
  command.env.emplace_back("LC_ALL", "C");
  command.on_line = [&finished](std::string_view line) {
    finished.output += std::string(line) + "\n";
    return Reading::go_on;
  };
  finished.result = co_await processes.run(std::move(command));
  co_return finished;
}

/// The line that says what went wrong: apt's first error, or the first line of a program that
/// prints nothing else.
std::string complaint(const std::string& output) {
  std::istringstream lines(output);
  std::string first;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("E:")) return line;
    if (first.empty()) first = line;
  }
  return first.empty() ? "it printed nothing" : first;
}

asio::awaitable<std::string> run_or_fail(ProcessRunner& processes, Command command, std::string what) {
  const std::string program = command.argv.front();
  const Finished finished = co_await run(processes, std::move(command));
  if (!finished.result.ok())
    throw Error(what + ": " + program + " " + description_of(finished.result) + ": " +
                complaint(finished.output));
  co_return finished.output;
}

/// The only file of a folder with this extension.
fs::path only_file(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> found;
  if (fs::is_directory(folder))
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      if (entry.path().extension() == extension) found.push_back(entry.path());
  if (found.size() != 1)
    throw Error(folder.string() + ": found " + std::to_string(found.size()) + " files *" + extension +
                ", expected one");
  return found.front();
}

/// "linux-source-7.3 (= 7.3.4-1~bpo13+1)" among dependencies, where it is the package asked for
/// with more behind its name.
std::optional<DebianPackage> exact_dependency(const std::string& depends, const std::string& asked) {
  std::istringstream parts(depends);
  for (std::string part; std::getline(parts, part, ',');) {
    std::istringstream words(part);
    std::string name, relation, version;
    if (words >> name >> relation >> version && name.starts_with(asked + "-") && relation == "(=" &&
        version.ends_with(')'))
      return DebianPackage{name, version.substr(0, version.size() - 1)};
  }
  return std::nullopt;
}

}  // namespace

std::string sources_list(const std::string& mirror, const std::string& suite) {
  const std::string head = "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] " + mirror + " ";
  std::string list = head + suite + " main\n";
  if (suite.ends_with(backports)) list += head + suite.substr(0, suite.size() - backports.size()) + " main\n";
  return list;
}

DebianPackage newest_package(std::string_view shown, const std::string& asked) {
  std::istringstream lines{std::string(shown)};
  DebianPackage package;
  std::string depends;
  for (std::string line; std::getline(lines, line) && !(line.empty() && !package.name.empty());) {
    if (line.starts_with("Package: ")) package.name = line.substr(9);
    if (line.starts_with("Version: ")) package.version = line.substr(9);
    if (line.starts_with("Depends: ")) depends = line.substr(9);
  }
  if (package.name.empty() || package.version.empty())
    throw Error("apt-cache show " + asked + ": found no line 'Package:' and 'Version:' in what it printed");
  return exact_dependency(depends, asked).value_or(package);
}

DebianArchive::DebianArchive(ProcessRunner& processes, fs::path folder, std::string suite)
    : processes_(processes), folder_(std::move(folder)), suite_(std::move(suite)) {}

Command DebianArchive::apt(std::string program, std::vector<std::string> arguments) const {
  const std::string here = folder_.string();
  Command command;
  command.argv = {std::move(program),
                  "-q",
                  "-o",
                  "Dir::Etc::SourceList=" + here + "/sources.list",
                  "-o",
                  "Dir::Etc::SourceParts=/dev/null",
                  "-o",
                  "Dir::State=" + here,
                  "-o",
                  "Dir::State::Lists=" + here + "/lists",
                  "-o",
                  "Dir::State::status=" + here + "/status",
                  "-o",
                  "Dir::Cache=" + here + "/cache",
                  "-o",
                  "Acquire::Retries=3"};
  // As root, apt would download as the user _apt, who may not enter our folder.
  if (::geteuid() == 0) command.argv.insert(command.argv.end(), {"-o", "APT::Sandbox::User=root"});
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  return command;
}

asio::awaitable<DebianPackage> DebianArchive::newest(std::string package) {
  fs::create_directories(folder_ / "lists/partial");
  fs::create_directories(folder_ / "cache/archives/partial");
  write_file(folder_ / "sources.list", sources_list(mirror(), suite_));
  write_file(folder_ / "status", "");
  Command update = apt("apt-get", {"--error-on=any", "update"});
  co_await run_or_fail(processes_, std::move(update), "cannot read Debian's list of packages");
  Command show = apt("apt-cache", {"show", package});
  const Finished shown = co_await run(processes_, std::move(show));
  if (!shown.result.ok()) throw InputError("Debian's " + suite_ + " has no package '" + package + "'");
  co_return newest_package(shown.output, package);
}

asio::awaitable<fs::path> DebianArchive::download(DebianPackage package, fs::path into) {
  fs::create_directories(into);
  Command command = apt("apt-get", {"download", package.name + "=" + package.version});
  command.cwd = into;
  const std::string what = "cannot download " + package.name + " " + package.version;
  co_await run_or_fail(processes_, std::move(command), what);
  co_return only_file(into, ".deb");
}

asio::awaitable<void> unpack_kernel(ProcessRunner& processes, fs::path deb, fs::path scratch, fs::path into) {
  const std::string what = "cannot unpack " + deb.filename().string();
  Command extract;
  extract.argv = {"dpkg-deb", "--extract", deb.string(), scratch.string()};
  co_await run_or_fail(processes, std::move(extract), what);
  fs::create_directories(into);
  // --touch: a file that is new to a work tree must look new to make.
  Command tar;
  tar.argv = {"tar",
              "--extract",
              "--touch",
              "--no-same-owner",
              "--strip-components=1",
              "--directory=" + into.string(),
              "--file=" + only_file(scratch / "usr/src", ".xz").string()};
  co_await run_or_fail(processes, std::move(tar), what);
}

}  // namespace gulliver
