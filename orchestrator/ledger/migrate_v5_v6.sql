-- SPDX-License-Identifier: MIT
--
-- From version 5 to version 6: what `tests` has, from the side of a test, for its history. The program
-- fills it from the records that are there. Conventions are those of schema.sql.

-- A test under the name that it has on every tree, once for all its results.
CREATE TABLE test_names (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,      -- "suite.test"
  abstraction TEXT NOT NULL              -- module of the kernel crate; of a suite in C its name
) STRICT;

CREATE INDEX test_names_by_abstraction ON test_names (abstraction);

CREATE TABLE results (
  test   INTEGER NOT NULL REFERENCES test_names,
  record INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  status TEXT    NOT NULL CHECK (status <> ''),
  PRIMARY KEY (test, record)
) STRICT, WITHOUT ROWID;

CREATE INDEX results_by_record ON results (record, status);
