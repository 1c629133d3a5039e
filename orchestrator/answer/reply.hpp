// SPDX-License-Identifier: MIT
#pragma once

#include <orchestrator/answer/answer_facts.hpp>
#include <orchestrator/answer/mail_text.hpp>

namespace gulliver {

/// "Hi Lemuel," to the author of the patch that broke something, else of the first one.
void add_greeting(MailText& mail, const PatchResult& result);

/// New warnings, and what is as bad as before or not counted.
void add_asides(MailText& mail, const PatchResult& result);

/// What broke, and how: each accusation with its chain from C to Rust.
void add_accusations(MailText& mail, const PatchResult& result);

/// The whole mail of a series that broke something.
void add_red(MailText& mail, const PatchResult& result);

}  // namespace gulliver
