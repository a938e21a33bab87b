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
