import { isRecord, isTextMap } from "./json.ts";

/** Which REST collection an object lives in. */
export interface ResourceKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
}

export interface ObjectRef {
  readonly kind: ResourceKind;
  readonly namespace: string;
  readonly name: string;
}

export interface KubeMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * An object as the API server sent it: plain JSON, every field kept. The generated classes of the client library drop the fields that
 * they do not know, so nothing here goes through them.
 */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: KubeMetadata;
  readonly [field: string]: unknown;
}

/** An object that is to be written. */
export interface WritableObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function isOptional(value: unknown, type: "string" | "number"): boolean {
  return value === undefined || typeof value === type;
}

function isMetadata(value: unknown): value is KubeMetadata {
  return (
    isRecord(value) &&
    typeof value["name"] === "string" &&
    typeof value["uid"] === "string" &&
    typeof value["resourceVersion"] === "string" &&
    isOptional(value["namespace"], "string") &&
    isOptional(value["generation"], "number") &&
    isOptional(value["creationTimestamp"], "string") &&
    isOptional(value["deletionTimestamp"], "string") &&
    (value["finalizers"] === undefined || Array.isArray(value["finalizers"])) &&
    (value["labels"] === undefined || isTextMap(value["labels"])) &&
    (value["annotations"] === undefined || isTextMap(value["annotations"]))
  );
}

export function isKubeObject(value: unknown): value is KubeObject {
  return (
    isRecord(value) &&
    typeof value["apiVersion"] === "string" &&
    typeof value["kind"] === "string" &&
    isMetadata(value["metadata"])
  );
}

/** `apps/v1`, or `v1` in the core group. */
export function apiVersionOf(kind: ResourceKind): string {
  return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}

/** `statefulsets.apps`: how kubectl and RBAC name it. */
export function qualifiedName(kind: ResourceKind): string {
  return kind.group === "" ? kind.plural : `${kind.plural}.${kind.group}`;
}

/** The collection in one namespace, or in all of them where it is null. */
export function collectionPath(kind: ResourceKind, namespace: string | null): string {
  const root = kind.group === "" ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  return namespace === null
    ? `${root}/${kind.plural}`
    : `${root}/namespaces/${encodeURIComponent(namespace)}/${kind.plural}`;
}

export function objectPath(ref: ObjectRef): string {
  return `${collectionPath(ref.kind, ref.namespace)}/${encodeURIComponent(ref.name)}`;
}

/** `statefulsets.apps default/demo`, for messages. */
export function describeRef(ref: ObjectRef): string {
  return `${qualifiedName(ref.kind)} ${ref.namespace}/${ref.name}`;
}
