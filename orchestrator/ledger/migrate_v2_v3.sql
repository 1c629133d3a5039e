-- SPDX-License-Identifier: MIT
--
-- From version 2 to version 3: findings can be accepted, and the tests that ran are remembered.
-- Conventions are those of schema.sql.

-- A finding that the matrix of a run accepted when the run began.
CREATE TABLE run_accepted (
  run      INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position > 0),
  kind     TEXT    NOT NULL CHECK (kind IN ('missing', 'failing')),
  test     TEXT    NOT NULL,            -- glob
  cells    TEXT    NOT NULL,            -- list: globs
  reason   TEXT    NOT NULL,
  link     TEXT    NOT NULL,
  expires  TEXT    NOT NULL,            -- the last day on which it holds, "2027-06-30"
  place    TEXT    NOT NULL,            -- file and line
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

-- A test that ran, passed or failed, in a cell on a tree: what is to be expected of the next run.
-- Learned from every record, and never forgotten.
CREATE TABLE seen_tests (
  cell     TEXT    NOT NULL,
  tree_id  TEXT    NOT NULL,
  test     TEXT    NOT NULL,            -- its id (runners/model/test_list.hpp)
  name     TEXT    NOT NULL,            -- "suite.test"
  location TEXT    NOT NULL,
  run      INTEGER NOT NULL,            -- the first in which it ran; no foreign key: it may be deleted
  PRIMARY KEY (cell, tree_id, test)
) STRICT, WITHOUT ROWID;
