-- SPDX-License-Identifier: MIT
--
-- From version 1 to version 2: verdicts and complaints are told apart more finely, everything that
-- went wrong has a fingerprint, a cell that failed is booted again, an option that was lost has its
-- reason, and a run knows what its configs are for. Conventions are those of schema.sql.
--
-- SQLite cannot change a constraint in place, so records and splats are made anew; the program
-- turns foreign keys off meanwhile and checks them before it commits.

-- As in version 1, and: word size, fingerprint. Which verdicts there are is known to the program
-- alone (runners/model/verdict.hpp), which refuses a word that is none.
CREATE TABLE records_v2 (
  id           INTEGER PRIMARY KEY,
  run          INTEGER NOT NULL,
  cell         TEXT    NOT NULL,
  arch         TEXT    NOT NULL,
  endian       TEXT    NOT NULL CHECK (endian IN ('little', 'big')),
  config       TEXT    NOT NULL,
  toolchain    TEXT    NOT NULL,        -- its name in the matrix
  bits         INTEGER NOT NULL CHECK (bits IN (32, 64)),  -- word size of the arch
  verdict      TEXT    NOT NULL CHECK (verdict <> ''),
  reason       TEXT    NOT NULL,        -- one sentence for a person
  fingerprint  TEXT    NOT NULL,        -- of what went wrong, the same from run to run; '' if nothing did
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

INSERT INTO records_v2
  SELECT id, run, cell, arch, endian, config, toolchain,
         CASE WHEN arch IN ('arm', 'mips', 'powerpc') THEN 32 ELSE 64 END,
         CASE verdict
           WHEN 'hung' THEN iif(EXISTS (SELECT 1 FROM tests WHERE tests.record = records.id),
                                'test-hung', 'boot-hung')
           WHEN 'panicked' THEN 'test-crashed'
           ELSE verdict
         END,
         reason, '', tree_name, tree_id, tree_base, tree_version, tree_series, toolchain_id, boot_key,
         started, finished
  FROM records;
DROP TABLE records;
ALTER TABLE records_v2 RENAME TO records;
CREATE INDEX records_by_cell ON records (cell, run);
CREATE INDEX records_by_boot ON records (boot_key) WHERE verdict = 'passed';

-- As in version 1, and: the call trace. Kinds are those of runners/model/guest.hpp.
CREATE TABLE splats_v2 (
  record   INTEGER NOT NULL REFERENCES boots ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind <> ''),
  text     TEXT    NOT NULL,            -- its first line
  line     INTEGER NOT NULL,            -- of the console
  trace    TEXT    NOT NULL,            -- list: functions, innermost first
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

INSERT INTO splats_v2 SELECT record, position, kind, text, line, '' FROM splats;
DROP TABLE splats;
ALTER TABLE splats_v2 RENAME TO splats;

-- A further boot of the same image in the same guest, made because an earlier one did not pass. The
-- first one is in `boots`; the verdict over all of them is the record's.
CREATE TABLE reboots (
  record      INTEGER NOT NULL REFERENCES boots ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  verdict     TEXT    NOT NULL CHECK (verdict <> ''),
  reason      TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  took        REAL    NOT NULL,         -- seconds
  console     TEXT    NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- Why Kconfig lost an option: what it depends on, each symbol with its value.
CREATE TABLE unmet_options (
  record     INTEGER NOT NULL REFERENCES builds ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  name       TEXT    NOT NULL,          -- without CONFIG_
  dependency TEXT    NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- A requested option that stands in the way of an unmet one.
CREATE TABLE unmet_causes (
  record   INTEGER NOT NULL,
  unmet    INTEGER NOT NULL,            -- position of the unmet option
  position INTEGER NOT NULL,
  name     TEXT    NOT NULL,            -- without CONFIG_
  value    TEXT    NOT NULL,            -- as asked for
  file     TEXT    NOT NULL,            -- the fragment that asked for it
  line     INTEGER NOT NULL,
  PRIMARY KEY (record, unmet, position),
  FOREIGN KEY (record, unmet) REFERENCES unmet_options (record, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- A config of a run, in the matrix's order, and who needs it. Runs of version 1 have none.
CREATE TABLE run_configs (
  run      INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position > 0),
  config   TEXT    NOT NULL CHECK (config <> ''),
  about    TEXT    NOT NULL,            -- one line; '' if the matrix does not say
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
