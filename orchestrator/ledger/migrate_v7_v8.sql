-- SPDX-License-Identifier: MIT
--
-- From version 7 to version 8: on which node of a cluster a record was made. Conventions are those of schema.sql.

-- "n2, Slurm job 17; before: job 16 on n1: NODE_FAIL"; '' where the run's own machine made it.
ALTER TABLE records ADD COLUMN place TEXT NOT NULL DEFAULT '';
