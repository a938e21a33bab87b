// npm run soak -- [--kills N] [--lanes N] [--seed N]: kills a node N times, at random moments and at every named crash point, under writes.
import { parseArgs } from "node:util";
import { ONE_VOTER_CRASH_POINTS } from "./crash-points.ts";
import { SoakLane, type SoakResult } from "./soak.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    lanes: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const killsMax = Number(values.kills);
const lanes = Number(values.lanes);
const seed = Number(values.seed);
if (![killsMax, lanes, seed].every((value) => Number.isSafeInteger(value) && value >= 1)) {
  process.stderr.write("soak: --kills, --lanes and --seed must be integers from 1\n");
  process.exit(64);
}

const started = Date.now();
const done = new Map<number, number>();
console.log(`soak: ${killsMax} kills, ${lanes} nodes side by side, seed ${seed}`);
let reportedAt = 0;
const report = (lane: number, kills: number): void => {
  done.set(lane, kills);
  const total = [...done.values()].reduce((sum, count) => sum + count, 0);
  if (total >= reportedAt + Math.max(20, killsMax / 20)) {
    reportedAt = total;
    console.log(`  ${total} kills, ${((Date.now() - started) / 1000).toFixed(0)} s`);
  }
};

let results: readonly SoakResult[] = [];
try {
  results = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      new SoakLane({
        killsMax: Math.ceil(killsMax / lanes),
        secondsMax: Number.MAX_SAFE_INTEGER / 1000,
        crashPoints: ONE_VOTER_CRASH_POINTS,
        lane,
        seed: seed + lane,
      }).run((kills) => report(lane, kills)),
    ),
  );
} catch (error) {
  console.error(`soak failed (seed ${seed}):`, error);
  process.exit(1);
}

const total = (pick: (result: SoakResult) => number): number =>
  results.reduce((sum, result) => sum + pick(result), 0);
console.log(`\n  ${"crash point".padEnd(30)} kills`);
let missed = 0;
for (const point of ONE_VOTER_CRASH_POINTS) {
  const count = total((result) => result.pointKills.get(point) ?? 0);
  missed += count === 0 ? 1 : 0;
  console.log(`  ${point.padEnd(30)} ${count}`);
}
console.log(`  ${"random moment".padEnd(30)} ${total((result) => result.randomKills)}`);
console.log(
  `\n${total((result) => result.kills)} kills, ${total((result) => result.acknowledged)} acknowledged writes: none lost, none applied twice, applied never above commit (${((Date.now() - started) / 1000).toFixed(0)} s, seed ${seed})`,
);
if (missed > 0 && killsMax >= 500) {
  console.error(`${missed} crash points were never reached`);
  process.exit(1);
}
process.exit(0);
