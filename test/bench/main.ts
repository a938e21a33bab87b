/**
 * `npm run bench -- [options]`: durable replicated puts and linearizable gets of three members of ours beside three of etcd, in turns, by the same client.
 *
 *     --single             one member each
 *     --rounds N           5           --seconds N    3, after 1 of warming up
 *     --clients 1,16,...   1, 16, 64, 256 and 1000
 *     --operations put,get both
 *     --target leader|all  whom the clients are connected to; the leader
 *     --kills N            leaders killed for the failover time; 5, none with --single
 *     --program FILE       another build of raft-node than the one of dist/; of two, the ratio is theirs
 *     --node ARG           an option for every raft-node          --runtime FLAG   one for its Node.js
 *     --no-etcd            ours alone          --json            figures for programs
 *
 * Exit codes: 0, 1 where a call to ours failed, 64 for wrong options.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { EtcdCluster, findEtcd } from "./etcd.ts";
import { runFailovers } from "./failover.ts";
import { OurCluster } from "./ours.ts";
import { formatRows, type MemoryFigure, readMemory, summarize } from "./report.ts";
import { fill, medianRatio, type Operation, type Row, runRounds } from "./rounds.ts";
import { median } from "./statistics.ts";
import type { Subject } from "./subject.ts";

const ETCD_VERSION_MIN = [3, 5] as const;
const TICK_MS = 100;
const ELECTION_TICKS = 10;

const { values } = parseArgs({
  options: {
    single: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    clients: { type: "string", default: "1,16,64,256,1000" },
    operations: { type: "string", default: "put,get" },
    target: { type: "string", default: "leader" },
    kills: { type: "string", default: "5" },
    program: { type: "string", multiple: true, default: [] },
    node: { type: "string", multiple: true, default: [] },
    runtime: { type: "string", multiple: true, default: [] },
    "no-etcd": { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

function isOperation(name: string): name is Operation {
  return name === "put" || name === "get";
}

function refuse(sentence: string): never {
  console.error(`bench: ${sentence}`);
  process.exit(64);
}

const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const kills = values.single ? 0 : Number(values.kills);
const clientCounts = values.clients.split(",").map(Number);
const operations = values.operations.split(",").filter(isOperation);
const { target } = values;
if (
  ![rounds, seconds, ...clientCounts].every((value) => Number.isSafeInteger(value) && value >= 1)
) {
  refuse("--rounds, --seconds and --clients must be integers from 1");
}
if (!Number.isSafeInteger(kills) || kills < 0) {
  refuse("--kills must be an integer from 0");
}
if (operations.length !== values.operations.split(",").length) {
  refuse("--operations must be put, get or both with a comma between");
}
if (target !== "leader" && target !== "all") {
  refuse("--target must be leader or all");
}

const progress = (line: string): void => {
  if (!values.json) {
    console.log(line);
  }
};

/** Beside `subjects`, so that what has started is stopped where a later one does not. */
async function startSubjects(subjects: Subject[]): Promise<void> {
  const shape = { members: values.single ? 1 : 3, tickMs: TICK_MS, electionTicks: ELECTION_TICKS };
  const programs: readonly (string | null)[] =
    values.program.length === 0 ? [null] : values.program;
  for (const [at, program] of programs.entries()) {
    const name = at === 0 ? "ours" : `ours ${at + 1}`;
    const options = { ...shape, name, program, args: values.node, runtimeFlags: values.runtime };
    subjects.push(await OurCluster.start(options));
  }
  if (values["no-etcd"]) {
    return;
  }
  const etcd = findEtcd();
  if (etcd === null) {
    console.error(
      "bench: no etcd found (ETCD_BIN, the cluster script, PATH): ours is measured alone",
    );
    return;
  }
  const [major = 0, minor = 0] = etcd.version.split(".").map(Number);
  const [majorMin, minorMin] = ETCD_VERSION_MIN;
  if (major < majorMin || (major === majorMin && minor < minorMin)) {
    console.error(`bench: etcd ${etcd.version} is older than 3.5: the comparison does not count`);
  }
  subjects.push(await EtcdCluster.start(shape, etcd));
}

async function run(subjects: Subject[]): Promise<{
  readonly rows: readonly Row[];
  readonly memory: readonly MemoryFigure[];
  readonly failovers: readonly (readonly number[])[];
}> {
  try {
    await startSubjects(subjects);
    for (const subject of subjects) {
      await fill(subject);
    }
    const rows = await runRounds(
      { rounds, seconds, clientCounts, operations, target: target === "all" ? "all" : "leader" },
      { subjects, progress },
    );
    const memory = (await Promise.all(subjects.map(readMemory))).flat();
    return { rows, memory, failovers: await runFailovers({ kills }, { subjects, progress }) };
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()));
  }
}

const subjects: Subject[] = [];
const { rows, memory, failovers } = await run(subjects);
const names = subjects.map(({ name }) => name);
if (values.json) {
  const figures = rows.map((row) => ({
    operation: row.operation,
    clients: row.clients,
    ratio: medianRatio(row),
    subjects: Object.fromEntries(
      names.map((name, at) => [name, summarize(row.measurements[at] ?? [])]),
    ),
  }));
  const failoverMs = Object.fromEntries(names.map((name, at) => [name, failovers[at]]));
  console.log(JSON.stringify({ rounds, seconds, target, rows: figures, memory, failoverMs }));
} else {
  const size = values.single ? "one member" : "three members";
  console.log(
    `\n${size} each, clients at ${target === "leader" ? "the leader" : "all members"}, medians of ${rounds} rounds of ${seconds} s; ${cpus().length} cores, Node.js ${process.version}`,
  );
  console.log(
    "CPU us a call: of the leader's process, then of the others'; load: CPU of the load generator, 100 % is one core; ratio: the median of the rounds'",
  );
  const titles = {
    put: "\ndurable puts of 256 B a second",
    get: "\nlinearizable gets of 256 B a second",
  };
  for (const operation of operations) {
    console.log(titles[operation]);
    console.log(
      formatRows(
        rows.filter((row) => row.operation === operation),
        names,
      ),
    );
  }
  for (const { name, now, peak } of memory) {
    console.log(`memory ${name}: ${now.toFixed(0)} MiB resident, ${peak.toFixed(0)} MiB at most`);
  }
  for (const [at, elapsedMs] of failovers.entries()) {
    if (elapsedMs.length > 0) {
      console.log(
        `failover ${names[at]}: next write ${median(elapsedMs).toFixed(0)} ms after the leader's SIGKILL, median of ${elapsedMs.map((ms) => ms.toFixed(0)).join(", ")} (ticks of ${TICK_MS} ms, election ${ELECTION_TICKS})`,
      );
    }
  }
}
const failures = rows.reduce((sum, row) => sum + summarize(row.measurements[0] ?? []).failures, 0);
if (failures > 0) {
  console.error(`bench: ${failures} calls to ours failed`);
}
process.exit(failures > 0 ? 1 : 0);
