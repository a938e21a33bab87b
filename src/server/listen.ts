import type { Server } from "node:net";
import { type HostPort, formatHostPort } from "./option-reader.ts";

/** A port could not be opened. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

async function listenOnce(server: Server, address: HostPort): Promise<HostPort> {
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address.host, port: address.port, backlog: 1024 }, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(
        typeof bound === "object" && bound !== null
          ? { host: bound.address, port: bound.port }
          : address,
      );
    });
  });
}

/**
 * Listens and says where. `::` falls back to `0.0.0.0` on a machine without IPv6.
 *
 * @throws ListenError naming the port's purpose and address.
 */
export async function listen(
  server: Server,
  { purpose, address }: { readonly purpose: string; readonly address: HostPort },
): Promise<HostPort> {
  try {
    return await listenOnce(server, address);
  } catch (error) {
    const code = errorCode(error);
    if (address.host === "::" && (code === "EAFNOSUPPORT" || code === "EADDRNOTAVAIL")) {
      return await listen(server, { purpose, address: { host: "0.0.0.0", port: address.port } });
    }
    throw new ListenError(
      `cannot listen on ${formatHostPort(address)} for ${purpose}: ${code === "EADDRINUSE" ? "the address is in use" : String(error)}`,
      { cause: error },
    );
  }
}
