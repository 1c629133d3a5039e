// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/model/patch_result.hpp>
#include <orchestrator/report/report.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace gulliver {

/// For a terminal: one line with the answer, a table of cells, each accusation once for all cells that make
/// it, what needs a change, whom to tell, and how to repeat it. No line begins with a stranger's text.
std::string render_answer(const PatchResult& result, const TextStyle& style);

/// The text of a mail, without headers, ASCII as far as its sources are; 72 columns but for code, paths and
/// commands. Where nothing got worse it is as short as a report on a stable release
/// (https://lore.kernel.org/stable/), else in the shape of the kernel test robot's
/// (https://lore.kernel.org/oe-kbuild-all/).
std::string reply_body(const PatchResult& result);

/// A file that reply_body() names.
struct NamedAttachment {
  std::string name;            ///< "mips-big-kunit.config"
  std::filesystem::path file;  ///< where it lies
  bool operator==(const NamedAttachment&) const = default;
};

/// Configuration, build log and console of the first cell of every accusation, as far as they exist.
std::vector<NamedAttachment> named_attachments(const PatchResult& result);

/// JUnit XML (https://github.com/testmoapp/junitxml): a suite for each cell. Only what got worse is a
/// `failure`, only what the farm failed in an `error`; what fails on the base too is `skipped`.
std::string junit(const PatchResult& result);

/// Everything; the format is described in orchestrator/answer/README.md.
std::string json_answer(const PatchResult& result);

/// KCIDB 5.3 (https://github.com/kernelci/kcidb-io): one checkout, a build for each cell, and its tests.
/// `origin` is the name of the sender, of [a-z0-9_].
std::string kcidb(const PatchResult& result, const std::string& origin);

/// Workflow commands: `error` for what got worse, `warning` for new warnings, a line each.
/// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
std::string github_annotations(const PatchResult& result);

/// Markdown for $GITHUB_STEP_SUMMARY, at most 1 MiB.
std::string github_summary(const PatchResult& result);

/// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
std::string gitlab_code_quality(const PatchResult& result);

}  // namespace gulliver
