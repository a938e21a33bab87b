import {
  IsomorphicFetchHttpLibrary,
  RequestContext,
  type HttpMethod,
  type KubeConfig,
} from "@kubernetes/client-node";
import type { Clock } from "../../utils/clock.ts";

export interface KubeRequest {
  readonly method: HttpMethod;
  /** Path and query. */
  readonly url: string;
  readonly body?: string;
  readonly contentType?: string;
}

export interface KubeResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  text(): Promise<string>;
  /** The body as it arrives; null where there is none. */
  chunks(): AsyncIterable<Uint8Array> | null;
}

/** Sends one request with the cluster's credentials. Every status is an answer; only a broken connection throws. */
export interface KubeTransport {
  send(request: KubeRequest, signal: AbortSignal): Promise<KubeResponse>;
}

type Dispatcher = NonNullable<ReturnType<RequestContext["getDispatcher"]>>;

/** Certificates and the CA may be rotated on disk; after this time they are read again. */
const DISPATCHER_AGE_MAX_MS = 600_000;

/**
 * Credentials, TLS and proxies of client-node, without its typed clients. It builds a connection pool for each request
 * (2.0.1, `KubeConfig.createDispatcher`), which costs a TLS handshake a call: one pool is kept here instead.
 */
export class ClientNodeTransport implements KubeTransport {
  readonly #server: string;
  readonly #config: KubeConfig;
  readonly #clock: Clock;
  readonly #library = new IsomorphicFetchHttpLibrary();
  #dispatcher: { readonly value: Dispatcher; readonly sinceMs: number } | null = null;

  /** @throws Error when the configuration names no cluster. */
  constructor(dependencies: { readonly config: KubeConfig; readonly clock: Clock }) {
    const cluster = dependencies.config.getCurrentCluster();
    if (cluster === null) {
      throw new Error(
        `the kubeconfig's current context "${dependencies.config.getCurrentContext()}" names no cluster that the file holds`,
      );
    }
    this.#server = cluster.server.replace(/\/+$/, "");
    this.#config = dependencies.config;
    this.#clock = dependencies.clock;
  }

  get server(): string {
    return this.#server;
  }

  async send(request: KubeRequest, signal: AbortSignal): Promise<KubeResponse> {
    const context = new RequestContext(`${this.#server}${request.url}`, request.method);
    await this.#config.applySecurityAuthentication(context);
    this.#keepDispatcher(context);
    context.setHeaderParam("Accept", "application/json");
    context.setHeaderParam("User-Agent", "raft-operator");
    context.setSignal(signal);
    if (request.body !== undefined) {
      context.setBody(request.body);
      context.setHeaderParam("Content-Type", request.contentType ?? "application/json");
    }
    const response = await this.#library.send(context).toPromise();
    return {
      status: response.httpStatusCode,
      headers: response.headers,
      text: () => response.body.text(),
      chunks: () => response.body.stream(),
    };
  }

  /** Ends idle connections; those in use end with their requests. */
  async close(): Promise<void> {
    const old = this.#dispatcher;
    this.#dispatcher = null;
    await old?.value.close();
  }

  #keepDispatcher(context: RequestContext): void {
    const nowMs = this.#clock.now();
    const kept = this.#dispatcher;
    if (kept !== null && nowMs - kept.sinceMs < DISPATCHER_AGE_MAX_MS) {
      context.setDispatcher(kept.value);
      return;
    }
    const fresh = context.getDispatcher();
    this.#dispatcher = fresh === undefined ? null : { value: fresh, sinceMs: nowMs };
    // The old pool closes when its last request ends; a watch ends by its own timeout. A failure to close leaves nothing to do.
    kept?.value.close().catch(() => undefined);
  }
}
