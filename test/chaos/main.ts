// npm run chaos -- [--minutes N | --seconds N] [--members N] [--clients N] [--seed N] [--tick-ms N] [--json]: real processes under faults; a checker reads the history.
import { parseArgs } from "node:util";
import { createRandom } from "../soak/soak.ts";
import { runChaos } from "./chaos.ts";
import { ChaosViolation } from "./violation.ts";

const USAGE_EXIT_CODE = 64;
/** What a run of ten minutes or more must reach, or it has shown too little. */
const LONG_RUN = { seconds: 600, kills: 60, leaderKills: 20, acknowledgedWrites: 50_000 } as const;

const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    seconds: { type: "string" },
    members: { type: "string", default: "5" },
    clients: { type: "string", default: "12" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    "tick-ms": { type: "string", default: "50" },
    json: { type: "boolean", default: false },
  },
});
const seconds =
  values.seconds === undefined ? Number(values.minutes ?? "1") * 60 : Number(values.seconds);
const numbers = {
  seconds,
  members: Number(values.members),
  clients: Number(values.clients),
  seed: Number(values.seed),
  tickMs: Number(values["tick-ms"]),
};
const isBad = Object.values(numbers).some((value) => !Number.isSafeInteger(value) || value < 1);
if (isBad || numbers.members < 3) {
  console.error(
    "chaos: --minutes, --seconds, --clients, --seed and --tick-ms must be integers from 1, --members from 3",
  );
  process.exit(USAGE_EXIT_CODE);
}

try {
  console.error(
    `chaos: seed ${numbers.seed} (faults are drawn from it; processes keep their own time)`,
  );
  const result = await runChaos(
    { ...numbers, program: null },
    {
      random: createRandom(numbers.seed),
      report: (line) => console.error(line),
    },
  );
  const { counts, workload, membership } = result;
  if (values.json) {
    console.log(
      JSON.stringify({
        ...result,
        faults: Object.fromEntries(result.faults),
        workload: { ...workload, refused: Object.fromEntries(workload.refused) },
      }),
    );
  } else {
    for (const [name, count] of [...result.faults].sort(([, left], [, right]) => right - left)) {
      console.log(`${name.padEnd(12)} ${String(count).padStart(5)}`);
    }
    console.log(
      [
        `kills ${counts.kills}, of them of the leader ${counts.leaderKills}`,
        `learners added ${membership.added}, members replaced ${membership.replaced}, removed ${membership.removed}`,
        `writes acknowledged ${workload.acknowledgedWrites}, of unknown outcome ${workload.unknownWrites}; reads ${workload.acknowledgedReads}`,
        `longest gap between two acknowledged writes ${(workload.longestGapMs / 1000).toFixed(1)} s`,
        `${result.checkedRequests} requests linearizable, checked in ${(result.checkMs / 1000).toFixed(1)} s`,
        `all members hold the same at index ${result.state.index}: ${result.state.hash.slice(0, 16)}`,
        ...result.notPossibleHere.map((reason) => `SKIPPED ${reason}`),
        ...[...workload.refused].map(([reason, count]) => `  answered ${count} times: ${reason}`),
      ].join("\n"),
    );
  }
  if (
    seconds >= LONG_RUN.seconds &&
    (counts.kills < LONG_RUN.kills ||
      counts.leaderKills < LONG_RUN.leaderKills ||
      workload.acknowledgedWrites < LONG_RUN.acknowledgedWrites)
  ) {
    throw new ChaosViolation(
      `too little was shown: wanted are ${LONG_RUN.kills} kills, ${LONG_RUN.leaderKills} of the leader, and ${LONG_RUN.acknowledgedWrites} acknowledged writes`,
    );
  }
  console.log("chaos: passed");
} catch (error) {
  if (error instanceof ChaosViolation) {
    console.error(`chaos: FAILED with seed ${numbers.seed}: ${error.message}`);
    process.exit(1);
  }
  throw error;
}
