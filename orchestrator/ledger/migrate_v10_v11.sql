-- SPDX-License-Identifier: MIT
--
-- From version 10 to version 11: what tests say of their results in a form that is compared between kernels.
-- Conventions are those of schema.sql.

-- A line `# digest: NAME HEX` of a console.
CREATE TABLE digests (
  record   INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  number   INTEGER NOT NULL CHECK (number > 0),    -- of the test that printed it, as in `tests`
  position INTEGER NOT NULL CHECK (position > 0),  -- among those of the test
  name     TEXT    NOT NULL CHECK (name <> ''),
  value    TEXT    NOT NULL CHECK (value <> ''),   -- hexadecimal digits
  PRIMARY KEY (record, number, position),
  UNIQUE (record, name)
) STRICT, WITHOUT ROWID;
