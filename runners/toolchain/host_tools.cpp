// SPDX-License-Identifier: MIT
#include <runners/files/files.hpp>
#include <runners/model/error.hpp>
#include <runners/toolchain/sandbox.hpp>
#include <runners/toolchain/search_path.hpp>
#include <runners/toolchain/toolchain_store.hpp>
#include <runners/toolchain/version_text.hpp>

#include <array>
#include <cstdlib>
#include <set>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

constexpr std::array needed = {"make", "clang", "ld.lld"};
constexpr std::array useful = {"rustc", "bindgen", "rustfmt", "pahole", "ccache"};

/// The tools whose versions are recorded: those of builds, and every QEMU that PATH has.
std::set<std::string> tools_in(const std::vector<std::string>& path) {
  std::set<std::string> tools(useful.begin(), useful.end());
  std::erase_if(tools, [&](const std::string& tool) { return !find_in(path, tool); });
  for (const std::string& folder : path) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("qemu-system-") && find_in({folder}, name)) tools.insert(name);
    }
  }
  return tools;
}

void require_tools(const std::vector<std::string>& path) {
  for (const std::string tool : needed) {
    if (!find_in(path, tool))
      throw Error(tool +
                  " is not in PATH: a kernel cannot be built with the host's tools without make, "
                  "clang and ld.lld");
  }
}

/// rustup puts proxies into PATH that look for the compiler in a home folder; the sandbox gets the
/// compiler itself.
asio::awaitable<std::vector<std::string>> path_with_rustc(ProcessRunner& processes,
                                                          std::vector<std::string> path) {
  if (!find_in(path, "rustc")) co_return path;
  Command command;
  command.argv = {"rustc", "--print", "sysroot"};
  command.total = Seconds(60);
  const ProcessResult result = co_await processes.run(command);
  const std::string bin = result.tail.substr(0, result.tail.find('\n')) + "/bin";
  const bool known = std::find(path.begin(), path.end(), bin) != path.end();
  if (result.ok() && !known && find_in({bin}, "rustc")) path.insert(path.begin(), bin);
  co_return path;
}

/// The first line that a tool prints about itself, inside the sandbox.
asio::awaitable<std::string> version_of(ProcessRunner& processes, const Toolchain& host, std::string tool) {
  Command command;
  command.argv = {tool, "--version"};
  command.total = Seconds(60);
  const Command inside = sandboxed(host, command, {});
  const ProcessResult result = co_await processes.run(inside);
  if (result.ok()) co_return version_in(result.tail);
  co_return std::string();
}

std::string host_id(const Toolchain& host) {
  std::string text;
  for (const std::string& folder : host.path) text += "path " + folder + "\n";
  for (const auto& [name, value] : host.env) text += "env " + name + "=" + value + "\n";
  for (const auto& [tool, version] : host.versions) text += tool + " " + version + "\n";
  return sha256(text).substr(0, 12);
}

}  // namespace

asio::awaitable<Toolchain> ToolchainStore::host() {
  Toolchain host;
  host.name = "host";
  host.path = co_await path_with_rustc(processes_, our_search_path());
  for (const char* variable : {"LIBCLANG_PATH", "RUST_LIB_SRC"}) {
    if (const char* value = std::getenv(variable)) host.env[variable] = value;
  }
  require_tools(host.path);
  co_await prove_sandbox(processes_, host);
  for (const std::string tool : needed) {
    host.versions[tool] = co_await version_of(processes_, host, tool);
    if (host.versions[tool].empty())
      throw Error(tool + " does not run in the sandbox: install it outside of the home folder");
  }
  for (const std::string& tool : tools_in(host.path)) {
    const std::string version = co_await version_of(processes_, host, tool);
    if (!version.empty()) host.versions[tool] = version;
  }
  host.id = host_id(host);
  co_return host;
}

}  // namespace gulliver
