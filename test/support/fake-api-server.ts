import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";
import {
  FakeApiObjects,
  type FakeEvent,
  type FakeKind,
  type FakeObject,
  FakeRefusal,
  type Json,
  mergePatch,
  notFound,
} from "./fake-api-objects.ts";

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: Json | null;
}

/** What happens to a request instead of its answer. */
export type { FakeObject } from "./fake-api-objects.ts";

export type Fault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfterSeconds?: number }
  /** The connection is reset without an answer. */
  | { readonly kind: "reset" }
  /** No answer ever comes. */
  | { readonly kind: "hang" };

/** An object as somebody would apply it. */
export interface FakeInput extends Json {
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    ownerReferences?: Json[];
  };
}

interface FaultRule {
  readonly applies: (request: FakeRequest) => boolean;
  readonly fault: Fault;
  left: number;
}

interface WatchStream {
  readonly kind: FakeKind;
  readonly matches: (object: FakeObject) => boolean;
  readonly response: ServerResponse;
}

const CORE = { group: "", version: "v1" };
const KINDS: readonly FakeKind[] = [
  {
    group: "raft.crabmq.io",
    version: "v1alpha1",
    plural: "raftclusters",
    kind: "RaftCluster",
  },
  { group: "apps", version: "v1", plural: "statefulsets", kind: "StatefulSet" },
  { ...CORE, plural: "pods", kind: "Pod" },
  { ...CORE, plural: "persistentvolumeclaims", kind: "PersistentVolumeClaim" },
  { ...CORE, plural: "services", kind: "Service" },
  { ...CORE, plural: "serviceaccounts", kind: "ServiceAccount" },
  { ...CORE, plural: "secrets", kind: "Secret" },
  { group: "policy", version: "v1", plural: "poddisruptionbudgets", kind: "PodDisruptionBudget" },
  { group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease" },
  { group: "events.k8s.io", version: "v1", plural: "events", kind: "Event" },
];

/**
 * Enough of a Kubernetes API server to break an operator with: lists in pages, watches with bookmarks and 410, merge patches and applies, versions and
 * preconditions; and on top of it errors, resets, lost events, and an end and a new start on the same port.
 */
export class FakeApiServer {
  readonly objects: FakeApiObjects = new FakeApiObjects();
  readonly requests: FakeRequest[] = [];
  /** Returns true for an event that no watch may see. */
  dropEvent: (event: FakeEvent) => boolean = () => false;
  #kinds: readonly FakeKind[] = KINDS;
  #rules: FaultRule[] = [];
  readonly #watches = new Set<WatchStream>();
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  #connections = 0;

  constructor() {
    this.objects.onEvent((event) => this.#broadcast(event));
  }

  get watchCount(): number {
    return this.#watches.size;
  }

  /** Connections taken since it was made. */
  get connectionCount(): number {
    return this.#connections;
  }

  /** Listens; on the port that it had before, if it had one. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#receive(request, response).catch(() => response.destroy());
    });
    server.on("connection", (socket) => {
      this.#connections += 1;
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: "127.0.0.1", port: this.#port }, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Ends at once, as when its process is killed; what it stores stays. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#watches.clear();
    this.cutConnections();
    await new Promise<void>((resolve) => {
      if (server === null) {
        resolve();
      } else {
        server.close(() => resolve());
      }
    });
  }

  /** Resets every connection, watches included. */
  cutConnections(): void {
    for (const socket of this.#sockets) {
      socket.resetAndDestroy();
    }
  }

  /** Ends every watch as the server's own timeout does. */
  closeWatches(): void {
    for (const watch of this.#watches) {
      watch.response.end();
    }
    this.#watches.clear();
  }

  /** Writes a line into every watch of the kind. */
  sendToWatches(plural: string, line: string): void {
    for (const watch of this.#watches) {
      if (watch.kind.plural === plural) {
        watch.response.write(`${line}\n`);
      }
    }
  }

  sendBookmarks(): void {
    for (const watch of this.#watches) {
      watch.response.write(`${JSON.stringify(bookmarkOf(watch.kind, this.objects.version))}\n`);
    }
  }

  kind(plural: string): FakeKind {
    const found = KINDS.find((kind) => kind.plural === plural);
    if (found === undefined) {
      throw new Error(`the fake API server has no kind ${plural}`);
    }
    return found;
  }

  /** The kind is served, or not: as before and after its definition is applied. */
  serve(plural: string, served: boolean): void {
    const others = this.#kinds.filter((kind) => kind.plural !== plural);
    this.#kinds = served ? [...others, this.kind(plural)] : others;
  }

  /** The next `times` requests that match get the fault. */
  fail(
    applies: (request: FakeRequest) => boolean,
    fault: Fault,
    times: number = Number.MAX_VALUE,
  ): void {
    this.#rules.push({ applies, fault, left: times });
  }

  heal(): void {
    this.#rules = [];
  }

  /** Somebody else creates an object. */
  create(plural: string, object: FakeInput): FakeObject {
    const namespace = object.metadata.namespace ?? "default";
    return this.objects.create(
      { kind: this.kind(plural), namespace, name: object.metadata.name },
      object,
    );
  }

  /** Somebody else changes an object by a merge patch. */
  change(plural: string, name: string, patch: Json, part: "status" | "main" = "main"): FakeObject {
    return this.objects.update(
      { kind: this.kind(plural), namespace: "default", name },
      (old) => mergePatch(old, patch) as Json,
      part,
    );
  }

  /** Somebody else deletes an object. */
  remove(plural: string, name: string): void {
    this.objects.delete({ kind: this.kind(plural), namespace: "default", name }, {});
  }

  get(plural: string, name: string): FakeObject | null {
    return this.objects.get({ kind: this.kind(plural), namespace: "default", name });
  }

  /** How a client reaches it. */
  kubeConfig(): KubeConfig {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
      // client-node refuses plain HTTP without skipTLSVerify.
      { name: "fake", server: `http://127.0.0.1:${this.#port}`, skipTLSVerify: true },
      { name: "admin", token: "t0ken" },
    );
    return config;
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", "http://fake");
    const text = await readText(incoming);
    const request: FakeRequest = {
      method: incoming.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      contentType: incoming.headers["content-type"] ?? "",
      body: text === "" ? null : (JSON.parse(text) as Json),
    };
    this.requests.push(request);
    const rule = this.#rules.find(({ left, applies }) => left > 0 && applies(request));
    if (rule !== undefined) {
      rule.left -= 1;
      applyFault(rule.fault, incoming, response);
      return;
    }
    try {
      this.#answer(request, response);
    } catch (error) {
      if (!(error instanceof FakeRefusal)) {
        throw error;
      }
      sendJson(response, error.status, statusOf(error));
    }
  }

  #answer(request: FakeRequest, response: ServerResponse): void {
    if (request.path === "/version") {
      sendJson(response, 200, { gitVersion: "v1.34.0-fake" });
      return;
    }
    const target = this.#route(request.path);
    if (target === null) {
      response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found\n");
      return;
    }
    const { kind, namespace, name, subresource } = target;
    if (name === null && request.method === "GET") {
      if (request.query.get("watch") === "true") {
        this.#watch(request, response, { kind, namespace });
      } else {
        sendJson(response, 200, this.#list(request, { kind, namespace }));
      }
      return;
    }
    if (name === null) {
      const given = (request.body?.["metadata"] as Json | undefined)?.["name"];
      const scope = { kind, namespace: namespace ?? "default", name: String(given) };
      sendJson(response, 201, this.objects.create(scope, request.body ?? {}));
      return;
    }
    const scope = { kind, namespace: namespace ?? "default", name };
    const part = subresource === "status" ? "status" : "main";
    switch (request.method) {
      case "GET": {
        const found = this.objects.get(scope);
        if (found === null) {
          throw notFound(scope);
        }
        sendJson(response, 200, found);
        return;
      }
      case "PUT":
        sendJson(
          response,
          200,
          this.objects.update(scope, () => request.body ?? {}, part),
        );
        return;
      case "PATCH":
        sendJson(response, 200, this.#patch(request, scope, part));
        return;
      case "DELETE": {
        const preconditions = (request.body?.["preconditions"] ?? {}) as { uid?: string };
        sendJson(response, 200, this.objects.delete(scope, preconditions));
        return;
      }
      default:
        throw new FakeRefusal(405, "MethodNotAllowed", "method not allowed");
    }
  }

  #patch(
    request: FakeRequest,
    scope: { readonly kind: FakeKind; readonly namespace: string; readonly name: string },
    part: "status" | "main",
  ): FakeObject {
    const patch = request.body ?? {};
    switch (request.contentType) {
      case "application/merge-patch+json":
        return this.objects.update(scope, (old) => mergePatch(old, patch) as Json, part);
      case "application/apply-patch+yaml":
        if (request.query.get("fieldManager") === null) {
          throw new FakeRefusal(400, "BadRequest", "fieldManager is required for apply patch");
        }
        return this.objects.get(scope) === null
          ? this.objects.create(scope, patch)
          : this.objects.update(scope, (old) => mergePatch(old, patch) as Json, part);
      default:
        throw new FakeRefusal(415, "UnsupportedMediaType", `patch type ${request.contentType}`);
    }
  }

  #list(
    request: FakeRequest,
    scope: { readonly kind: FakeKind; readonly namespace: string | null },
  ): Json {
    const matches = selectorOf(request.query.get("labelSelector"));
    const all = this.objects.list(scope.kind, scope.namespace).filter(matches);
    const limit = Number(request.query.get("limit") ?? 0) || all.length;
    const token = request.query.get("continue");
    const [start = 0, version = this.objects.version] = (token ?? "").split("@").map(Number);
    if (token !== null && version < this.objects.compacted) {
      throw new FakeRefusal(410, "Expired", "the provided continue parameter is too old");
    }
    const page = all.slice(start, start + limit);
    const more = start + limit < all.length;
    return {
      apiVersion: "v1",
      kind: `${scope.kind.kind}List`,
      metadata: {
        resourceVersion: String(token === null ? this.objects.version : version),
        ...(more
          ? { continue: `${start + limit}@${token === null ? this.objects.version : version}` }
          : {}),
      },
      // As the real server: items of a list carry neither apiVersion nor kind.
      items: page.map(({ apiVersion: _apiVersion, kind: _kind, ...item }) => item),
    };
  }

  #watch(
    request: FakeRequest,
    response: ServerResponse,
    scope: { readonly kind: FakeKind; readonly namespace: string | null },
  ): void {
    const from = Number(request.query.get("resourceVersion") ?? 0);
    const selector = selectorOf(request.query.get("labelSelector"));
    const matches = (object: FakeObject): boolean =>
      selector(object) &&
      (scope.namespace === null || object.metadata.namespace === scope.namespace);
    response.writeHead(200, { "content-type": "application/json" });
    response.flushHeaders();
    if (from < this.objects.compacted) {
      const gone = new FakeRefusal(410, "Expired", `too old resource version: ${from}`);
      response.end(`${JSON.stringify({ type: "ERROR", object: statusOf(gone) })}\n`);
      return;
    }
    const watch: WatchStream = { kind: scope.kind, matches, response };
    this.#watches.add(watch);
    response.on("close", () => this.#watches.delete(watch));
    for (const event of this.objects.eventsAfter(from)) {
      this.#send(watch, event);
    }
  }

  #broadcast(event: FakeEvent): void {
    if (this.dropEvent(event)) {
      return;
    }
    for (const watch of this.#watches) {
      this.#send(watch, event);
    }
  }

  #send(watch: WatchStream, event: FakeEvent): void {
    if (watch.kind.plural === event.plural && watch.matches(event.object)) {
      watch.response.write(`${JSON.stringify({ type: event.type, object: event.object })}\n`);
    }
  }

  #route(path: string): {
    readonly kind: FakeKind;
    readonly namespace: string | null;
    readonly name: string | null;
    readonly subresource: string | null;
  } | null {
    for (const kind of this.#kinds) {
      const root =
        kind.group === "" ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
      const match = new RegExp(
        `^${root}(?:/namespaces/(?<namespace>[^/]+))?/${kind.plural}(?:/(?<name>[^/]+)(?:/(?<sub>status))?)?$`,
      ).exec(path);
      if (match !== null) {
        return {
          kind,
          namespace: match.groups?.["namespace"] ?? null,
          name: match.groups?.["name"] ?? null,
          subresource: match.groups?.["sub"] ?? null,
        };
      }
    }
    return null;
  }
}

function applyFault(fault: Fault, incoming: IncomingMessage, response: ServerResponse): void {
  switch (fault.kind) {
    case "status":
      if (fault.retryAfterSeconds !== undefined) {
        response.setHeader("retry-after", String(fault.retryAfterSeconds));
      }
      sendJson(response, fault.status, {
        ...statusOf(new FakeRefusal(fault.status, "Injected", "injected by the test")),
      });
      return;
    case "reset":
      incoming.socket.resetAndDestroy();
      return;
    case "hang":
  }
}

function statusOf(refusal: FakeRefusal): Json {
  return {
    apiVersion: "v1",
    kind: "Status",
    status: "Failure",
    message: refusal.message,
    reason: refusal.reason,
    code: refusal.status,
    ...(refusal.objectName === null ? {} : { details: { name: refusal.objectName } }),
  };
}

function bookmarkOf(kind: FakeKind, version: number): Json {
  return {
    type: "BOOKMARK",
    object: { kind: kind.kind, metadata: { resourceVersion: String(version) } },
  };
}

/** `key`, `key=value`, with commas between them. */
function selectorOf(text: string | null): (object: FakeObject) => boolean {
  const terms = (text ?? "").split(",").filter((term) => term !== "");
  return (object) =>
    terms.every((term) => {
      const [key = "", value] = term.split("=");
      const found = object.metadata.labels?.[key];
      return value === undefined ? found !== undefined : found === value;
    });
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sendJson(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
