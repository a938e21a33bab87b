import type { HttpMethod } from "@kubernetes/client-node";
import type { Clock } from "../../utils/clock.ts";
import { HostError } from "../host.ts";
import { CallDeadline } from "./call-deadline.ts";
import { isRecord, listAt, textAt } from "./json.ts";
import {
  type Answer,
  isObjectNotFound,
  readAnswer,
  succeed,
  toObject,
  toWatchEvent,
  type WatchEvent,
} from "./kube-answer.ts";
import { errorOfConnection } from "./kube-error.ts";
import {
  apiVersionOf,
  collectionPath,
  describeRef,
  objectPath,
  qualifiedName,
  type KubeObject,
  type ObjectRef,
  type ResourceKind,
  type WritableObject,
} from "./kube-object.ts";
import type { KubeRequest, KubeResponse, KubeTransport } from "./kube-transport.ts";
import { splitLines } from "./line-splitter.ts";
import type { RuntimeMetrics } from "./runtime-metrics.ts";

export interface KubeClientOptions {
  /** For one whole call, its body included; a watch has its own. */
  readonly callTimeoutMs: number;
  /** Objects asked for in one page of a list. */
  readonly pageItemsMax: number;
  /** Whose fields the applied ones are. */
  readonly fieldOwner: string;
}

export const KUBE_CLIENT_DEFAULTS: KubeClientOptions = {
  callTimeoutMs: 15_000,
  pageItemsMax: 500,
  fieldOwner: "raft-operator",
};

export interface ListScope {
  /** Null: all namespaces. */
  readonly namespace: string | null;
  readonly labelSelector?: string;
}

export interface ObjectList {
  readonly items: readonly KubeObject[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
}

export interface WatchScope extends ListScope {
  readonly resourceVersion: string;
  /** The server ends the watch after this time. */
  readonly timeoutSeconds: number;
  /** The watch is broken off when not one byte came for this long: bookmarks come about once a minute. */
  readonly silenceMsMax: number;
}

/** How a watch ended that did not fail: by the server's own timeout, or because the version is too old and a new list is due. */
export type WatchEnd = "closed" | "expired";

/** A page token lives some minutes; a list that loses it starts over this often. */
const LIST_ATTEMPTS_MAX = 3;
/** Beyond any object that etcd stores (1.5 MiB by default). */
const WATCH_LINE_BYTES_MAX = 16 * 1024 * 1024;

/**
 * The Kubernetes API as plain JSON: nothing is mapped to generated classes, so a field that this program does not know survives.
 * Every method throws `HostError`, or the caller's own abort reason when its signal aborts; none retries.
 */
export class KubeClient {
  readonly #options: KubeClientOptions;
  readonly #transport: KubeTransport;
  readonly #clock: Clock;
  readonly #metrics: RuntimeMetrics;

  constructor(
    options: KubeClientOptions,
    dependencies: {
      readonly transport: KubeTransport;
      readonly clock: Clock;
      readonly metrics: RuntimeMetrics;
    },
  ) {
    this.#options = options;
    this.#transport = dependencies.transport;
    this.#clock = dependencies.clock;
    this.#metrics = dependencies.metrics;
  }

  /** Null where the object does not exist. @throws HostError NOT_FOUND when the API server does not serve the kind at all. */
  async get(ref: ObjectRef, signal: AbortSignal): Promise<KubeObject | null> {
    const call = `GET ${describeRef(ref)}`;
    const answer = await this.#call({ method: "GET", url: objectPath(ref) }, call, signal);
    if (answer.status === 404 && isObjectNotFound(answer.body)) {
      return null;
    }
    return toObject(succeed(answer, call, describeRef(ref)), call);
  }

  /** All pages. A page token that expires under way starts the list over. */
  async list(kind: ResourceKind, scope: ListScope, signal: AbortSignal): Promise<ObjectList> {
    const call = `LIST ${qualifiedName(kind)}`;
    for (let attempt = 1; ; attempt++) {
      const found = await this.#listPages(kind, scope, signal);
      if (found !== null) {
        return found;
      }
      if (attempt >= LIST_ATTEMPTS_MAX) {
        throw new HostError(`${call}: its page token expired ${attempt} times in a row`, {
          code: "UNAVAILABLE",
          retryAfterMs: null,
        });
      }
    }
  }

  /** Whether the API server answers at all, and with which version. */
  async serverVersion(signal: AbortSignal): Promise<string> {
    const call = "GET /version";
    const answer = await this.#call({ method: "GET", url: "/version" }, call, signal);
    return textAt(succeed(answer, call, "version"), "gitVersion") ?? "unknown";
  }

  /** @throws HostError CONFLICT when an object of this name exists. */
  async create(
    kind: ResourceKind,
    object: WritableObject,
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const ref = refOf(kind, object);
    const call = `CREATE ${describeRef(ref)}`;
    const url = `${collectionPath(kind, ref.namespace)}?${this.#owned()}`;
    const answer = await this.#call(
      { method: "POST", url, body: JSON.stringify(object) },
      call,
      signal,
    );
    return toObject(succeed(answer, call, describeRef(ref)), call);
  }

  /**
   * Server-side apply: the fields given become ours, those that we gave before and left out now are removed, every other field stays.
   *
   * @throws HostError INVALID when the API server refuses a value, e.g. a change of an immutable field.
   */
  async apply(
    kind: ResourceKind,
    object: WritableObject,
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const ref = refOf(kind, object);
    const call = `APPLY ${describeRef(ref)}`;
    const answer = await this.#call(
      {
        method: "PATCH",
        url: `${objectPath(ref)}?${this.#owned()}&force=true`,
        contentType: "application/apply-patch+yaml",
        body: JSON.stringify(object),
      },
      call,
      signal,
    );
    return toObject(succeed(answer, call, describeRef(ref)), call);
  }

  /**
   * JSON merge patch. With `metadata.resourceVersion` in the patch it applies to exactly that version.
   *
   * @throws HostError CONFLICT when the object is at another version, NOT_FOUND when it is gone.
   */
  async mergePatch(
    ref: ObjectRef,
    patch: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const call = `PATCH ${describeRef(ref)}`;
    const answer = await this.#call(
      {
        method: "PATCH",
        url: `${objectPath(ref)}?${this.#owned()}`,
        contentType: "application/merge-patch+json",
        body: JSON.stringify(patch),
      },
      call,
      signal,
    );
    return toObject(succeed(answer, call, describeRef(ref)), call);
  }

  /**
   * Replaces the whole status of exactly one version: what the new status leaves out is gone, which a merge patch cannot say.
   * Only for kinds of our own, whose every field we know.
   *
   * @throws HostError CONFLICT when the object is at another version, NOT_FOUND when it is gone.
   */
  async replaceStatus(
    ref: ObjectRef,
    object: {
      readonly metadata: { readonly resourceVersion: string; readonly uid: string };
      readonly status: unknown;
    },
    signal: AbortSignal,
  ): Promise<KubeObject> {
    const call = `PUT ${describeRef(ref)} status`;
    const answer = await this.#call(
      {
        method: "PUT",
        url: `${objectPath(ref)}/status?${this.#owned()}`,
        body: JSON.stringify({
          apiVersion: apiVersionOf(ref.kind),
          kind: ref.kind.kind,
          ...object,
          metadata: { ...object.metadata, name: ref.name, namespace: ref.namespace },
        }),
      },
      call,
      signal,
    );
    return toObject(succeed(answer, call, describeRef(ref)), call);
  }

  /**
   * Deletes exactly the object with this uid. Returns whether there was one.
   *
   * @throws HostError CONFLICT when another object has the name by now.
   */
  async delete(
    ref: ObjectRef,
    options: { readonly uid: string; readonly propagation: "Background" | "Foreground" },
    signal: AbortSignal,
  ): Promise<boolean> {
    const call = `DELETE ${describeRef(ref)}`;
    const body = {
      apiVersion: "v1",
      kind: "DeleteOptions",
      preconditions: { uid: options.uid },
      propagationPolicy: options.propagation,
    };
    const answer = await this.#call(
      { method: "DELETE", url: objectPath(ref), body: JSON.stringify(body) },
      call,
      signal,
    );
    if (answer.status === 404 && isObjectNotFound(answer.body)) {
      return false;
    }
    succeed(answer, call, describeRef(ref));
    return true;
  }

  /**
   * Gives every change after `resourceVersion` to `receive`, in order, until the watch ends. `receive` must not throw.
   *
   * @throws HostError when the watch could not start or broke; the caller goes on from the last version that it received.
   */
  async watch(
    kind: ResourceKind,
    scope: WatchScope,
    receive: (event: WatchEvent) => void,
    signal: AbortSignal,
  ): Promise<WatchEnd> {
    const call = `WATCH ${qualifiedName(kind)}`;
    const url = `${collectionPath(kind, scope.namespace)}?${query({
      watch: "true",
      allowWatchBookmarks: "true",
      resourceVersion: scope.resourceVersion,
      timeoutSeconds: String(scope.timeoutSeconds),
      labelSelector: scope.labelSelector,
    })}`;
    const deadline = new CallDeadline(
      { timeoutMs: this.#options.callTimeoutMs },
      { parent: signal, clock: this.#clock },
    );
    try {
      const response = await this.#send({ method: "GET", url }, deadline);
      if (response.status === 410) {
        await response.text();
        return "expired";
      }
      const chunks = response.status === 200 ? response.chunks() : null;
      if (chunks === null) {
        succeed(await readAnswer(response), call, qualifiedName(kind));
        return "closed";
      }
      receive({ type: "OPENED" });
      deadline.extend(scope.silenceMsMax);
      for await (const line of splitLines(chunks, {
        lineBytesMax: WATCH_LINE_BYTES_MAX,
        onBytes: () => deadline.extend(scope.silenceMsMax),
      })) {
        const event = toWatchEvent(line, { call, what: qualifiedName(kind) });
        if (event === "expired") {
          return "expired";
        }
        receive(event);
      }
      return "closed";
    } catch (error) {
      throw this.#translate(error, { call, signal, deadline });
    } finally {
      deadline[Symbol.dispose]();
    }
  }

  async #listPages(
    kind: ResourceKind,
    scope: ListScope,
    signal: AbortSignal,
  ): Promise<ObjectList | null> {
    const call = `LIST ${qualifiedName(kind)}`;
    const items: KubeObject[] = [];
    let token: string | undefined;
    for (;;) {
      const url = `${collectionPath(kind, scope.namespace)}?${query({
        limit: String(this.#options.pageItemsMax),
        labelSelector: scope.labelSelector,
        continue: token,
      })}`;
      const answer = await this.#call({ method: "GET", url }, call, signal);
      if (answer.status === 410 && token !== undefined) {
        return null;
      }
      const page = succeed(answer, call, qualifiedName(kind));
      for (const item of listAt(page, "items")) {
        items.push(
          toObject({ apiVersion: apiVersionOf(kind), kind: kind.kind, ...recordOf(item) }, call),
        );
      }
      token = textAt(page, "metadata", "continue") ?? "";
      if (token === "") {
        return { items, resourceVersion: textAt(page, "metadata", "resourceVersion") ?? "" };
      }
    }
  }

  async #call(request: KubeRequest, call: string, signal: AbortSignal): Promise<Answer> {
    const deadline = new CallDeadline(
      { timeoutMs: this.#options.callTimeoutMs },
      { parent: signal, clock: this.#clock },
    );
    try {
      return await readAnswer(await this.#send(request, deadline));
    } catch (error) {
      throw this.#translate(error, { call, signal, deadline });
    } finally {
      deadline[Symbol.dispose]();
    }
  }

  async #send(request: KubeRequest, deadline: CallDeadline): Promise<KubeResponse> {
    deadline.signal.throwIfAborted();
    try {
      const response = await this.#transport.send(request, deadline.signal);
      this.#count(request.method, String(response.status));
      return response;
    } catch (error) {
      this.#count(request.method, "<error>");
      throw error;
    }
  }

  #count(method: HttpMethod, code: string): void {
    this.#metrics.restClientRequestsTotal.inc({ code, method });
  }

  #owned(): string {
    return query({ fieldManager: this.#options.fieldOwner });
  }

  #translate(
    error: unknown,
    context: {
      readonly call: string;
      readonly signal: AbortSignal;
      readonly deadline: CallDeadline;
    },
  ): unknown {
    if (error instanceof HostError) {
      return error;
    }
    if (context.signal.aborted) {
      return context.signal.reason;
    }
    if (context.deadline.expired) {
      return new HostError(
        `${context.call}: no answer from the API server in time`,
        { code: "UNAVAILABLE", retryAfterMs: null },
        { cause: error },
      );
    }
    return errorOfConnection(context.call, error);
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function refOf(kind: ResourceKind, object: WritableObject): ObjectRef {
  return { kind, namespace: object.metadata.namespace ?? "default", name: object.metadata.name };
}

function query(fields: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      parameters.set(name, value);
    }
  }
  return parameters.toString();
}
