import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { Duplex } from "node:stream";
import type { Registry } from "prom-client";
import type { Logger } from "../utils/logger.ts";
import { listen } from "./listen.ts";
import type { HostPort } from "./option-reader.ts";
import type { ReadinessResult } from "./readiness.ts";

/** Probes and scrapes only: whoever sends slower or more than this is cut off. */
const HEADERS_TIMEOUT_MS = 5000;
const REQUEST_TIMEOUT_MS = 10_000;
const HEADER_BYTES_MAX = 8192;
const CONNECTION_REQUESTS_MAX = 1000;

export interface HttpServerOptions {
  readonly address: HostPort;
  readonly connectionsMax: number;
}

export interface HttpServerDependencies {
  readonly registry: Registry;
  readonly readiness: () => ReadinessResult;
  readonly version: () => Readonly<Record<string, unknown>>;
  readonly logger: Logger;
}

interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const text = (status: number, body: string): Page => ({
  status,
  contentType: "text/plain; charset=utf-8",
  body: `${body}\n`,
});

/** `/metrics`, `/livez`, `/readyz`, `/version`. */
export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #dependencies: HttpServerDependencies;
  readonly #server: Server;

  constructor(options: HttpServerOptions, dependencies: HttpServerDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#server = createServer(
      {
        maxHeaderSize: HEADER_BYTES_MAX,
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        connectionsCheckingInterval: 1000,
        keepAliveTimeout: 5000,
      },
      (request, response) => {
        this.#respond(request, response).catch((error: unknown) => {
          dependencies.logger.warn("http request failed", { url: request.url, error });
          response.destroy();
        });
      },
    );
    this.#server.maxConnections = options.connectionsMax;
    this.#server.maxRequestsPerSocket = CONNECTION_REQUESTS_MAX;
    this.#server.on("clientError", refuseGarbage);
  }

  async start(): Promise<HostPort> {
    return await listen(this.#server, { purpose: "http", address: this.#options.address });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const page =
      request.method === "GET" || request.method === "HEAD"
        ? await this.#page(pathOf(request.url ?? "/"))
        : text(405, "only GET and HEAD are answered here");
    response.writeHead(page.status, {
      "content-type": page.contentType,
      "content-length": Buffer.byteLength(page.body),
      "cache-control": "no-store",
      ...(page.status === 405 ? { allow: "GET, HEAD" } : {}),
      // A body that nobody reads must not keep the connection.
      ...(request.headers["content-length"] === undefined &&
      request.headers["transfer-encoding"] === undefined
        ? {}
        : { connection: "close" }),
    });
    response.end(request.method === "HEAD" ? undefined : page.body);
  }

  async #page(path: string): Promise<Page> {
    switch (path) {
      case "/livez":
        // Only that the event loop turns: a node without a quorum must not be restarted for it.
        return text(200, "ok");
      case "/readyz": {
        const result = this.#dependencies.readiness();
        return result.ready ? text(200, "ok") : text(503, result.reason);
      }
      case "/version":
        return {
          status: 200,
          contentType: "application/json",
          body: `${JSON.stringify(this.#dependencies.version())}\n`,
        };
      case "/metrics":
        return {
          status: 200,
          contentType: this.#dependencies.registry.contentType,
          body: await this.#dependencies.registry.metrics(),
        };
      default:
        return text(404, "not found: /metrics, /livez, /readyz and /version are here");
    }
  }
}

/** Empty where the target of the request is no URL, which is no page of ours. */
function pathOf(target: string): string {
  const base = "http://node";
  return URL.canParse(target, base) ? new URL(target, base).pathname : "";
}

function refuseGarbage(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
