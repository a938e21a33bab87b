import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Registry } from "prom-client";

export interface HealthServerOptions {
  /** `::` listens on IPv6 and IPv4. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** The port cannot be listened on. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** What `/readyz` says: null where all is well, else why not, one sentence a cause. */
export type ReadinessProbe = () => readonly string[];

/**
 * `/healthz` answers while the event loop runs, and says nothing about the API server: a restart would not bring that back. `/readyz` is 200 once every kind
 * is listed and watched, in standbys too. `/metrics` is Prometheus text.
 */
export class HealthServer {
  readonly #options: HealthServerOptions;
  readonly #registry: Registry;
  readonly #readiness: ReadinessProbe;
  readonly #server: Server;

  constructor(
    options: HealthServerOptions,
    dependencies: { readonly registry: Registry; readonly readiness: ReadinessProbe },
  ) {
    this.#options = options;
    this.#registry = dependencies.registry;
    this.#readiness = dependencies.readiness;
    this.#server = createServer(
      { requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 },
      (request, response) => this.#answer(request, response),
    );
    this.#server.maxConnections = 64;
  }

  /** Returns the port. @throws ListenError */
  listen(): Promise<number> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      const refuse = (error: Error): void =>
        reject(
          new ListenError(`cannot listen on ${host}, port ${port}: ${error.message}`, {
            cause: error,
          }),
        );
      this.#server.once("error", refuse);
      this.#server.listen({ host, port }, () => {
        this.#server.off("error", refuse);
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  }

  /** Idempotent; ends open connections. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      // Its error says only that the server was closed before.
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "/").split("?", 1)[0];
    if (request.method !== "GET" && request.method !== "HEAD") {
      send(response, { status: 405, text: "only GET and HEAD are answered\n" });
      return;
    }
    switch (path) {
      case "/healthz":
      case "/livez":
        send(response, { status: 200, text: "ok\n" });
        return;
      case "/readyz": {
        const causes = this.#readiness();
        send(response, {
          status: causes.length === 0 ? 200 : 503,
          text: causes.length === 0 ? "ok\n" : `${causes.join("\n")}\n`,
        });
        return;
      }
      case "/metrics":
        this.#registry.metrics().then(
          (text) => send(response, { status: 200, text, type: this.#registry.contentType }),
          (error: unknown) => send(response, { status: 500, text: `${String(error)}\n` }),
        );
        return;
      default:
        send(response, { status: 404, text: "known paths: /healthz /readyz /metrics\n" });
    }
  }
}

function send(
  response: ServerResponse,
  answer: { readonly status: number; readonly text: string; readonly type?: string },
): void {
  response.writeHead(answer.status, {
    "content-type": answer.type ?? "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(answer.text),
  });
  response.end(answer.text);
}
