import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { HostError } from "../../host.ts";
import { errorCode } from "./process-identity.ts";

/** The loopback ports of one ordinal, chosen once and remembered: members know each other by them. */
export interface PortSet {
  readonly client: number;
  readonly peer: number;
  readonly http: number;
  readonly admin: number;
}

/** Below the ports that the system gives to outgoing connections: one of those could take a node's port while the node restarts. */
const FIRST = 20_000;
const LAST = 29_999;
const TRIES_MAX = 200;

/** @throws HostError UNAVAILABLE where no free ports are found. */
export async function choosePorts(taken: ReadonlySet<number>): Promise<PortSet> {
  const chosen = new Set<number>();
  for (let tries = 0; tries < TRIES_MAX && chosen.size < 4; tries += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (!taken.has(port) && !chosen.has(port) && (await isFree(port))) {
      chosen.add(port);
    }
  }
  const [client, peer, http, admin] = [...chosen];
  if (client === undefined || peer === undefined || http === undefined || admin === undefined) {
    throw new HostError(`no four free ports from ${FIRST} to ${LAST} on 127.0.0.1`, {
      code: "UNAVAILABLE",
      retryAfterMs: null,
    });
  }
  return { client, peer, http, admin };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = errorCode(error);
      if (code === "EADDRINUSE" || code === "EACCES") {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
