// SPDX-License-Identifier: MIT
#pragma once

#include <runners/model/kernel.hpp>
#include <runners/model/toolchain.hpp>
#include <runners/process/job_budget.hpp>
#include <runners/process/process_runner.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gulliver {

inline constexpr std::size_t longest_dot_config = 16u << 20;  // bytes; one of allmodconfig is 400 thousand

/// What make may take of a machine unless somebody says otherwise: seven eighths of its memory, and all of the disk but 256 MiB.
Limits usual_limits();

/// Where one kernel is configured or built, and with what.
struct KernelSite {
  KernelSpec kernel;
  Toolchain toolchain;
  std::filesystem::path folder;  ///< make's O=
  std::filesystem::path log;     ///< everything that make prints

  /// What the farm itself writes stands outside the folder that the kernel under test writes to.
  std::filesystem::path beside(std::string_view name) const { return folder.parent_path() / name; }
  std::filesystem::path dot_config() const { return folder / ".config"; }

  /// What the kernel under test made of .config: empty where it is no plain file.
  std::string read_dot_config() const;
};

/// Runs make, and what else a kernel's tree needs, inside the sandbox and under the job budget.
class KernelMake {
 public:
  /// `ccache` is the folder of the compiler cache; the limits are those of every make.
  KernelMake(std::filesystem::path ccache, ProcessRunner& processes, JobBudget& budget, Limits limits);

  /// Makes the folder ready for make, and the log empty. Thrown away are objects of another toolchain
  /// (kbuild notices most changes of tools by itself, but "most" is not enough for a verdict), and objects
  /// of a make that did not end by itself: a half-written one can look newer than its source.
  void prepare(const KernelSite& site) const;

  /// Lets a folder that is not there yet, or whose make did not end by itself, begin as a copy of another build's,
  /// if that one is whole.
  /// \throws Error  it cannot be copied
  asio::awaitable<void> begin_as(const KernelSite& site, std::filesystem::path seed);

  /// \throws Error  it held more memory than it may, or left too little room on the disk
  asio::awaitable<ProcessResult> make(const KernelSite& site, std::vector<std::string> targets,
                                      std::function<Reading(std::string_view)> on_line = nullptr);

  /// Another command in the same place; `input` is what it reads.
  asio::awaitable<ProcessResult> run(const KernelSite& site, std::vector<std::string> argv, std::string input,
                                     std::function<Reading(std::string_view)> on_line = nullptr);

 private:
  std::filesystem::path ccache_;
  ProcessRunner& processes_;
  JobBudget& budget_;
  Limits limits_;
};

}  // namespace gulliver
