-- SPDX-License-Identifier: MIT
--
-- From version 11 to version 12: what memory builds held. Conventions are those of schema.sql.

-- Bytes that make and all below it held at most; 0: not known.
ALTER TABLE builds ADD COLUMN memory INTEGER NOT NULL DEFAULT 0 CHECK (memory >= 0);

-- The same, of the newest build on a node of a cluster, which it had to itself; 0: there was none.
ALTER TABLE build_history ADD COLUMN memory INTEGER NOT NULL DEFAULT 0 CHECK (memory >= 0);
