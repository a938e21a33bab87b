/** The object store behind the fake API server: versions, generations, uids and events as the real one keeps them, without HTTP. */
export type Json = Record<string, unknown>;

export interface FakeKind {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
}

export interface FakeMetadata {
  name: string;
  namespace: string;
  uid: string;
  resourceVersion: string;
  generation: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: Json[];
}

export interface FakeObject extends Json {
  apiVersion: string;
  kind: string;
  metadata: FakeMetadata;
}

export interface FakeEvent {
  readonly version: number;
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly plural: string;
  readonly object: FakeObject;
}

/** A refusal, as a `Status` tells it. */
export class FakeRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly objectName: string | null;

  constructor(status: number, reason: string, message: string, objectName: string | null = null) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.objectName = objectName;
  }
}

export interface WriteScope {
  readonly kind: FakeKind;
  readonly namespace: string;
  readonly name: string;
}

const MICRO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const MICRO_TIME_FIELDS = ["renewTime", "acquireTime", "eventTime", "lastObservedTime"];

export class FakeApiObjects {
  readonly #objects = new Map<string, FakeObject>();
  readonly #events: FakeEvent[] = [];
  readonly #listeners = new Set<(event: FakeEvent) => void>();
  #version = 100;
  #uids = 0;
  /** Events before it are forgotten: a watch from there is told 410. */
  #compacted = 0;

  get version(): number {
    return this.#version;
  }

  get compacted(): number {
    return this.#compacted;
  }

  /** Forgets all events so far. */
  compact(): void {
    this.#version += 1;
    this.#compacted = this.#version;
    this.#events.length = 0;
  }

  onEvent(listener: (event: FakeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  eventsAfter(version: number): readonly FakeEvent[] {
    return this.#events.filter((event) => event.version > version);
  }

  get(scope: WriteScope): FakeObject | null {
    return this.#objects.get(keyOf(scope)) ?? null;
  }

  list(kind: FakeKind, namespace: string | null): readonly FakeObject[] {
    return [...this.#objects.entries()]
      .filter(
        ([key, object]) =>
          key.startsWith(`${kind.plural}/`) &&
          (namespace === null || object.metadata.namespace === namespace),
      )
      .map(([, object]) => object);
  }

  create(scope: WriteScope, body: Json): FakeObject {
    if (this.get(scope) !== null) {
      throw new FakeRefusal(
        409,
        "AlreadyExists",
        `${scope.kind.plural} "${scope.name}" already exists`,
        scope.name,
      );
    }
    this.#uids += 1;
    const given = (body["metadata"] ?? {}) as Partial<FakeMetadata>;
    const object: FakeObject = {
      ...structuredClone(body),
      apiVersion:
        scope.kind.group === "" ? scope.kind.version : `${scope.kind.group}/${scope.kind.version}`,
      kind: scope.kind.kind,
      metadata: {
        ...given,
        name: scope.name,
        namespace: scope.namespace,
        uid: `uid-${this.#uids}`,
        resourceVersion: "",
        generation: 1,
        creationTimestamp: "2026-01-01T00:00:00Z",
      },
    };
    return this.#store(scope, object, "ADDED");
  }

  /**
   * Puts `change` of the stored object in its place. `part` says what may change: the status, or all but the status. A change that changes nothing makes no new version.
   */
  update(
    scope: WriteScope,
    change: (old: FakeObject) => Json,
    part: "status" | "main",
  ): FakeObject {
    const old = this.get(scope);
    if (old === null) {
      throw notFound(scope);
    }
    const asked = change(structuredClone(old)) as FakeObject;
    checkPreconditions(scope, old, asked.metadata);
    const next: FakeObject =
      part === "status"
        ? { ...structuredClone(old), status: asked["status"] }
        : { ...asked, ...(old["status"] === undefined ? {} : { status: old["status"] }) };
    next.metadata = {
      ...(part === "status" ? old.metadata : asked.metadata),
      uid: old.metadata.uid,
      resourceVersion: old.metadata.resourceVersion,
      generation: old.metadata.generation,
    };
    if (JSON.stringify(sorted(next)) === JSON.stringify(sorted(old))) {
      return old;
    }
    checkImmutable(scope, old, next);
    if (JSON.stringify(sorted(next["spec"])) !== JSON.stringify(sorted(old["spec"]))) {
      next.metadata.generation += 1;
    }
    if (
      next.metadata.deletionTimestamp !== undefined &&
      (next.metadata.finalizers ?? []).length === 0
    ) {
      return this.#forget(scope, next);
    }
    return this.#store(scope, next, "MODIFIED");
  }

  delete(scope: WriteScope, preconditions: { readonly uid?: string }): FakeObject {
    const old = this.get(scope);
    if (old === null) {
      throw notFound(scope);
    }
    checkPreconditions(scope, old, preconditions);
    if ((old.metadata.finalizers ?? []).length === 0) {
      return this.#forget(scope, structuredClone(old));
    }
    const next = structuredClone(old);
    next.metadata.deletionTimestamp ??= "2026-01-01T00:01:00Z";
    return this.#store(scope, next, "MODIFIED");
  }

  #store(scope: WriteScope, object: FakeObject, type: "ADDED" | "MODIFIED"): FakeObject {
    checkMicroTimes(object);
    this.#version += 1;
    object.metadata.resourceVersion = String(this.#version);
    this.#objects.set(keyOf(scope), object);
    this.#emit({ version: this.#version, type, plural: scope.kind.plural, object });
    return object;
  }

  #forget(scope: WriteScope, object: FakeObject): FakeObject {
    this.#version += 1;
    object.metadata.resourceVersion = String(this.#version);
    this.#objects.delete(keyOf(scope));
    this.#emit({ version: this.#version, type: "DELETED", plural: scope.kind.plural, object });
    return object;
  }

  #emit(event: FakeEvent): void {
    const copy = { ...event, object: structuredClone(event.object) };
    this.#events.push(copy);
    for (const listener of this.#listeners) {
      listener(copy);
    }
  }
}

function keyOf(scope: WriteScope): string {
  return `${scope.kind.plural}/${scope.namespace}/${scope.name}`;
}

export function notFound(scope: WriteScope): FakeRefusal {
  return new FakeRefusal(
    404,
    "NotFound",
    `${scope.kind.plural} "${scope.name}" not found`,
    scope.name,
  );
}

function checkPreconditions(
  scope: WriteScope,
  old: FakeObject,
  asked: { readonly uid?: string; readonly resourceVersion?: string },
): void {
  const uidDiffers = asked.uid !== undefined && asked.uid !== old.metadata.uid;
  const versionDiffers =
    asked.resourceVersion !== undefined &&
    asked.resourceVersion !== "" &&
    asked.resourceVersion !== old.metadata.resourceVersion;
  if (uidDiffers || versionDiffers) {
    throw new FakeRefusal(
      409,
      "Conflict",
      `Operation cannot be fulfilled on ${scope.kind.plural} "${scope.name}": the object has been modified`,
      scope.name,
    );
  }
}

function checkImmutable(scope: WriteScope, old: FakeObject, next: FakeObject): void {
  const claims = (object: FakeObject): string =>
    JSON.stringify(sorted((object["spec"] as Json | undefined)?.["volumeClaimTemplates"]));
  if (scope.kind.plural === "statefulsets" && claims(old) !== claims(next)) {
    throw new FakeRefusal(
      422,
      "Invalid",
      `StatefulSet.apps "${scope.name}" is invalid: spec: Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden`,
      scope.name,
    );
  }
}

/** As the real server: three digits, which `Date` prints, are not a MicroTime. */
function checkMicroTimes(value: unknown): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  for (const [field, inner] of Object.entries(value)) {
    if (MICRO_TIME_FIELDS.includes(field) && typeof inner === "string" && !MICRO_TIME.test(inner)) {
      throw new FakeRefusal(400, "BadRequest", `parsing time "${inner}" as MicroTime failed`);
    }
    checkMicroTimes(inner);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([left], [right]) => (left < right ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;
}

/** JSON merge patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const base: Json =
    typeof target === "object" && target !== null && !Array.isArray(target)
      ? { ...(target as Json) }
      : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete base[key];
    } else {
      base[key] = mergePatch(base[key], value);
    }
  }
  return base;
}
