import { etcdserverpb } from "../../src/gen/proto.js";
import { H2Connection } from "../support/h2-client.ts";
import { connectionAddress } from "./endpoint.ts";
import { poll, SETTLE_MS_MAX, type Subject } from "./subject.ts";

/** A new write at each member that lives: fine enough for a figure in tens of milliseconds, and no load. */
const WRITE_INTERVAL_MS = 5;
/** Writes before the kill, so that it hits a cluster at work. */
const STEADY_MS = 1000;

async function write(connection: H2Connection): Promise<boolean> {
  const request = { key: Buffer.from("failover"), value: Buffer.alloc(256, 0x66) };
  const { message } = await connection
    .unary("/etcdserverpb.KV/Put", etcdserverpb.PutRequest.encode(request).finish())
    .catch(() => ({ message: null }));
  return message !== null;
}

/**
 * SIGKILLs the leader under writes; gives the time from there to the first acknowledged write that was begun after it, at whichever member that lives.
 * The clients are open-loop: one that waits for a write that the dead leader took along holds no other one up.
 */
async function failOver(subject: Subject): Promise<number> {
  const leader = await subject.leader();
  const survivors = subject.members().filter(({ pid }) => pid !== leader.pid);
  const connections = await Promise.all(
    survivors.map(async ({ endpoint }) => await H2Connection.open(connectionAddress(endpoint))),
  );
  let killedAtMs = Number.POSITIVE_INFINITY;
  let firstAckMs: number | null = null;
  let acknowledged = 0;
  const timer = setInterval(() => {
    for (const connection of connections) {
      const begunAtMs = performance.now();
      write(connection).then(
        (isDone) => {
          acknowledged += isDone ? 1 : 0;
          if (isDone && begunAtMs > killedAtMs) {
            firstAckMs ??= performance.now() - killedAtMs;
          }
        },
        () => undefined,
      );
    }
  }, WRITE_INTERVAL_MS);
  try {
    await new Promise((resolve) => {
      setTimeout(resolve, STEADY_MS);
    });
    if (acknowledged === 0) {
      throw new Error(`no write to ${subject.name} was acknowledged in ${STEADY_MS} ms`);
    }
    const killed = subject.kill(leader);
    killedAtMs = performance.now();
    await killed;
    return await poll(
      `a write of ${subject.name} after its leader's end, ${SETTLE_MS_MAX} ms`,
      async () => firstAckMs,
    );
  } finally {
    clearInterval(timer);
    for (const connection of connections) {
      connection.close();
    }
  }
}

/** In the subjects' order: the milliseconds of each kill. */
export async function runFailovers(
  options: { readonly kills: number },
  dependencies: {
    readonly subjects: readonly Subject[];
    readonly progress: (line: string) => void;
  },
): Promise<readonly (readonly number[])[]> {
  const { subjects, progress } = dependencies;
  const found = subjects.map((): number[] => []);
  for (let kill = 0; kill < options.kills; kill += 1) {
    for (const [at, subject] of subjects.entries()) {
      const elapsedMs = await failOver(subject);
      await subject.restartKilled();
      found[at]?.push(elapsedMs);
      progress(
        `  kill ${kill + 1}/${options.kills}, ${subject.name.padEnd(14)} next write after ${elapsedMs.toFixed(0)} ms`,
      );
    }
  }
  return found;
}
