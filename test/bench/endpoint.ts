import { createServer } from "node:net";

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Of `host:port`. */
export function connectionAddress(endpoint: string): Endpoint {
  const at = endpoint.lastIndexOf(":");
  const port = Number(endpoint.slice(at + 1));
  if (at < 1 || !Number.isSafeInteger(port) || port < 1) {
    throw new Error(`an endpoint must be host:port, found ${JSON.stringify(endpoint)}`);
  }
  return { host: endpoint.slice(0, at), port };
}

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") {
          reject(new Error("no port"));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}
