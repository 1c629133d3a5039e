// SPDX-License-Identifier: MIT
#pragma once

#include <runners/mail/subject_tag.hpp>
#include <runners/model/mail.hpp>

#include <string>
#include <vector>

namespace gulliver {

/// A patch, or a cover letter.
struct Post {
  const Mail* mail = nullptr;
  SubjectTag tag;
  int depth = 0;  ///< mails above it in the thread
};

/// What one poster posted under one version and count.
struct Posting {
  std::string poster;
  int version = 1;
  int count = 0;  ///< as the subjects have it: 0 where they are not numbered
  int depth = 0;  ///< of the mail nearest to the thread's root
  std::vector<Post> posts;
};

/// What was posted in a thread, in the order of the first mails. Points into `mails`.
std::vector<Posting> postings_of(const std::vector<Mail>& mails);

/// The newest version of what the thread's first poster posted; `postings` are not empty.
/// \throws InputError  there are two of them
const Posting& newest(const std::vector<Posting>& postings);

}  // namespace gulliver
