-- SPDX-License-Identifier: MIT
--
-- From version 4 to version 5: a build knows which modules of the kernel crate it is made of.
-- Conventions are those of schema.sql.

-- The kernel crate of a tree under a configuration: the same for many builds, and kept once.
CREATE TABLE crates (
  id   INTEGER PRIMARY KEY,
  hash TEXT    NOT NULL UNIQUE CHECK (hash <> '')  -- SHA-256 over its modules
) STRICT;

-- A module of it, the outer before the inner.
CREATE TABLE crate_modules (
  crate     INTEGER NOT NULL REFERENCES crates ON DELETE CASCADE,
  position  INTEGER NOT NULL CHECK (position > 0),
  name      TEXT    NOT NULL,            -- "net::phy"
  file      TEXT    NOT NULL,            -- "rust/kernel/net/phy.rs"
  condition TEXT    NOT NULL,            -- of cfg; '' if there is none
  compiled  INTEGER CHECK (compiled IN (0, 1)),  -- NULL: not known
  missing   TEXT    NOT NULL,            -- list: Kconfig symbols without CONFIG_
  suites    TEXT    NOT NULL,            -- list: KUnit suites in it
  examples  INTEGER NOT NULL,            -- doctests of its documentation
  PRIMARY KEY (crate, position)
) STRICT, WITHOUT ROWID;

-- NULL where Kconfig did not come to an end, and in builds that are older than this column.
ALTER TABLE builds ADD COLUMN crate INTEGER REFERENCES crates;
