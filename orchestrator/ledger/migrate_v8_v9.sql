-- SPDX-License-Identifier: MIT
--
-- From version 8 to version 9: whether a run's CPU time can be set against its cores and its time. Conventions are those of schema.sql.

-- 0: on a cluster, or resumed, with a break of unknown length.
ALTER TABLE runs ADD COLUMN in_one_go INTEGER NOT NULL DEFAULT 1;
