// SPDX-License-Identifier: MIT
#include <runners/mail/gmime.hpp>

#include <gmime/gmime.h>

namespace gulliver {

void start_gmime() {
  [[maybe_unused]] static const bool started = [] {
    g_mime_init();
    return true;
  }();
}

}  // namespace gulliver
