// SPDX-License-Identifier: MIT
#pragma once

namespace gulliver {

// What man pages say that --help does not, as man(7) source.

/// Of the program, in the line by which apropos(1) finds it: no source, but text.
inline constexpr const char* program_in_short =
    "build and test Rust in the Linux kernel on every architecture and byte order";

inline constexpr const char* man_exit_codes = R"(.TP
\fB0\fR
All is as expected.
.TP
\fB1\fR
The kernel is at fault.
.TP
\fB2\fR
Bad usage or input.
.TP
\fB3\fR
The farm is at fault: this says nothing about the kernel.
.TP
\fB130\fR
Interrupted; what was measured until then is kept.
)";

inline constexpr const char* man_environment = R"(.SH ENVIRONMENT
.TP
\fBGULLIVER_ROOT\fR
The folder that holds \fImatrices\fR and \fIimages\fR,
in place of the one that came with the program.
.TP
\fBXDG_CACHE_HOME\fR, \fBXDG_STATE_HOME\fR
Where the cache and what is kept go.
.TP
\fBNO_COLOR\fR
No colours, where it is not empty.
)";

inline constexpr const char* man_files = R"(.SH FILES
.TP
\fI/usr/share/gulliver/matrices\fR
Matrices that come with Gulliver, known by name wherever a \fIMATRIX\fR
is asked for:
\fBquick\fR, \fBall\fR, \fBproduction\fR, \fBnet\fR, \fBquickstart\fR.
A file of that name wins.
Their \fIREADME.md\fR says how to write one.
.TP
\fI/usr/share/gulliver/images/toolchain\fR
Recipes of toolchain images.
.TP
\fI/usr/share/doc/gulliver\fR
The documentation, with the formats of all JSON.
.TP
\fI\(ti/.cache/gulliver\fR
Images, kernel trees and builds: all of it can be made again.
.TP
\fI\(ti/.local/state/gulliver\fR
The ledger of all runs, with their logs and consoles.
)";

}  // namespace gulliver
