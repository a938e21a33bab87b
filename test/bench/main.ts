// npm run bench -- [--rounds N] [--seconds N] [--clients 1,16,64,256] [--json]: durable puts of one member of ours beside one etcd, in turns, by the same client.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Subject, findEtcd, memoryMib, startEtcd, startOurs } from "./subject.ts";

const LOAD = fileURLToPath(new URL("load.ts", import.meta.url));
const ETCD_VERSION_MIN = [3, 5] as const;

interface Load {
  readonly putsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  readonly clientCpuSeconds: number;
}

function connectionsFor(clients: number): number {
  return Math.max(1, Math.floor(clients / 8));
}

async function runLoad(
  subject: Subject,
  run: { readonly clients: number; readonly seconds: number },
): Promise<Load> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      "tsx",
      LOAD,
      "127.0.0.1",
      subject.port,
      run.clients,
      connectionsFor(run.clients),
      run.seconds,
      1,
    ].map(String),
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
  });
  if (code !== 0) {
    throw new Error(`the load generator ended with ${code}`);
  }
  return JSON.parse(output) as Load;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    clients: { type: "string", default: "1,16,64,256" },
    node: { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const clientCounts = values.clients.split(",").map(Number);
if (
  ![rounds, seconds, ...clientCounts].every((value) => Number.isSafeInteger(value) && value >= 1)
) {
  console.error("bench: --rounds, --seconds and --clients must be integers from 1");
  process.exit(64);
}

const etcd = findEtcd();
if (etcd === null) {
  console.error(
    "bench: no etcd found (ETCD_BIN, the cluster script, PATH): ours is measured alone",
  );
} else {
  const [major = 0, minor = 0] = etcd.version.split(".").map(Number);
  if (
    major < ETCD_VERSION_MIN[0] ||
    (major === ETCD_VERSION_MIN[0] && minor < ETCD_VERSION_MIN[1])
  ) {
    console.error(`bench: etcd ${etcd.version} is older than 3.5: the comparison does not count`);
  }
}
const subjects = [await startOurs(values.node), ...(etcd === null ? [] : [await startEtcd(etcd)])];
const results = new Map<string, Load[]>();
for (let round = 0; round < rounds; round += 1) {
  for (const clients of clientCounts) {
    // In turns, so that a noisy minute of the machine hits both.
    for (const subject of round % 2 === 0 ? subjects : [...subjects].reverse()) {
      const load = await runLoad(subject, { clients, seconds });
      const key = `${subject.name}/${clients}`;
      results.set(key, [...(results.get(key) ?? []), load]);
      if (!values.json) {
        console.log(
          `  round ${round + 1}/${rounds}, ${String(clients).padStart(3)} clients, ${subject.name.padEnd(12)} ${load.putsPerSecond.toFixed(0).padStart(6)} puts/s`,
        );
      }
    }
  }
}
const memory = subjects.map((subject) => ({ name: subject.name, memory: memoryMib(subject.pid) }));
for (const subject of subjects) {
  await subject.stop();
}

const rows = clientCounts.map((clients) => {
  const [ours, theirs] = subjects.map((subject) => {
    const loads = results.get(`${subject.name}/${clients}`) ?? [];
    return {
      name: subject.name,
      putsPerSecond: median(loads.map((load) => load.putsPerSecond)),
      p50Ms: median(loads.map((load) => load.p50Ms)),
      p99Ms: median(loads.map((load) => load.p99Ms)),
      failures: loads.reduce((sum, load) => sum + load.failures, 0),
    };
  });
  const ratios = (results.get(`${ours?.name}/${clients}`) ?? []).map(
    (load, round) =>
      load.putsPerSecond /
      (results.get(`${theirs?.name}/${clients}`)?.[round]?.putsPerSecond ?? Number.NaN),
  );
  return {
    clients,
    ours,
    etcd: theirs ?? null,
    ratio: theirs === undefined ? null : median(ratios),
  };
});
if (values.json) {
  console.log(JSON.stringify({ rounds, seconds, rows, memory }));
} else {
  console.log(
    `\ndurable puts of 256 B, one member, medians of ${rounds} rounds of ${seconds} s, Node.js ${process.version}`,
  );
  console.log(
    "clients |   ours puts/s   p50 ms   p99 ms |   etcd puts/s   p50 ms   p99 ms | ratio",
  );
  for (const { clients, ours, etcd: theirs, ratio } of rows) {
    const cells = [ours, theirs].map((side) =>
      side === null || side === undefined
        ? "            -        -        -"
        : `${side.putsPerSecond.toFixed(0).padStart(13)} ${side.p50Ms.toFixed(2).padStart(8)} ${side.p99Ms.toFixed(2).padStart(8)}`,
    );
    console.log(
      `${String(clients).padStart(7)} | ${cells.join(" | ")} | ${ratio === null ? "-" : ratio.toFixed(2)}`,
    );
  }
  for (const { name, memory: used } of memory) {
    console.log(
      `memory ${name}: ${used === null ? "not known here" : `${used.now.toFixed(0)} MiB resident, ${used.peak.toFixed(0)} MiB at most`}`,
    );
  }
}
const failures = rows.reduce((sum, row) => sum + (row.ours?.failures ?? 0), 0);
if (failures > 0) {
  console.error(`bench: ${failures} puts to ours failed`);
}
process.exit(failures > 0 ? 1 : 0);
