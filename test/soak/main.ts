/**
 * `npm run soak -- [options]`: what a node must stand for long.
 *
 *     --kills N          a node is killed N times, at random moments and at every named crash point, under writes; 1000, 0 for none
 *     --lanes N          so many such nodes side by side; 2          --seed N   of the moments
 *     --snapshot-mib N   members get a state of N MiB by snapshot under writes, in processes of at most 512 MiB; 1024, 0 for none
 *     --value-kib N      the size of its values; 16
 *
 * Exit codes: 0, 1 where anything was lost, differs or took too much, 64 for wrong options.
 */
import { parseArgs } from "node:util";
import { runKills } from "./run-kills.ts";
import { runSnapshots } from "./run-snapshots.ts";

const MEMORY_LIMIT_MIB = 512;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    lanes: { type: "string", default: "2" },
    seed: { type: "string", default: String(1 + (Date.now() % 1_000_000)) },
    "snapshot-mib": { type: "string", default: "1024" },
    "value-kib": { type: "string", default: "16" },
  },
});
const kills = Number(values.kills);
const lanes = Number(values.lanes);
const seed = Number(values.seed);
const snapshotMib = Number(values["snapshot-mib"]);
const valueKib = Number(values["value-kib"]);
if (
  ![lanes, seed, valueKib].every((value) => Number.isSafeInteger(value) && value >= 1) ||
  ![kills, snapshotMib].every((value) => Number.isSafeInteger(value) && value >= 0)
) {
  console.error(
    "soak: --lanes, --seed and --value-kib must be integers from 1, --kills and --snapshot-mib from 0",
  );
  process.exit(64);
}

const isWhole =
  (kills === 0 || (await runKills({ kills, lanes, seed }))) &&
  (snapshotMib === 0 ||
    (await runSnapshots({ snapshotMib, valueKib, memoryLimitMib: MEMORY_LIMIT_MIB })));
process.exit(isWhole ? 0 : 1);
