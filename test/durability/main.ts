// npm run durability: SIGKILL keeps the page cache, so only the order of system calls can show that an answer waits for its fsync. Linux with strace.
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RaftNodeProcess, createNodeFolder, putKey, range } from "../support/raft-node-process.ts";
import { isSocketWrite, isWalSync, isWalWrite, parseStrace } from "./strace-log.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const PUTS = 40;
const PERSIST_MODES = ["thread", "worker"] as const;
type PersistMode = (typeof PERSIST_MODES)[number];

interface Subject {
  readonly program: string;
  readonly persistMode: PersistMode;
}

function mark(i: number): string {
  return `mark-${String(i).padStart(6, "0")}-`;
}

async function lead(node: RaftNodeProcess): Promise<void> {
  if (!(await node.listening())) {
    throw new Error(`the node did not start:\n${node.logLines.join("\n")}`);
  }
  const connection = await node.connectClient();
  const deadline = Date.now() + 60_000;
  while ((await range(connection, { key: Buffer.from("k") })) === null) {
    if (Date.now() > deadline) {
      throw new Error(`no leader within 60 s:\n${node.logLines.join("\n")}`);
    }
  }
  connection.close();
}

async function prepare(): Promise<string> {
  const folder = await createNodeFolder();
  const node = await RaftNodeProcess.spawn({ folder });
  await node.listening();
  if (!(await node.bootstrap())) {
    throw new Error(`bootstrap failed:\n${node.logLines.join("\n")}`);
  }
  await lead(node);
  node.kill("SIGTERM");
  await node.exited;
  return folder;
}

/** Under strace, with every system call in the trace that tells when bytes were logged, synced or sent. */
function spawnTraced(
  subject: Subject,
  run: { readonly folder: string; readonly trace: string; readonly inject?: string },
): Promise<RaftNodeProcess> {
  const calls = "trace=write,writev,pwrite64,sendmsg,sendto,fsync,fdatasync";
  const inject = run.inject === undefined ? [] : ["-e", `inject=${run.inject}`];
  return RaftNodeProcess.spawn({
    folder: run.folder,
    program: subject.program,
    args: [`--persist-mode=${subject.persistMode}`],
    wrapper: ["strace", "-f", "-yy", "-s", "8192", "-e", calls, ...inject, "-o", run.trace],
  });
}

/**
 * Each put answers with the value before it, so the answer to put i carries mark i - 1, and is told from every other write to a socket.
 *
 * @throws Error naming the put whose answer left before its batch was durable.
 */
async function answersWaitForTheirSync(subject: Subject): Promise<string> {
  const folder = await prepare();
  const trace = join(folder, "trace");
  const node = await spawnTraced(subject, { folder, trace });
  await lead(node);
  const connection = await node.connectClient();
  for (let i = 0; i < PUTS; i += 1) {
    const answer = await putKey(connection, { key: "k", value: mark(i), withPrevious: true });
    if (answer === null) {
      throw new Error(`put ${i} failed:\n${node.logLines.join("\n")}`);
    }
  }
  connection.close();
  node.kill("SIGTERM");
  await node.exited;
  const calls = parseStrace(readFileSync(trace, "utf8"));
  let checked = 0;
  for (let i = 1; i < PUTS; i += 1) {
    const logged = calls.find((call) => isWalWrite(call) && call.text.includes(mark(i)));
    if (logged === undefined) {
      throw new Error(
        `put ${i} was answered, but its entry was never written to the write-ahead log`,
      );
    }
    const answered = calls.find((call) => isSocketWrite(call) && call.text.includes(mark(i - 1)));
    if (answered === undefined) {
      throw new Error(`the trace does not show the answer to put ${i}`);
    }
    const synced = calls.some(
      (call) =>
        isWalSync(call) &&
        call.enteredAt > logged.returnedAt &&
        call.returnedAt < answered.enteredAt &&
        call.result.startsWith("0"),
    );
    if (!synced) {
      throw new Error(
        `the answer to put ${i} left the socket before a sync of the batch that holds it`,
      );
    }
    checked += 1;
  }
  await node.removeFolder();
  return `${checked} answers, each after the sync of its batch`;
}

/** @throws Error when the node goes on, or loses what it had acknowledged. */
async function failedSyncStopsTheNode(subject: Subject): Promise<string> {
  const folder = await prepare();
  const trace = join(folder, "trace");
  const node = await spawnTraced(subject, {
    folder,
    trace,
    inject: "fdatasync:error=EIO:when=30+",
  });
  await lead(node);
  const connection = await node.connectClient();
  const acknowledged = new Map<string, string>();
  let isFailed = false;
  for (let i = 0; i < 2000 && !isFailed; i += 8) {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        const key = `key-${i + lane}`;
        const answer = await putKey(connection, { key, value: mark(i + lane) }).catch(() => null);
        if (answer !== null) {
          acknowledged.set(key, mark(i + lane));
        }
        return answer;
      }),
    );
    isFailed = answers.includes(null);
  }
  if (!isFailed) {
    node.kill("SIGTERM");
    await node.exited;
    throw new Error("no sync failed during 2000 puts: the node does not sync what it acknowledges");
  }
  const exit = await node.exited;
  if (exit.code !== 74) {
    throw new Error(
      `the node ended with ${exit.code ?? exit.signal}, expected 74 (storage failed):\n${node.logLines.slice(-5).join("\n")}`,
    );
  }
  const calls = parseStrace(readFileSync(trace, "utf8"));
  const broken = calls.find(
    (call) => call.name === "fdatasync" && call.result.includes("INJECTED"),
  );
  if (broken === undefined) {
    throw new Error("the trace shows no injected error");
  }
  for (const [key, value] of acknowledged) {
    const logged = calls.find((call) => isWalWrite(call) && call.text.includes(value));
    const synced = calls.some(
      (call) =>
        logged !== undefined &&
        isWalSync(call) &&
        call.enteredAt > logged.returnedAt &&
        call.result.startsWith("0"),
    );
    if (!synced) {
      throw new Error(`the write of ${key} was acknowledged, but no sync of it succeeded`);
    }
  }
  await checkAllPresent(folder, acknowledged);
  await node.removeFolder();
  return `exit 74 with a sentence; ${acknowledged.size} acknowledged, each with a sync that succeeded, all there after a restart`;
}

async function checkAllPresent(
  folder: string,
  acknowledged: ReadonlyMap<string, string>,
): Promise<void> {
  const again = await RaftNodeProcess.spawn({ folder });
  await lead(again);
  const reader = await again.connectClient();
  for (const [key, value] of acknowledged) {
    const answer = await range(reader, { key: Buffer.from(key) });
    if (Buffer.from(answer?.kvs[0]?.value ?? []).toString() !== value) {
      throw new Error(`the acknowledged write of ${key} is lost`);
    }
  }
  reader.close();
  again.kill("SIGTERM");
  await again.exited;
}

/** The last build with the sync taken out of its one gate to RocksDB: what the tests must catch. */
function buildWithoutSync(): { readonly program: string; remove(): void } {
  const folder = join(root, "dist-without-sync");
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, "dist"), folder, { recursive: true });
  const gate = /\{ sync: options\.sync \}/g;
  let replaced = 0;
  for (const name of readdirSync(join(folder, "storage"))) {
    const path = join(folder, "storage", name);
    if (name.endsWith(".js")) {
      const source = readFileSync(path, "utf8");
      replaced += source.match(gate)?.length ?? 0;
      writeFileSync(path, source.replaceAll(gate, "{ sync: false }"));
    }
  }
  if (replaced === 0) {
    throw new Error("the gate to RocksDB does not look as expected: mend buildWithoutSync");
  }
  return {
    program: join(folder, "cli/raft-node.js"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function mustFail(check: () => Promise<string>): Promise<string> {
  const outcome = await check().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (outcome === null) {
    throw new Error("passed without a single sync: the test proves nothing");
  }
  return `fails as it must: ${outcome.split("\n")[0]}`;
}

try {
  execFileSync("strace", ["-V"], { stdio: "ignore" });
} catch (error) {
  console.error(`durability: strace is needed (Debian: apt-get install strace): ${String(error)}`);
  process.exit(78);
}
const built = join(root, "dist/cli/raft-node.js");
const mutant = buildWithoutSync();
const cases: readonly (readonly [string, () => Promise<string>])[] = PERSIST_MODES.flatMap(
  (persistMode) => {
    const real = { program: built, persistMode };
    const unsynced = { program: mutant.program, persistMode };
    return [
      [
        `no answer before its fdatasync (persist mode ${persistMode})`,
        () => answersWaitForTheirSync(real),
      ],
      [
        `EIO from fdatasync stops the node (persist mode ${persistMode})`,
        () => failedSyncStopsTheNode(real),
      ],
      [
        `the order test without sync (persist mode ${persistMode})`,
        () => mustFail(() => answersWaitForTheirSync(unsynced)),
      ],
      [
        `the EIO test without sync (persist mode ${persistMode})`,
        () => mustFail(() => failedSyncStopsTheNode(unsynced)),
      ],
    ] as const;
  },
);
let failed = 0;
for (const [name, run] of cases) {
  try {
    console.log(`ok    ${name}: ${await run()}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
mutant.remove();
console.log(`\n${cases.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
