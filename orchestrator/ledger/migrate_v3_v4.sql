-- SPDX-License-Identifier: MIT
--
-- From version 3 to version 4: a record knows what it was measured of, and needs no boot for its reboots.
-- Conventions are those of schema.sql.

-- Hash over tree, configuration, toolchain, arguments of make and guest; '' where the tree never
-- stood, and in records that are older than this column.
ALTER TABLE records ADD COLUMN input_key TEXT NOT NULL DEFAULT '';

-- "What came of this very input?"
CREATE INDEX records_by_input ON records (input_key) WHERE input_key <> '';

-- A reboot belongs to the record: where the farm failed in every boot, there is no row in `boots`.
CREATE TABLE reboots_of_records (
  record      INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  verdict     TEXT    NOT NULL CHECK (verdict <> ''),
  reason      TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  took        REAL    NOT NULL,         -- seconds
  console     TEXT    NOT NULL,         -- '' where it did not come to one
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
INSERT INTO reboots_of_records SELECT * FROM reboots;
DROP TABLE reboots;
ALTER TABLE reboots_of_records RENAME TO reboots;
