// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace gulliver {

/// What a subject says in brackets, as in "[PATCH v3 net-next 2/5] title": git-format-patch(1), and
/// what people write by hand: "[RFC PATCHv2]", "[PATCH RESEND 1/2]", "[list] Re: [v2,1/3] title".
struct SubjectTag {
  bool reply = false;  ///< "Re:" or its like before "[PATCH"
  int version = 1;
  int number = 0;     ///< 0: the cover letter, or not numbered
  int count = 0;      ///< 0: not numbered
  std::string title;  ///< without all of that
};

SubjectTag parse_subject(std::string_view subject);

}  // namespace gulliver
