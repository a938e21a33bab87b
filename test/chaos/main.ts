// npm run chaos -- --help: real processes under faults; a checker reads the history.
import { parseArgs } from "node:util";
import { type ChaosOptions, type ChaosResult, runChaos } from "./chaos.ts";
import { findShortfall } from "./targets.ts";
import { ChaosViolation } from "./violation.ts";

const USAGE_EXIT_CODE = 64;
const MEMBERS_MIN = 3;

const HELP = `npm run chaos -- [options]: real raft-node processes under faults

  --minutes=N       how long faults are done (1)
  --seconds=N       the same, in seconds
  --members=N       members of the cluster, from 3 (5)
  --clients=N       clients that write and read all the time, at any member (32)
  --tick-ms=MS      length of a Raft tick; an election takes 10 to 20 of them (50)
  --seed=N          draws the faults and the requests; processes keep their own time, so no two runs are the same (the clock)
  --no-disk-full    without the full disk, which needs Linux and root; it is left out by itself where it is not possible
  --json            the result as one line of JSON on stdout; what happens goes to stderr in any case
  --help            print this and exit

RAFT_NODE_PROGRAM=FILE runs another build of raft-node than dist/.

Faults: SIGKILL of the leader, of one, of all; SIGSTOP; links cut, made black holes or slowed, each direction by itself; the leader split off with one follower; a full disk; a volume lost and its member
replaced; the log cut; leadership handed over. Each kind once, in a random order, then by weight. At the end everything heals, and the history of all requests must be linearizable,
every write that was acknowledged be there, and the state of all members have the same hash.

exit codes: 0 passed, 1 a violation, or, from ten minutes on, fewer kills or writes than such a run must have (the volumes and logs are kept after a violation), 64 wrong option`;

interface Settings extends ChaosOptions {
  readonly json: boolean;
}

/** Null: the help was asked for. A text: what is wrong with the options. */
function readSettings(): Settings | string | null {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      seconds: { type: "string" },
      members: { type: "string", default: "5" },
      clients: { type: "string", default: "32" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      "tick-ms": { type: "string", default: "50" },
      "no-disk-full": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    return null;
  }
  for (const name of ["minutes", "seconds", "members", "clients", "seed", "tick-ms"] as const) {
    const value = values[name] ?? "1";
    const least = name === "members" ? MEMBERS_MIN : 1;
    if (!Number.isSafeInteger(Number(value)) || Number(value) < least) {
      return `--${name} is ${JSON.stringify(value)}: it must be an integer from ${least}`;
    }
  }
  return {
    seconds: values.seconds === undefined ? Number(values.minutes) * 60 : Number(values.seconds),
    members: Number(values.members),
    clients: Number(values.clients),
    seed: Number(values.seed),
    tickMs: Number(values["tick-ms"]),
    diskFull: !values["no-disk-full"],
    json: values.json,
  };
}

function printResult(settings: Settings, result: ChaosResult): void {
  const { counts, faults, membership, workload, state } = result;
  if (settings.json) {
    console.log(
      JSON.stringify({
        ...settings,
        ...result,
        faults: Object.fromEntries(faults),
        workload: { ...workload, refused: Object.fromEntries(workload.refused) },
      }),
    );
    return;
  }
  for (const [name, count] of [...faults].sort(([, left], [, right]) => right - left)) {
    console.log(`${name.padEnd(12)} ${String(count).padStart(5)}`);
  }
  console.log(
    [
      `kills ${counts.kills}, of them of the leader ${counts.leaderKills}`,
      `learners added ${membership.added}, members replaced ${membership.replaced}, removed ${membership.removed}`,
      `writes acknowledged ${workload.acknowledgedWrites}, of unknown outcome ${workload.unknownWrites}; reads ${workload.acknowledgedReads}`,
      `longest gap between two acknowledged writes ${(workload.longestGapMs / 1000).toFixed(1)} s`,
      `${result.checkedRequests} requests linearizable, checked in ${(result.checkMs / 1000).toFixed(1)} s`,
      `all members hold the same at index ${state.index}: ${state.hash.slice(0, 16)}`,
      ...result.notPossibleHere.map((reason) => `SKIPPED ${reason}`),
      ...[...workload.refused].map(([reason, count]) => `  answered ${count} times: ${reason}`),
    ].join("\n"),
  );
}

async function main(settings: Settings): Promise<number> {
  const { seed, seconds } = settings;
  console.error(`chaos: seed ${seed}`);
  try {
    const result = await runChaos(settings, { report: (line) => console.error(line) });
    printResult(settings, result);
    const shortfall = findShortfall(seconds, {
      ...result.counts,
      acknowledgedWrites: result.workload.acknowledgedWrites,
    });
    console.error(shortfall === null ? "chaos: passed" : `chaos: FAILED: ${shortfall}`);
    return shortfall === null ? 0 : 1;
  } catch (error) {
    if (error instanceof ChaosViolation) {
      console.error(`chaos: FAILED with seed ${seed}: ${error.message}`);
      return 1;
    }
    throw error;
  }
}

let settings: Settings | string | null;
try {
  settings = readSettings();
} catch (error) {
  // parseArgs says which option it does not know.
  settings = error instanceof Error ? error.message : String(error);
}
if (settings === null) {
  console.log(HELP);
} else if (typeof settings === "string") {
  console.error(`chaos: ${settings}; see npm run chaos -- --help`);
  process.exitCode = USAGE_EXIT_CODE;
} else {
  process.exitCode = await main(settings);
}
