-- SPDX-License-Identifier: MIT
--
-- Gulliver's ledger, version 1: what every run was about and what came of each of its cells.
--
-- The version stands in `PRAGMA user_version`. This file makes an empty file into version 1 and is
-- never changed once released: version 2 will be `migrate_v1_v2.sql`, applied on top of it.
--
-- Conventions
--   moment   INTEGER: nanoseconds since 1970-01-01 00:00 UTC; for people:
--            datetime(started / 1000000000, 'unixepoch')
--   seconds  REAL: a duration of the wall clock unless it says CPU
--   list     TEXT: every item ends with a newline; inside an item a newline is written \n and a
--            backslash \\. For lists that are only ever read as a whole.
--   names    of verdicts, test results and the like are those of the JSON reports
--   text     from consoles and logs is kept byte for byte: it need not be UTF-8, and it is hostile
--
-- The file is in WAL mode with full synchronisation: what was committed survives a power cut.

-- One walk through a plan. Ids grow and are never used again, since folders are named after them.
-- A run without `finished` was cut short, or is still going on.
CREATE TABLE runs (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  matrix    TEXT    NOT NULL,           -- the file, absolute
  arguments TEXT    NOT NULL,           -- list: of the command, program name left out
  folder    TEXT    NOT NULL,           -- where its logs and consoles lie
  started   INTEGER NOT NULL,           -- moment
  finished  INTEGER,                    -- moment
  cpu       REAL    NOT NULL CHECK (cpu >= 0),  -- CPU seconds of the whole machine, user and system
  cores     INTEGER NOT NULL CHECK (cores > 0)
) STRICT;

-- A cell that a run set out to judge. Together they are the plan, in its order; one without a row
-- in `records` was not reached.
CREATE TABLE run_cells (
  run      INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position > 0),
  cell     TEXT    NOT NULL CHECK (cell <> ''),  -- "mips-big/kunit"
  PRIMARY KEY (run, position),
  UNIQUE (run, cell)
) STRICT, WITHOUT ROWID;

-- A combination that the matrix or the table of architectures left out of a run, and why.
CREATE TABLE run_exclusions (
  run      INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position > 0),
  cell     TEXT    NOT NULL,
  reason   TEXT    NOT NULL,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

-- What came of one cell in one run: at most one row for each planned cell, written in one
-- transaction with everything that refers to it, and never changed.
CREATE TABLE records (
  id           INTEGER PRIMARY KEY,
  run          INTEGER NOT NULL,
  cell         TEXT    NOT NULL,
  arch         TEXT    NOT NULL,
  endian       TEXT    NOT NULL CHECK (endian IN ('little', 'big')),
  config       TEXT    NOT NULL,
  toolchain    TEXT    NOT NULL,        -- its name in the matrix
  verdict      TEXT    NOT NULL CHECK (verdict IN (
                 'passed', 'patch-failed', 'config-dropped', 'build-failed', 'no-output',
                 'boot-failed', 'hung', 'panicked', 'splat', 'tests-failed', 'tests-incomplete',
                 'no-rust-tests', 'console-overflow', 'deadline', 'emulator-died', 'broken')),
  reason       TEXT    NOT NULL,        -- one sentence for a person
  tree_name    TEXT    NOT NULL,
  tree_id      TEXT    NOT NULL,        -- git tree id of base and patches; '' if it never stood
  tree_base    TEXT    NOT NULL,
  tree_version TEXT    NOT NULL,
  tree_series  TEXT    NOT NULL,        -- list: patch series on top of the base
  toolchain_id TEXT    NOT NULL,        -- hash over recipe and versions
  boot_key     TEXT    NOT NULL,        -- same key, same boot; '' if it never came to a boot
  started      INTEGER NOT NULL,        -- moment
  finished     INTEGER NOT NULL,        -- moment
  UNIQUE (run, cell),
  FOREIGN KEY (run, cell) REFERENCES run_cells (run, cell) ON DELETE CASCADE
) STRICT;

-- "The last record of this cell."
CREATE INDEX records_by_cell ON records (cell, run);

-- "Was this very boot seen to pass?"
CREATE INDEX records_by_boot ON records (boot_key) WHERE verdict = 'passed';

-- The exact version of a package or tool that a record was made with.
CREATE TABLE versions (
  record  INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  name    TEXT    NOT NULL,
  version TEXT    NOT NULL,
  PRIMARY KEY (record, name)
) STRICT, WITHOUT ROWID;

-- The build behind a record; none where the cell did not get that far.
CREATE TABLE builds (
  record      INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  took        REAL    NOT NULL,         -- seconds
  cached      INTEGER NOT NULL CHECK (cached IN (0, 1)),  -- nothing had to be made
  image_hash  TEXT    NOT NULL,         -- SHA-256; '' if there is no image
  log         TEXT    NOT NULL,
  config_file TEXT    NOT NULL
) STRICT;

-- An option that the final .config lacks. `found` is what it has in place of `value`, and NULL
-- where this tree's Kconfig does not know the option at all, which only an optional one may be.
CREATE TABLE dropped_options (
  record   INTEGER NOT NULL REFERENCES builds ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name     TEXT    NOT NULL,            -- without CONFIG_
  value    TEXT    NOT NULL,            -- as asked for
  file     TEXT    NOT NULL,            -- the fragment that asked for it
  line     INTEGER NOT NULL,
  optional INTEGER NOT NULL CHECK (optional IN (0, 1)),
  found    TEXT,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- A message of compiler, linker or make, in the order of the log.
CREATE TABLE diagnostics (
  record   INTEGER NOT NULL REFERENCES builds ON DELETE CASCADE,
  position INTEGER NOT NULL,
  file     TEXT    NOT NULL,            -- relative to the tree; '' if none was named
  line     INTEGER NOT NULL,
  severity TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- The boot behind a record; none where the cell did not get that far. A cached boot was not made:
-- it is reported from the record of run `source`, of the same image, guest and emulator.
CREATE TABLE boots (
  record         INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  took           REAL    NOT NULL,      -- seconds
  cached         INTEGER NOT NULL CHECK (cached IN (0, 1)),
  source         INTEGER,               -- no foreign key: that run may be deleted
  kvm            INTEGER NOT NULL CHECK (kvm IN (0, 1)),
  ended          TEXT    NOT NULL CHECK (ended IN (
                   'last-result', 'end-marker', 'exited', 'silent', 'deadline', 'overflow',
                   'emulator-died')),
  kernel_version TEXT    NOT NULL,      -- from the console; '' if it never said
  console        TEXT    NOT NULL
) STRICT;

-- A complaint of the kernel on the console, in order.
CREATE TABLE splats (
  record   INTEGER NOT NULL REFERENCES boots ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind IN ('panic', 'oops', 'bug', 'warning')),
  text     TEXT    NOT NULL,            -- its first line
  line     INTEGER NOT NULL,            -- of the console
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- The KTAP document behind a record; none where no console was read.
CREATE TABLE reports (
  record   INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  plan     INTEGER,                     -- top-level suites announced
  complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
  problems TEXT    NOT NULL             -- list: what is wrong with the document
) STRICT;

-- A node of that document: a test, or a suite of further nodes. Numbered in the order of the
-- document, a suite before what it holds, so that reading by number rebuilds the tree.
CREATE TABLE tests (
  record      INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  number      INTEGER NOT NULL CHECK (number > 0),
  parent      INTEGER CHECK (parent > 0 AND parent < number),  -- number of its suite; NULL at the top
  name        TEXT    NOT NULL,
  status      TEXT    NOT NULL CHECK (status IN ('passed', 'failed', 'skipped', 'missing')),
  comment     TEXT    NOT NULL,
  location    TEXT    NOT NULL,         -- doctests: "rust/kernel/xarray.rs:34"
  diagnostics TEXT    NOT NULL,         -- list: lines printed while it ran
  line        INTEGER NOT NULL,         -- console line of its result; 0: none came
  plan        INTEGER,                  -- subtests announced; NULL for a test
  PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;

-- What the newest real build of a kernel took, for the order of builds and for estimates.
CREATE TABLE build_history (
  build TEXT    PRIMARY KEY NOT NULL,   -- the kernel spec's id
  took  REAL    NOT NULL,               -- seconds
  lines INTEGER NOT NULL                -- of progress that make printed
) STRICT, WITHOUT ROWID;
