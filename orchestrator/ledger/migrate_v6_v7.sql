-- SPDX-License-Identifier: MIT
--
-- From version 6 to version 7: what a run's findings make of its records is kept, so that the history of a cell
-- need not read all that was ever measured. Conventions are those of schema.sql.

-- Whether `standings` holds what there is to hold of this run: nothing is added to it any more.
ALTER TABLE runs ADD COLUMN settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1));

CREATE INDEX runs_unsettled ON runs (id) WHERE NOT settled;

-- Of a record whose verdict the findings of its run change, the verdict that it has in every report.
CREATE TABLE standings (
  record      INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  verdict     TEXT    NOT NULL CHECK (verdict <> ''),
  reason      TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL
) STRICT;
