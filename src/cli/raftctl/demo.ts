import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AdminClient } from "../../operator/admin-client.ts";
import { LocalOperator } from "../../operator/hosts/local/local-operator.ts";
import { LocalStore } from "../../operator/hosts/local/local-store.ts";
import { clusterFolder } from "../../operator/hosts/local/local-host.ts";
import { SILENT_LOGGER } from "../../utils/logger.ts";
import { EXIT_CODE, type ExitCode } from "../exit-codes.ts";
import { CliError } from "./cli-error.ts";
import { parseCommandLine } from "./command-line.ts";
import type { CommandContext } from "./context.ts";
import { kvGet, kvPut } from "./kv.ts";
import { clientEndpoints, readCluster } from "./local-clusters.ts";
import type { LocalCluster } from "./local-clusters.ts";
import { quoteWord } from "./invocation.ts";
import { KvClient } from "./kv-client.ts";
import { conditionStatus } from "./local-get.ts";
import { readManifest } from "./manifest-file.ts";
import { memberList } from "./members.ts";
import { nodeEnvironment } from "./node-command.ts";
import type { Terminal } from "./terminal.ts";

const KEY = { namespace: "default", name: "demo" };
const GREETING = "hello, raft";
const WRITES = 50;
const READY_MAX_MS = 60_000;
/** A process that ends this often at its start will not do better. */
const RESTARTS_MAX = 4;
const POLL_MS = 50;
/** Between two steps, for a person to read. */
const PAUSE_MS = 1500;

const MANIFEST = `apiVersion: raft.crabmq.io/v1alpha1
kind: RaftCluster
metadata:
  name: demo
spec:
  replicas: 1
  storage:
    retentionPolicy:
      whenDeleted: Delete
`;

/** The tour. Exit code 1 when anything that was acknowledged is not there afterwards. */
export async function demo(context: CommandContext): Promise<ExitCode> {
  const root = await mkdtemp(join(tmpdir(), "raftctl-demo-"));
  const stop = new AbortController();
  const tour = new Tour(context, { root, signal: AbortSignal.any([context.signal, stop.signal]) });
  const running = tour.makeOperator();
  try {
    await tour.begin(running.apply);
    const ended = running.run();
    await Promise.race([tour.walk(), failEarly(ended)]);
    await ended;
    await tour.end();
    return EXIT_CODE.ok;
  } catch (error) {
    if (context.signal.aborted) {
      context.terminal.note("the demo was stopped; its processes are ended");
      return EXIT_CODE.failure;
    }
    throw error;
  } finally {
    stop.abort(new Error("the demo is over"));
    await running.ended();
    await rm(root, { recursive: true, force: true });
  }
}

/** Never resolves, so that only the operator's failure ends the race. */
function failEarly(ended: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => {
    ended.catch(reject);
  });
}

interface RunningOperator {
  readonly apply: () => Promise<void>;
  readonly run: () => Promise<unknown>;
  /** Resolves when its processes are ended, however it ended. */
  readonly ended: () => Promise<void>;
}

class Tour {
  readonly #context: CommandContext;
  readonly #root: string;
  readonly #signal: AbortSignal;
  readonly #store: LocalStore;
  readonly #startMs = performance.now();
  #step = 0;

  constructor(
    context: CommandContext,
    place: { readonly root: string; readonly signal: AbortSignal },
  ) {
    this.#context = context;
    this.#root = place.root;
    this.#signal = place.signal;
    this.#store = new LocalStore({ folder: clusterFolder(place.root, KEY) });
  }

  makeOperator(): RunningOperator {
    const { clock, nodeCommand, environment, terminal } = this.#context;
    let outcome: Promise<unknown> = Promise.resolve();
    const operator = new LocalOperator(
      {
        root: this.#root,
        key: KEY,
        nodeCommand,
        nodeEnvironment: nodeEnvironment(environment),
        stopGraceMs: 5000,
      },
      {
        admin: new AdminClient(),
        clock,
        logger: SILENT_LOGGER,
        now: Date.now,
        event: ({ message }) => terminal.out(`     . ${message.replaceAll(`${this.#root}/`, "")}`),
      },
    );
    return {
      apply: async () => {
        const path = join(this.#root, "raftcluster.yaml");
        await writeFile(path, MANIFEST);
        const manifest = await readManifest(path, { terminal, signal: this.#signal });
        await this.#store.apply(manifest, Date.now(), this.#signal);
      },
      run: () => {
        outcome = operator.run(this.#signal);
        return outcome;
      },
      ended: async () => {
        await Promise.allSettled([outcome]);
      },
    };
  }

  async begin(apply: () => Promise<void>): Promise<void> {
    const { terminal } = this.#context;
    terminal.out("A Raft cluster on this machine, from the manifest that Kubernetes would take.");
    await this.#title(`Make it: ${this.#context.invocation} local up -f raftcluster.yaml`);
    for (const line of MANIFEST.trimEnd().split("\n")) {
      terminal.out(`     ${line}`);
    }
    await apply();
  }

  async walk(): Promise<void> {
    const before = await this.#ready(null);
    await this.#title(`Write: the answer comes when the value is on disk, synced`);
    await this.#show(["kv", "put", "greeting", GREETING], kvPut);
    await this.#show(["kv", "get", "greeting"], kvGet);
    await this.#writeMany(before);

    const pid = before.state.pods[0]?.process?.pid;
    if (pid === undefined) {
      throw lost("the process of demo-0 is not recorded");
    }
    await this.#title(`Kill it: kill -9 ${pid}, no time to save anything`);
    process.kill(pid, "SIGKILL");
    const after = await this.#ready(pid);

    await this.#title("Read: everything that was acknowledged is there");
    const found = await this.#show(["kv", "get", "greeting"], kvGet);
    if (found !== `${GREETING}\n`) {
      throw lost(`greeting is ${JSON.stringify(found)} after the kill`);
    }
    await this.#countAll(after);
    await this.#show(["member", "list"], memberList);

    await this.#title(`Delete: ${this.#context.invocation} local delete demo`);
    await this.#store.requestDeletion(Date.now(), this.#signal);
  }

  async end(): Promise<void> {
    const left = await readdir(join(this.#root, KEY.namespace));
    if (left.length > 0) {
      throw lost(`the deletion left ${left.join(", ")}`);
    }
    const seconds = ((performance.now() - this.#startMs) / 1000).toFixed(1);
    this.#context.terminal.out(
      `     processes ended, volumes deleted (whenDeleted: Delete)\n\nNothing was lost. ${seconds} seconds.`,
    );
  }

  async #title(text: string): Promise<void> {
    this.#step += 1;
    if (this.#context.terminal.interactive && this.#step > 1) {
      await sleep(PAUSE_MS, undefined, { signal: this.#signal });
    }
    this.#context.terminal.out(`\n${this.#step}. ${text}`);
  }

  /** Shows a command and what it prints; gives back what it printed. */
  async #show(
    args: readonly string[],
    command: (context: CommandContext) => Promise<ExitCode>,
  ): Promise<string> {
    const { terminal, environment, invocation } = this.#context;
    const line = parseCommandLine(args, invocation);
    if (line.kind !== "command") {
      throw lost(`${args.join(" ")} is no command`);
    }
    terminal.out(`   $ ${invocation} ${args.map(quoteWord).join(" ")}`);
    const printed: Buffer[] = [];
    const quiet: Terminal = {
      ...terminal,
      out: (text) => {
        printed.push(Buffer.from(`${text}\n`));
      },
      outBytes: (bytes) => {
        printed.push(Buffer.from(bytes));
      },
    };
    const exitCode = await command({
      ...this.#context,
      command: line.command,
      terminal: quiet,
      environment: { ...environment, RAFTCTL_DIR: this.#root },
    });
    const text = Buffer.concat(printed).toString("utf8");
    for (const row of text.trimEnd().split("\n")) {
      terminal.out(`     ${row}`);
    }
    if (exitCode !== EXIT_CODE.ok) {
      throw lost(`${args.join(" ")} ended with exit code ${exitCode}`);
    }
    return text;
  }

  async #writeMany(cluster: LocalCluster): Promise<void> {
    const client = this.#client(cluster);
    const startMs = performance.now();
    for (let at = 0; at < WRITES; at += 1) {
      await client.put(Buffer.from(rowKey(at)), Buffer.from(String(at)));
    }
    const ms = ((performance.now() - startMs) / WRITES).toFixed(1);
    this.#context.terminal.out(`   and ${WRITES} more, one after the other: ${ms} ms each`);
  }

  async #countAll(cluster: LocalCluster): Promise<void> {
    const rows = await this.#client(cluster).get({
      key: Buffer.from("row/"),
      prefix: true,
      limit: WRITES + 1,
      serializable: false,
    });
    const good = rows.filter(
      ({ key, value }, at) =>
        Buffer.from(key).toString() === rowKey(at) && Buffer.from(value).toString() === String(at),
    ).length;
    this.#context.terminal.out(`   and ${good} of the ${WRITES} others`);
    if (good !== WRITES || rows.length !== WRITES) {
      throw lost(`${WRITES - good} of ${WRITES} acknowledged writes are gone`);
    }
  }

  #client(cluster: LocalCluster): KvClient {
    return new KvClient({
      endpoints: clientEndpoints(cluster),
      timeoutMs: 10_000,
      signal: this.#signal,
    });
  }

  /** The cluster when it is Ready by another process than `notPid`. */
  async #ready(notPid: number | null): Promise<LocalCluster> {
    const startMs = performance.now();
    for (;;) {
      this.#signal.throwIfAborted();
      const cluster = await readCluster(this.#root, KEY);
      const pid = cluster?.state.pods[0]?.process?.pid;
      if (
        cluster !== null &&
        pid !== undefined &&
        pid !== notPid &&
        conditionStatus(cluster.resource, "Ready") === "True" &&
        (await answers(clientEndpoints(cluster), this.#signal))
      ) {
        const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
        this.#context.terminal.out(`     Ready after ${seconds} seconds, process ${pid}`);
        return cluster;
      }
      const isLooping = (cluster?.state.pods[0]?.restarts ?? 0) >= RESTARTS_MAX;
      if (isLooping || performance.now() - startMs > READY_MAX_MS) {
        const reason = cluster?.resource.status?.conditions?.find(({ type }) => type === "Ready");
        const seconds = Math.round((performance.now() - startMs) / 1000);
        throw lost(
          `the cluster is not Ready after ${seconds} seconds: ${reason?.message ?? "no status"}`,
        );
      }
      await sleep(POLL_MS, undefined, { signal: this.#signal });
    }
  }
}

/** A status of the moment before the kill still says Ready: only an answer is one. */
async function answers(endpoints: readonly string[], signal: AbortSignal): Promise<boolean> {
  const client = new KvClient({ endpoints, timeoutMs: 2000, signal });
  try {
    await client.get({ key: Buffer.from("?"), prefix: false, limit: 1, serializable: false });
    return true;
  } catch (error) {
    if (error instanceof CliError) {
      return false;
    }
    throw error;
  }
}

function rowKey(at: number): string {
  return `row/${String(at).padStart(4, "0")}`;
}

function lost(message: string): CliError {
  return new CliError(message, EXIT_CODE.failure);
}
