import { connect } from "node:net";

const TRY_MAX_MS = 1000;

/** Why no connection to `host:port` comes about, found out by trying: what gRPC says of it is one code for everything. Null where somebody takes it. */
export function connectionProblem(address: string): Promise<string | null> {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(address.slice(colon + 1)) });
    const end = (problem: string | null): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(TRY_MAX_MS, () => end(`no way to ${address}: a connection gets no answer`));
    socket.once("connect", () => end(null));
    socket.once("error", (error) => end(sentence(error, { host, address })));
  });
}

function sentence(
  error: Error,
  { host, address }: { readonly host: string; readonly address: string },
): string {
  switch ("code" in error ? error.code : null) {
    case "ECONNREFUSED":
      return `nobody takes a connection at ${address}`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `no host ${host} is known here`;
    default:
      return `no way to ${address}: ${error.message}`;
  }
}
