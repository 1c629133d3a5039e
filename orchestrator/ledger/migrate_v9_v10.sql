-- SPDX-License-Identifier: MIT
--
-- From version 9 to version 10: what a run came to is told without reading its records. Conventions are those of
-- schema.sql.

-- Its tests failed, and every one of them is accepted. A standing that says so has the verdict of its record.
ALTER TABLE standings ADD COLUMN known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1));

-- Of runs that were settled before it is not known: they are settled anew.
UPDATE runs SET settled = 0;
