// SPDX-License-Identifier: MIT
// Any bytes at all are an mbox: mails come out of it, of these a series, and of its patches hunks, or it is told why not.
#include <runners/mail/mailbox.hpp>
#include <runners/mail/mailed_series.hpp>
#include <runners/mail/patch_file.hpp>
#include <runners/model/error.hpp>
#include <runners/source/file_patch.hpp>

#include "promise.hpp"

#include <string>
#include <variant>

using namespace gulliver;

namespace {

constexpr std::size_t longest_name = 80;  ///< of a patch file

constexpr std::string_view sample =
    "fn store(xa: &XArray) {\n    xa.lock();\n    xa.set(1);\n    xa.unlock();\n}\n\nfn load(xa: &XArray) {\n    xa.get(1)\n}\n";

void expect_plain(const std::string& name) {
  promise(name.size() <= longest_name && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == name.npos,
          "a patch file has a plain name");
  promise(name.find("..") == name.npos && name[0] != '.', "which leads nowhere else");
}

void expect_honest(const Mail& mail) {
  promise(is_readable(mail.subject) && is_readable(mail.from.name) && is_readable(mail.from.address), "header fields are one line");
  promise(is_readable(mail.message_id) && is_readable(mail.in_reply_to), "ids are one line");
  expect_plain(patch_file_name(1, mail.subject));
}

void apply(const FilePatch& file) {
  const GitDiff diff = parse(file);
  if (!diff) return;
  std::size_t added = 0;
  const std::vector<Hunk> hunks = hunks_of(*diff);
  for (const Hunk& hunk : hunks)
    for (const std::string& line : hunk.after) added += line.size();
  const auto result = apply_hunks(sample, hunks);
  if (const auto* text = std::get_if<std::string>(&result)) promise(text->size() <= sample.size() + added, "a patch adds what it says");
  if (const auto* mismatch = std::get_if<Mismatch>(&result))
    promise(mismatch->hunk >= 1 && mismatch->hunk <= hunks.size() && !mismatch->why.empty(), "a hunk that does not apply is named");
}

void expect_honest(const MailedSeries& series) {
  int number = 0;
  for (const MailedPatch& patch : series.patches) {
    promise(patch.number == ++number, "patches are in order, and none is missing");
    promise(has_diff(patch.patch_text), "a patch has a diff");
    for (const FilePatch& file : file_patches(patch.patch_text)) {
      promise(file.text.starts_with("diff --git"), "a diff begins as one");
      try {
        apply(file);
      } catch (const Error&) {
        // libgit2's complaint about a diff that it cannot read
      }
    }
  }
  promise(number > 0, "a series has a patch");
  promise(series.base_commit.empty() || series.base_commit.size() == 40, "a commit has 40 digits");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    std::vector<Mail> mails = read_mails(text_of(bytes, size));
    promise(mails.size() <= most_mails, "mails are bounded");
    for (const Mail& mail : mails) expect_honest(mail);
    expect_honest(series_of(std::move(mails), "input"));
  } catch (const InputError& mistake) {
    promise(is_readable(mistake.what()), "a mistake is told in readable words");
  }
  return 0;
}
