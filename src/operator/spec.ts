import { API_GROUP, API_VERSION, KIND } from "./api-types.ts";
import type { RaftClusterSpec } from "./api-types.ts";
import { checkSchema, isJsonObject, quantityValue, show, withDefaults } from "./schema.ts";
import type { JsonObject, SchemaProblem } from "./schema.ts";
import { SPEC_SCHEMA } from "./spec-schema.ts";

/** What a person writes: no status, nothing that a server adds. */
export interface RaftClusterManifest {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  /** With every default filled in. */
  readonly spec: RaftClusterSpec;
}

export type ManifestResult =
  | { readonly kind: "manifest"; readonly manifest: RaftClusterManifest }
  | { readonly kind: "invalid"; readonly problems: readonly SchemaProblem[] };

const NAME_LENGTH_MAX = 40;
const MEMORY_LIMIT_MIN_BYTES = 256 * 2 ** 20;
/** Keys that belong to the operator; in a pod template they would break its selectors. */
const RESERVED_PREFIX = `${API_GROUP}/`;
const METADATA_FIELDS = ["name", "namespace", "labels", "annotations"];
const KEY =
  /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/**
 * Reads a manifest by the rules of the custom resource definition, so that one that runs here is one that a cluster accepts. Unknown fields are problems, not ignored. Pure; tells
 * all problems at once.
 */
export function parseManifest(value: unknown): ManifestResult {
  if (!isJsonObject(value)) {
    return invalid([
      problem("manifest", `must be an object of kind ${KIND}, found ${show(value)}`),
    ]);
  }
  const spec = withDefaults(SPEC_SCHEMA, value["spec"]);
  const metadata = value["metadata"];
  const shape = checkSchema(SPEC_SCHEMA, { value: spec, path: "spec" });
  // Where a field already has the wrong shape, a rule over it has nothing to add.
  const rules = (isJsonObject(spec) ? checkRules(spec) : []).filter(
    (rule) => !shape.some(({ path }) => isWithin(rule.path, path)),
  );
  const problems = [
    ...checkTop(value),
    ...checkMetadata(metadata),
    ...(value["spec"] === undefined ? [problem("spec", "is missing")] : shape),
    ...rules,
  ];
  if (problems.length > 0 || !isJsonObject(spec) || !isJsonObject(metadata)) {
    return invalid(problems);
  }
  return {
    kind: "manifest",
    manifest: {
      metadata: {
        name: textOf(metadata["name"], ""),
        namespace: textOf(metadata["namespace"], "default"),
        labels: textMap(metadata["labels"]),
        annotations: textMap(metadata["annotations"]),
      },
      spec: checkedSpec(spec),
    },
  };
}

/** What may not change in a resource that exists. Pure. */
export function checkSpecChange(
  before: RaftClusterSpec,
  after: RaftClusterSpec,
): readonly SchemaProblem[] {
  const from = quantityValue(before.storage.size) ?? 0;
  const to = quantityValue(after.storage.size) ?? 0;
  return [
    ...(to < from
      ? [
          problem(
            "spec.storage.size",
            `cannot shrink, from ${before.storage.size} to ${after.storage.size}`,
          ),
        ]
      : []),
    ...(to > from
      ? [problem("spec.storage.size", "cannot grow: expanding volumes is not supported yet")]
      : []),
    ...(before.storage.storageClassName === after.storage.storageClassName
      ? []
      : [
          problem(
            "spec.storage.storageClassName",
            "cannot be changed, added or removed: volumes that exist keep their class",
          ),
        ]),
  ];
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function problem(path: string, rest: string): SchemaProblem {
  return { path, message: `${path} ${rest}` };
}

function invalid(problems: readonly SchemaProblem[]): ManifestResult {
  return { kind: "invalid", problems };
}

function checkTop(value: JsonObject): readonly SchemaProblem[] {
  const apiVersion = `${API_GROUP}/${API_VERSION}`;
  const fields = ["apiVersion", "kind", "metadata", "spec", "status"];
  return [
    ...(value["apiVersion"] === apiVersion
      ? []
      : [problem("apiVersion", `must be ${apiVersion}, found ${show(value["apiVersion"])}`)]),
    ...(value["kind"] === KIND
      ? []
      : [problem("kind", `must be ${KIND}, found ${show(value["kind"])}`)]),
    ...Object.keys(value)
      .filter((key) => !fields.includes(key))
      .map((key) => problem(key, `is no field: a manifest has ${fields.slice(0, 4).join(", ")}`)),
  ];
}

function checkMetadata(metadata: unknown): readonly SchemaProblem[] {
  if (!isJsonObject(metadata)) {
    return [problem("metadata", `must be an object with a name, found ${show(metadata)}`)];
  }
  const { name, namespace = "default" } = metadata;
  const problems: SchemaProblem[] = [];
  if (typeof name !== "string" || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    problems.push(
      problem(
        "metadata.name",
        `must start with a letter and hold only lower-case letters, digits and inner dashes, found ${show(name)}`,
      ),
    );
  } else if (name.length > NAME_LENGTH_MAX) {
    problems.push(
      problem(
        "metadata.name",
        `must have at most ${NAME_LENGTH_MAX} characters, found ${name.length}`,
      ),
    );
  }
  if (typeof namespace !== "string" || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
    problems.push(
      problem(
        "metadata.namespace",
        `must hold at most 63 lower-case letters, digits and inner dashes, found ${show(namespace)}`,
      ),
    );
  }
  const maps = ["labels", "annotations"] as const;
  const inMaps = maps.flatMap((field) => {
    const map = metadata[field];
    return map === undefined
      ? []
      : checkSchema(
          { type: "object", additionalProperties: { type: "string" } },
          { value: map, path: `metadata.${field}` },
        );
  });
  const unknown = Object.keys(metadata)
    .filter((key) => !METADATA_FIELDS.includes(key))
    .map((key) =>
      problem(`metadata.${key}`, `is no field to set here: ${METADATA_FIELDS.join(", ")} are`),
    );
  return [...problems, ...inMaps, ...unknown];
}

/** The rules over values and over more than one field, in the order of the definition's CEL rules. */
function checkRules(spec: JsonObject): readonly SchemaProblem[] {
  return [
    ...checkUnsupported(spec),
    ...checkReplicas(spec["replicas"]),
    ...checkImage(spec["image"]),
    ...checkStorage(spec["storage"]),
    ...checkResources(spec["resources"]),
    ...checkPodTemplate(spec["podTemplate"]),
    ...checkTiming(spec["raft"]),
  ];
}

function checkUnsupported(spec: JsonObject): readonly SchemaProblem[] {
  const set = [
    ...(spec["suspend"] === true ? ["suspend"] : []),
    ...["tls", "auth"].filter((field) => spec[field] !== undefined),
  ];
  return set.map((field) => problem(`spec.${field}`, "is not supported yet: leave it out"));
}

function checkReplicas(replicas: unknown): readonly SchemaProblem[] {
  if (replicas === 0) {
    return [
      problem(
        "spec.replicas",
        "cannot be 0: to stop every pod and keep the data, set spec.suspend",
      ),
    ];
  }
  const count = Number(replicas);
  return count >= 1 && count <= 9
    ? []
    : [problem("spec.replicas", `must be from 1 to 9, found ${show(replicas)}`)];
}

function checkImage(image: unknown): readonly SchemaProblem[] {
  return image === undefined || /^\S+$/.test(textOf(image, ""))
    ? []
    : [
        problem(
          "spec.image",
          `must be an image reference without white space, found ${show(image)}; leave it out for the default`,
        ),
      ];
}

function checkStorage(storage: unknown): readonly SchemaProblem[] {
  const size = isJsonObject(storage) ? storage["size"] : undefined;
  return (quantityValue(size) ?? 0) > 0
    ? []
    : [
        problem(
          "spec.storage.size",
          `must be a positive quantity such as 10Gi, found ${show(size)}`,
        ),
      ];
}

function checkResources(resources: unknown): readonly SchemaProblem[] {
  const { requests, limits } = isJsonObject(resources) ? resources : {};
  const limitOf = (name: string): number | null =>
    isJsonObject(limits) ? quantityValue(limits[name]) : null;
  const memory = limitOf("memory");
  const above = Object.entries(isJsonObject(requests) ? requests : {}).filter(
    ([name, request]) => (quantityValue(request) ?? 0) > (limitOf(name) ?? Infinity),
  );
  return [
    ...(memory !== null && memory < MEMORY_LIMIT_MIN_BYTES
      ? [problem("spec.resources.limits.memory", "must be at least 256Mi")]
      : []),
    ...above.map(([name, request]) =>
      problem(
        `spec.resources.requests.${name}`,
        `must not be above its limit, found ${show(request)}`,
      ),
    ),
  ];
}

function checkPodTemplate(template: unknown): readonly SchemaProblem[] {
  const metadata = isJsonObject(template) ? template["metadata"] : undefined;
  const { labels, annotations } = isJsonObject(metadata) ? metadata : {};
  const path = "spec.podTemplate.metadata";
  const values = Object.entries(isJsonObject(labels) ? labels : {})
    .filter(([, value]) => !LABEL_VALUE.test(String(value)))
    .map(([key, value]) =>
      problem(
        `${path}.labels.${key}`,
        `must hold letters, digits, '-', '_' and '.' and start and end with a letter or digit, found ${show(value)}`,
      ),
    );
  return [
    ...checkKeys(labels, `${path}.labels`),
    ...checkKeys(annotations, `${path}.annotations`),
    ...values,
  ];
}

function checkKeys(map: unknown, path: string): readonly SchemaProblem[] {
  return Object.keys(isJsonObject(map) ? map : {}).flatMap((key) => {
    if (key.startsWith(RESERVED_PREFIX)) {
      return [
        problem(
          `${path}.${key}`,
          `is the operator's own: choose a key not under ${RESERVED_PREFIX}`,
        ),
      ];
    }
    return KEY.test(key)
      ? []
      : [
          problem(
            `${path}.${key}`,
            "is no key: at most 63 letters, digits, '-', '_' and '.', with a DNS prefix and '/' before it if wanted",
          ),
        ];
  });
}

function checkTiming(raft: unknown): readonly SchemaProblem[] {
  const { electionTicks, heartbeatTicks } = isJsonObject(raft) ? raft : {};
  const isShaped = typeof electionTicks === "number" && typeof heartbeatTicks === "number";
  return !isShaped || electionTicks >= 5 * heartbeatTicks
    ? []
    : [
        problem(
          "spec.raft.electionTicks",
          `must be at least 5 times spec.raft.heartbeatTicks (${show(heartbeatTicks)}), found ${show(electionTicks)}: else one late heartbeat costs the leader its office`,
        ),
      ];
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function textMap(value: unknown): Readonly<Record<string, string>> {
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]))
    : {};
}

/** The one gate from checked JSON to the type: SPEC_SCHEMA has the same fields as RaftClusterSpec, and `checkSchema` found no difference. */
function checkedSpec(spec: JsonObject): RaftClusterSpec {
  // `suspend: false` is the only form of it that passes, and says nothing.
  const { suspend: _says, ...rest } = spec;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return rest as unknown as RaftClusterSpec;
}
