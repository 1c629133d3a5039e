// SPDX-License-Identifier: MIT
#include <orchestrator/cli/series_input.hpp>
#include <runners/files/files.hpp>
#include <runners/mail/mailbox.hpp>
#include <runners/mail/mailed_series.hpp>
#include <runners/mail/patch_file.hpp>
#include <runners/mail/subject_tag.hpp>
#include <runners/model/error.hpp>
#include <runners/source/commit_range.hpp>

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

namespace fs = std::filesystem;

namespace gulliver {
namespace {

std::string in_words(const Address& address) {
  return address.name.empty() ? address.address : address.name + " <" + address.address + ">";
}

SeriesInput of_mails(std::vector<Mail> mails, const std::string& asked) {
  return input_of(series_of(std::move(mails), asked), asked);
}

std::string standard_input() {
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

SeriesInput of_folder(const fs::path& folder, const std::string& asked) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename().string()[0] != '.') files.insert(entry.path());
  std::vector<Mail> mails;
  for (const fs::path& file : files) std::ranges::move(read_mails(read_file(file)), std::back_inserter(mails));
  if (mails.empty()) throw InputError(asked + ": has no patch in it; files of `git format-patch` would be right");
  return of_mails(std::move(mails), asked);
}

SeriesInput of_range(const fs::path& repository, const std::string& asked) {
  const CommitRange range = read_commit_range(repository, asked);
  SeriesInput input;
  input.series.source = asked;
  input.series.subject = range.commits.back().subject;
  input.base_commit = range.from;
  input.repository = repository;
  for (const CommitInfo& commit : range.commits)
    if (commit.parents.size() != 1)
      throw InputError(repository.string() + ": commit " + commit.id.substr(0, 12) +
                       " of the range is a merge; a series is a line of commits: rebase it, or test the merge with `gulliver run`");
  input.series.patches = patches_of(range);
  return input;
}

SeriesInput of_work_tree(const fs::path& folder, const std::string& asked) {
  SeriesInput input;
  input.series.source = asked;
  input.series.subject = "uncommitted changes of " + fs::weakly_canonical(folder).filename().string();
  input.repository = folder;
  input.between = {{LocalTree{fs::canonical(folder), "HEAD", false}, {}}, {LocalTree{fs::canonical(folder), "HEAD", true}, {}}};
  return input;
}

/// The id in "https://lore.kernel.org/rust-for-linux/ID/", or the text itself.
std::string message_id_in(std::string text) {
  if (text.starts_with("https://") || text.starts_with("http://")) {
    while (text.ends_with('/')) text.pop_back();
    for (const char* ending : {"/T", "/t", "/raw", "/t.mbox.gz"})
      if (text.ends_with(ending)) text.resize(text.size() - std::string(ending).size());
    text = text.substr(text.rfind('/') + 1);
  }
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  return text;
}

bool is_message_id(const std::string& text) {
  const std::size_t at = text.find('@');
  return at != text.npos && at > 0 && at + 1 < text.size() && text[0] != '-' &&
         text.find_first_of(" \t\n/") == text.npos;
}

bool is_installed(const std::string& program) {
  std::string path = std::getenv("PATH") ? std::getenv("PATH") : "";
  for (std::size_t colon = 0; !path.empty(); path.erase(0, colon == path.npos ? path.npos : colon + 1)) {
    colon = path.find(':');
    if (::access((fs::path(path.substr(0, colon)) / program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

SeriesInput of_message(const std::string& id, const std::string& asked, World& world) {
  if (!is_installed("b4"))
    throw InputError(asked + ": is a message to be fetched, and b4 is not installed; `apt install b4`, or a mbox file would do");
  const fs::path folder = folders_from_environment().cache / "mails";
  fs::create_directories(folder);
  Command fetch;
  fetch.argv = {"b4", "mbox", "--check-newer-revisions", "--outdir", folder.string(), "--mbox-name", "thread.mbox", id};
  fetch.total = Seconds(300);
  fs::remove(folder / "thread.mbox");
  try {
    world.run(output_of(world.processes(), std::move(fetch)));
    return of_mails(read_mails(read_file(folder / "thread.mbox")), asked);
  } catch (const InputError&) {
    throw;
  } catch (const Error& error) {
    throw InputError(asked + ": b4 could not fetch it: " + error.what());
  }
}

}  // namespace

std::vector<SubmittedPatch> patches_of(const CommitRange& range) {
  std::vector<SubmittedPatch> patches;
  for (const CommitInfo& commit : range.commits) {
    if (commit.parents.size() != 1) return {};
    patches.push_back({static_cast<int>(patches.size()) + 1, commit.subject, commit.author, "", commit.patch});
  }
  return patches;
}

SeriesInput input_of(MailedSeries mailed, const std::string& source) {
  SeriesInput input;
  input.series.source = source;
  input.series.subject = mailed.subject;
  input.series.version = mailed.version;
  input.base_commit = mailed.base_commit;
  if (!mailed.head().prepared || !mailed.head().message_id.empty()) input.answered = mailed.head();
  for (MailedPatch& patch : mailed.patches)
    input.series.patches.push_back({patch.number, parse_subject(patch.mail.subject).title, in_words(patch.mail.from),
                                    patch.mail.message_id, std::move(patch.patch_text)});
  return input;
}

SeriesInput read_series(const std::string& asked, const fs::path& repository, World& world) {
  if (asked == "-") return of_mails(read_mails(standard_input()), "standard input");
  if (fs::is_directory(asked)) return is_work_tree(asked) ? of_work_tree(asked, asked) : of_folder(asked, asked);
  if (fs::exists(asked)) return of_mails(read_mails(read_file(asked)), asked);
  if (const std::string id = message_id_in(asked); is_message_id(id)) return of_message(id, asked, world);
  if (is_commit_range(asked)) return of_range(repository, asked);
  throw InputError(asked + ": no such file or folder; a mbox file, '-', a folder of patches, a git work tree, A..B, or a message id would be right");
}

fs::path write_patches(const SubmittedSeries& series, std::size_t count, const fs::path& folder) {
  const fs::path patches = folder / std::to_string(count) / "patch";
  remove_folder(patches);
  fs::create_directories(patches);
  for (std::size_t i = 0; i < count; ++i) {
    const SubmittedPatch& patch = series.patches[i];
    write_file(patches / patch_file_name(static_cast<int>(i) + 1, patch.subject), patch.text);
  }
  return patches;
}

}  // namespace gulliver
