import type { Schema } from "./schema.ts";

const text = (maxLength?: number): Schema =>
  maxLength === undefined ? { type: "string" } : { type: "string", maxLength };
const name = (maxLength: number): Schema => ({ type: "string", minLength: 1, maxLength });
const required: Schema = { type: "string", minLength: 1 };
const choice = (...values: readonly string[]): Schema => ({ type: "string", enum: values });
const texts: Schema = { type: "array", items: { type: "string" } };
const positive: Schema = { type: "integer", minimum: 1 };
const weight: Schema = { type: "integer", minimum: 1, maximum: 100 };

const labelSelector: Schema = {
  type: "object",
  properties: {
    matchLabels: { type: "object", additionalProperties: { type: "string" } },
    matchExpressions: {
      type: "array",
      items: {
        type: "object",
        required: ["key", "operator"],
        properties: {
          key: text(),
          operator: choice("In", "NotIn", "Exists", "DoesNotExist"),
          values: texts,
        },
      },
    },
  },
};

const nodeSelectorRequirements: Schema = {
  type: "array",
  items: {
    type: "object",
    required: ["key", "operator"],
    properties: {
      key: text(),
      operator: choice("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"),
      values: texts,
    },
  },
};

const nodeSelectorTerm: Schema = {
  type: "object",
  properties: { matchExpressions: nodeSelectorRequirements, matchFields: nodeSelectorRequirements },
};

const podAffinityTerm: Schema = {
  type: "object",
  required: ["topologyKey"],
  properties: {
    topologyKey: required,
    labelSelector,
    namespaceSelector: labelSelector,
    namespaces: texts,
  },
};

const podAffinity: Schema = {
  type: "object",
  properties: {
    requiredDuringSchedulingIgnoredDuringExecution: { type: "array", items: podAffinityTerm },
    preferredDuringSchedulingIgnoredDuringExecution: {
      type: "array",
      items: {
        type: "object",
        required: ["podAffinityTerm", "weight"],
        properties: { podAffinityTerm, weight },
      },
    },
  },
};

const affinity: Schema = {
  type: "object",
  properties: {
    nodeAffinity: {
      type: "object",
      properties: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          type: "object",
          required: ["nodeSelectorTerms"],
          properties: { nodeSelectorTerms: { type: "array", items: nodeSelectorTerm } },
        },
        preferredDuringSchedulingIgnoredDuringExecution: {
          type: "array",
          items: {
            type: "object",
            required: ["preference", "weight"],
            properties: { preference: nodeSelectorTerm, weight },
          },
        },
      },
    },
    podAffinity,
    podAntiAffinity: podAffinity,
  },
};

const podTemplate: Schema = {
  type: "object",
  properties: {
    metadata: {
      type: "object",
      properties: {
        labels: { type: "object", maxProperties: 32, additionalProperties: text(63) },
        annotations: { type: "object", maxProperties: 32, additionalProperties: text(8192) },
      },
    },
    spec: {
      type: "object",
      properties: {
        nodeSelector: { type: "object", maxProperties: 32, additionalProperties: text(63) },
        priorityClassName: name(253),
        tolerations: {
          type: "array",
          maxItems: 32,
          items: {
            type: "object",
            properties: {
              key: text(316),
              operator: choice("Exists", "Equal"),
              value: text(63),
              effect: choice("NoSchedule", "PreferNoSchedule", "NoExecute"),
              tolerationSeconds: { type: "integer" },
            },
          },
        },
        topologySpreadConstraints: {
          type: "array",
          maxItems: 8,
          items: {
            type: "object",
            required: ["maxSkew", "topologyKey", "whenUnsatisfiable"],
            properties: {
              maxSkew: positive,
              topologyKey: name(316),
              whenUnsatisfiable: choice("DoNotSchedule", "ScheduleAnyway"),
              minDomains: positive,
              nodeAffinityPolicy: choice("Honor", "Ignore"),
              nodeTaintsPolicy: choice("Honor", "Ignore"),
              matchLabelKeys: { type: "array", maxItems: 8, items: { type: "string" } },
              labelSelector,
            },
          },
        },
        affinity,
      },
    },
  },
};

const certificate: Schema = { type: "object", properties: { secretName: name(253) } };
const quantities: Schema = {
  type: "object",
  maxProperties: 8,
  additionalProperties: { type: "quantity" },
};

/** The shape of `spec`: equal to that of crds/ but for descriptions and rules over more than one field, which are in spec.ts; a test compares them. */
export const SPEC_SCHEMA: Schema = {
  type: "object",
  properties: {
    replicas: { type: "integer", default: 3 },
    image: text(512),
    imagePullPolicy: {
      type: "string",
      enum: ["Always", "IfNotPresent", "Never"],
      default: "IfNotPresent",
    },
    imagePullSecrets: {
      type: "array",
      maxItems: 16,
      items: { type: "object", required: ["name"], properties: { name: name(253) } },
    },
    storage: {
      type: "object",
      default: {
        size: "10Gi",
        retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" },
      },
      properties: {
        size: { type: "string", maxLength: 32, default: "10Gi" },
        storageClassName: name(253),
        retentionPolicy: {
          type: "object",
          default: {},
          properties: {
            whenDeleted: { type: "string", enum: ["Retain", "Delete"], default: "Retain" },
            whenScaled: { type: "string", enum: ["Retain", "Delete"], default: "Delete" },
          },
        },
      },
    },
    resources: {
      type: "object",
      default: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
      properties: { requests: quantities, limits: quantities },
    },
    podTemplate,
    raft: {
      type: "object",
      default: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
      properties: {
        tickMs: { type: "integer", minimum: 10, maximum: 10_000, default: 100 },
        electionTicks: { type: "integer", minimum: 5, maximum: 1000, default: 10 },
        heartbeatTicks: { type: "integer", minimum: 1, maximum: 200, default: 1 },
      },
    },
    membership: {
      type: "object",
      default: {},
      properties: {
        promotionMaxLagEntries: { type: "integer", minimum: 0, maximum: 1000, default: 1000 },
        joinTimeoutSeconds: { type: "integer", minimum: 60, maximum: 86_400, default: 600 },
      },
    },
    podDisruptionBudget: {
      type: "object",
      default: {},
      properties: { enabled: { type: "boolean", default: true } },
    },
    terminationGracePeriodSeconds: { type: "integer", minimum: 10, maximum: 3600, default: 60 },
    logLevel: { type: "string", enum: ["debug", "info", "warn", "error"], default: "info" },
    paused: { type: "boolean", default: false },
    suspend: { type: "boolean" },
    tls: {
      type: "object",
      properties: { client: certificate, peer: certificate, admin: certificate },
    },
    auth: {
      type: "object",
      properties: {
        adminTokenSecretRef: {
          type: "object",
          required: ["name", "key"],
          properties: { name: name(253), key: name(253) },
        },
      },
    },
  },
};
