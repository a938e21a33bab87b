/** What the API server must refuse, with the sentence that it must say. Every field of the spec is in it. */

export interface RefusedCase {
  readonly what: string;
  readonly name?: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly says: string;
}

/** A change of an object that exists. */
export interface RefusedChange {
  readonly what: string;
  readonly from: Readonly<Record<string, unknown>>;
  readonly to: Readonly<Record<string, unknown>>;
  readonly says: string;
}

const podMeta = (metadata: unknown): Readonly<Record<string, unknown>> => ({
  podTemplate: { metadata },
});
const podSpec = (spec: unknown): Readonly<Record<string, unknown>> => ({ podTemplate: { spec } });

export const REFUSED: readonly RefusedCase[] = [
  {
    what: "a name of 41 characters",
    name: "a".repeat(41),
    spec: {},
    says: "metadata.name must have at most 40 characters",
  },
  {
    what: "a name that starts with a digit",
    name: "1abc",
    spec: {},
    says: "metadata.name must start with a letter",
  },
  { what: "a name with a dot", name: "a.b", spec: {}, says: "metadata.name must start with a" },
  {
    what: "replicas 0",
    spec: { replicas: 0 },
    says: "spec.replicas cannot be 0: to stop every pod and keep the data, set spec.suspend",
  },
  { what: "replicas 10", spec: { replicas: 10 }, says: "spec.replicas must be from 1 to 9" },
  { what: "replicas -1", spec: { replicas: -1 }, says: "spec.replicas must be from 1 to 9" },
  { what: "replicas 1.5", spec: { replicas: 1.5 }, says: "spec.replicas" },
  { what: "replicas as text", spec: { replicas: "three" }, says: "spec.replicas" },
  { what: "an empty image", spec: { image: "" }, says: "spec.image must be an image reference" },
  { what: "an image with a space", spec: { image: "a b" }, says: "spec.image must be an image" },
  { what: "an image too long", spec: { image: "a".repeat(513) }, says: "spec.image: Too long" },
  {
    what: "an unknown imagePullPolicy",
    spec: { imagePullPolicy: "Sometimes" },
    says: 'supported values: "Always", "IfNotPresent", "Never"',
  },
  {
    what: "a pull secret without a name",
    spec: { imagePullSecrets: [{}] },
    says: "spec.imagePullSecrets[0].name: Required value",
  },
  {
    what: "a pull secret named twice",
    spec: { imagePullSecrets: [{ name: "a" }, { name: "a" }] },
    says: "spec.imagePullSecrets[1]: Duplicate value",
  },
  {
    what: "a size of nonsense",
    spec: { storage: { size: "big" } },
    says: "spec.storage.size must be a positive quantity, such as 10Gi",
  },
  {
    what: "a size of 0",
    spec: { storage: { size: "0" } },
    says: "spec.storage.size must be a positive quantity",
  },
  {
    what: "a negative size",
    spec: { storage: { size: "-1Gi" } },
    says: "spec.storage.size must be a positive quantity",
  },
  {
    what: "an empty storage class",
    spec: { storage: { storageClassName: "" } },
    says: "spec.storage.storageClassName",
  },
  {
    what: "an unknown retention on deletion",
    spec: { storage: { retentionPolicy: { whenDeleted: "Keep" } } },
    says: 'supported values: "Retain", "Delete"',
  },
  {
    what: "an unknown retention on scaling",
    spec: { storage: { retentionPolicy: { whenScaled: "Keep" } } },
    says: 'supported values: "Retain", "Delete"',
  },
  {
    what: "a resource that is no quantity",
    spec: { resources: { limits: { memory: "much" } } },
    says: "spec.resources.limits.memory",
  },
  {
    what: "too little memory",
    spec: { resources: { limits: { memory: "128Mi" } } },
    says: "spec.resources.limits.memory must be at least 256Mi",
  },
  {
    what: "a request above its limit",
    spec: { resources: { requests: { memory: "2Gi" }, limits: { memory: "1Gi" } } },
    says: "spec.resources.requests must not be above spec.resources.limits",
  },
  {
    what: "a reserved label",
    spec: podMeta({ labels: { "raft.crabmq.io/cluster": "other" } }),
    says: "keys under raft.crabmq.io/ are the operator's own",
  },
  {
    what: "a reserved annotation",
    spec: podMeta({ annotations: { "raft.crabmq.io/template-hash": "x" } }),
    says: "keys under raft.crabmq.io/ are the operator's own",
  },
  {
    what: "a label key with a space",
    spec: podMeta({ labels: { "a b": "c" } }),
    says: "a key must be a name of at most 63",
  },
  {
    what: "a label value with a space",
    spec: podMeta({ labels: { a: "b c" } }),
    says: "spec.podTemplate.metadata.labels.a",
  },
  {
    what: "a node selector that is no text",
    spec: podSpec({ nodeSelector: { disk: 1 } }),
    says: "spec.podTemplate.spec.nodeSelector.disk",
  },
  {
    what: "an unknown toleration operator",
    spec: podSpec({ tolerations: [{ operator: "Like" }] }),
    says: 'supported values: "Exists", "Equal"',
  },
  {
    what: "an affinity of nonsense",
    spec: podSpec({ affinity: { podAntiAffinity: "far" } }),
    says: "spec.podTemplate.spec.affinity.podAntiAffinity",
  },
  {
    what: "a misspelt affinity",
    spec: podSpec({ affinity: { podAntiAfinity: {} } }),
    says: 'unknown field "spec.podTemplate.spec.affinity.podAntiAfinity"',
  },
  {
    what: "a spread constraint without a key",
    spec: podSpec({
      topologySpreadConstraints: [{ maxSkew: 1, whenUnsatisfiable: "DoNotSchedule" }],
    }),
    says: "topologyKey: Required value",
  },
  {
    what: "an empty priority class",
    spec: podSpec({ priorityClassName: "" }),
    says: "spec.podTemplate.spec.priorityClassName",
  },
  {
    what: "a container of one's own",
    spec: podSpec({ containers: [] }),
    says: 'unknown field "spec.podTemplate.spec.containers"',
  },
  { what: "a tick of 9 ms", spec: { raft: { tickMs: 9 } }, says: "spec.raft.tickMs" },
  { what: "a tick of 11 s", spec: { raft: { tickMs: 11_000 } }, says: "spec.raft.tickMs" },
  {
    what: "no heartbeat ticks",
    spec: { raft: { heartbeatTicks: 0 } },
    says: "spec.raft.heartbeatTicks",
  },
  {
    what: "4 election ticks",
    spec: { raft: { electionTicks: 4 } },
    says: "spec.raft.electionTicks",
  },
  {
    what: "an election timeout near the heartbeat",
    spec: { raft: { electionTicks: 10, heartbeatTicks: 3 } },
    says: "spec.raft.electionTicks must be at least 5 times spec.raft.heartbeatTicks",
  },
  {
    what: "a learner that may lack too much",
    spec: { membership: { promotionMaxLagEntries: 1001 } },
    says: "spec.membership.promotionMaxLagEntries",
  },
  {
    what: "a join timeout of 59 s",
    spec: { membership: { joinTimeoutSeconds: 59 } },
    says: "spec.membership.joinTimeoutSeconds",
  },
  {
    what: "a budget that is no yes or no",
    spec: { podDisruptionBudget: { enabled: "often" } },
    says: "spec.podDisruptionBudget.enabled",
  },
  {
    what: "a grace of 9 s",
    spec: { terminationGracePeriodSeconds: 9 },
    says: "spec.terminationGracePeriodSeconds",
  },
  {
    what: "an unknown log level",
    spec: { logLevel: "loud" },
    says: 'supported values: "debug", "info", "warn", "error"',
  },
  { what: "paused as text", spec: { paused: "no way" }, says: "spec.paused" },
  { what: "suspend", spec: { suspend: true }, says: "spec.suspend is not supported yet" },
  {
    what: "tls",
    spec: { tls: { client: { secretName: "x" } } },
    says: "spec.tls is not supported yet",
  },
  {
    what: "auth",
    spec: { auth: { adminTokenSecretRef: { name: "x", key: "y" } } },
    says: "spec.auth is not supported yet",
  },
  { what: "a misspelt field", spec: { replica: 1 }, says: 'unknown field "spec.replica"' },
];

export const REFUSED_CHANGES: readonly RefusedChange[] = [
  {
    what: "a smaller volume",
    from: { storage: { size: "2Gi" } },
    to: { storage: { size: "1025Mi" } },
    says: "spec.storage.size cannot shrink",
  },
  {
    what: "a larger volume",
    from: { storage: { size: "2Gi" } },
    to: { storage: { size: "3Gi" } },
    says: "spec.storage.size cannot grow: expanding volumes is not supported yet",
  },
  {
    what: "another storage class",
    from: { storage: { storageClassName: "a" } },
    to: { storage: { storageClassName: "b" } },
    says: "spec.storage.storageClassName cannot be changed, added or removed",
  },
  {
    what: "a storage class where there was none",
    from: {},
    to: { storage: { storageClassName: "b" } },
    says: "spec.storage.storageClassName cannot be changed, added or removed",
  },
  {
    what: "no storage class where there was one",
    from: { storage: { storageClassName: "a" } },
    to: { storage: { storageClassName: null } },
    says: "spec.storage.storageClassName cannot be changed, added or removed",
  },
  {
    what: "replicas changed to 10",
    from: { replicas: 3 },
    to: { replicas: 10 },
    says: "spec.replicas must be from 1 to 9",
  },
  {
    what: "replicas changed to 0",
    from: { replicas: 3 },
    to: { replicas: 0 },
    says: "set spec.suspend",
  },
];

/** Valid, though unusual: what the rules above must not refuse. */
export const ACCEPTED: readonly {
  readonly what: string;
  readonly name?: string;
  readonly spec: Readonly<Record<string, unknown>>;
}[] = [
  { what: "an empty spec", spec: {} },
  { what: "a name of 40 characters", name: "a".repeat(40), spec: {} },
  { what: "an even size", spec: { replicas: 4 } },
  { what: "the largest size", spec: { replicas: 9 } },
  { what: "suspend false", spec: { suspend: false } },
  { what: "a size in bytes", spec: { storage: { size: "1073741824" } } },
  {
    what: "a CPU as a number",
    spec: { resources: { requests: { cpu: 1 }, limits: { cpu: 2, memory: "256Mi" } } },
  },
  { what: "resources with limits only", spec: { resources: { limits: { memory: "512Mi" } } } },
  {
    what: "labels and annotations of other prefixes",
    spec: podMeta({
      labels: { "app.kubernetes.io/part-of": "orders", a: "" },
      annotations: { "x.io/y": "any text, even with spaces" },
    }),
  },
  {
    what: "every field of podTemplate.spec",
    spec: podSpec({
      nodeSelector: { disk: "ssd" },
      priorityClassName: "high",
      tolerations: [
        { key: "a", operator: "Equal", value: "b", effect: "NoExecute", tolerationSeconds: 5 },
      ],
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "zone",
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: { a: "b" } },
        },
      ],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: "a", operator: "In", values: ["b"] }] },
            ],
          },
        },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 1,
              podAffinityTerm: {
                topologyKey: "zone",
                labelSelector: { matchExpressions: [{ key: "a", operator: "Exists" }] },
              },
            },
          ],
        },
      },
    }),
  },
  {
    what: "the fastest timing",
    spec: { raft: { tickMs: 10, electionTicks: 5, heartbeatTicks: 1 } },
  },
];
