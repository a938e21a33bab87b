import { ONE_VOTER_CRASH_POINTS } from "./crash-points.ts";
import { SoakLane, type SoakResult } from "./soak.ts";

/** From here on every crash point must have been reached. */
const KILLS_FOR_ALL_POINTS = 500;

/** Prints what it does and finds; false where something was lost or not reached. */
export async function runKills(options: {
  readonly kills: number;
  readonly lanes: number;
  readonly seed: number;
}): Promise<boolean> {
  const { kills: killsMax, lanes, seed } = options;
  const started = Date.now();
  console.log(`soak: ${killsMax} kills, ${lanes} nodes side by side, seed ${seed}`);
  const report = createProgress(killsMax, started);
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
    return false;
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
  if (missed > 0 && killsMax >= KILLS_FOR_ALL_POINTS) {
    console.error(`${missed} crash points were never reached`);
    return false;
  }
  return true;
}

/** A line now and then. */
function createProgress(killsMax: number, started: number): (lane: number, kills: number) => void {
  const done = new Map<number, number>();
  let reportedAt = 0;
  return (lane, kills) => {
    done.set(lane, kills);
    const total = [...done.values()].reduce((sum, count) => sum + count, 0);
    if (total >= reportedAt + Math.max(20, killsMax / 20)) {
      reportedAt = total;
      console.log(`  ${total} kills, ${((Date.now() - started) / 1000).toFixed(0)} s`);
    }
  };
}
