// SPDX-License-Identifier: MIT
#pragma once

namespace gulliver {

/// GMime is ready for use from here on.
void start_gmime();

}  // namespace gulliver
