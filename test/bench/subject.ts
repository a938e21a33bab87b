import { etcdserverpb } from "../../src/gen/proto.js";
import { H2Connection } from "../support/h2-client.ts";
import { connectionAddress } from "./endpoint.ts";

/** One process of a subject. */
export interface SubjectMember {
  /** Where clients connect to: `host:port`. */
  readonly endpoint: string;
  readonly pid: number;
}

/** A server of the etcd v3 API under measurement, on fresh volumes. */
export interface Subject {
  readonly name: string;
  /** All that run. */
  members(): readonly SubjectMember[];
  /** The member that leads, by the word of one that answers; waits for it. */
  leader(): Promise<SubjectMember>;
  /** SIGKILL. */
  kill(member: SubjectMember): Promise<void>;
  /** Starts what was killed on its old volume; resolves when all have caught up. */
  restartKilled(): Promise<void>;
  stop(): Promise<void>;
}

/** A member that a cluster of several never elects within this is broken. */
export const SETTLE_MS_MAX = 30_000;
const POLL_MS = 25;

/** The first answer that is not null. */
export async function poll<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + SETTLE_MS_MAX;
  while (performance.now() < deadline) {
    const answer = await ask();
    if (answer !== null) {
      return answer;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
  throw new Error(`${what}: not within ${SETTLE_MS_MAX} ms`);
}

/** Waits until a put is acknowledged there. */
export async function waitForPut(endpoint: string): Promise<void> {
  await poll(`a put at ${endpoint}`, async () => {
    const connection = await H2Connection.open(connectionAddress(endpoint)).catch(() => null);
    if (connection === null) {
      return null;
    }
    const request = { key: Buffer.from("ready"), value: Buffer.from("1") };
    const answer = await connection.unary(
      "/etcdserverpb.KV/Put",
      etcdserverpb.PutRequest.encode(request).finish(),
    );
    connection.close();
    return answer.message;
  });
}
