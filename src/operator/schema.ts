import { assertNever } from "../utils/assert.ts";

/** The part of OpenAPI v3 that the definition of RaftCluster uses. */
export type Schema =
  | {
      readonly type: "string";
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly enum?: readonly string[];
      readonly default?: string;
    }
  | {
      readonly type: "integer";
      readonly minimum?: number;
      readonly maximum?: number;
      readonly default?: number;
    }
  | { readonly type: "boolean"; readonly default?: boolean }
  /** A Kubernetes quantity, a number or a text such as 100m or 256Mi. */
  | { readonly type: "quantity" }
  | {
      readonly type: "array";
      readonly items: Schema;
      readonly maxItems?: number;
    }
  | {
      readonly type: "object";
      readonly properties?: Readonly<Record<string, Schema>>;
      /** For maps: what every value is. */
      readonly additionalProperties?: Schema;
      readonly required?: readonly string[];
      readonly maxProperties?: number;
      readonly default?: JsonObject;
    };

export type JsonObject = Readonly<Record<string, unknown>>;

export interface SchemaProblem {
  /** Where, such as `spec.raft.tickMs`. */
  readonly path: string;
  /** A sentence that begins with the path. */
  readonly message: string;
}

const QUANTITY =
  /^\+?([0-9]+|[0-9]+\.[0-9]*|\.[0-9]+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)?$/;

const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The value of a Kubernetes quantity, rounded to a double; null where it is none. */
export function quantityValue(value: unknown): number | null {
  const match = QUANTITY.exec(String(value));
  if (match === null || (typeof value !== "string" && typeof value !== "number")) {
    return null;
  }
  const [, digits = "", suffix = ""] = match;
  const factor = SUFFIXES[suffix] ?? Number(`1${suffix}`);
  return Number(digits) * factor;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Fills in defaults as the API server does: an absent field, then the fields inside it. What does not fit the schema is left as it is. Pure. */
export function withDefaults(schema: Schema, value: unknown): unknown {
  if (schema.type === "array") {
    return Array.isArray(value)
      ? value.map((item: unknown) => withDefaults(schema.items, item))
      : value;
  }
  const filled = value === undefined && "default" in schema ? (schema.default as unknown) : value;
  if (schema.type !== "object" || !isJsonObject(filled)) {
    return filled;
  }
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const inner = withDefaults(property, filled[name]);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return { ...filled, ...Object.fromEntries(entries) };
}

/** Everything in which the value differs from the schema. Pure. */
export function checkSchema(
  schema: Schema,
  place: { readonly value: unknown; readonly path: string },
): readonly SchemaProblem[] {
  const { value, path } = place;
  const must = (what: string): readonly SchemaProblem[] => [
    { path, message: `${path} must be ${what}, found ${show(value)}` },
  ];
  switch (schema.type) {
    case "string":
      return checkString(schema, value, must);
    case "integer": {
      const { minimum = -(2 ** 31), maximum = 2 ** 31 - 1 } = schema;
      const fits =
        typeof value === "number" &&
        Number.isInteger(value) &&
        value >= minimum &&
        value <= maximum;
      const bounded = schema.minimum !== undefined || schema.maximum !== undefined;
      return fits ? [] : must(bounded ? `a whole number ${range(schema)}` : "a whole number");
    }
    case "boolean":
      return typeof value === "boolean" ? [] : must("true or false");
    case "quantity":
      return quantityValue(value) === null ? must("a quantity such as 100m or 256Mi") : [];
    case "array":
      return checkArray(schema, place, must);
    case "object":
      return checkObject(schema, place, must);
    default:
      return assertNever(schema);
  }
}

type Must = (what: string) => readonly SchemaProblem[];

function checkString(
  schema: Extract<Schema, { type: "string" }>,
  value: unknown,
  must: Must,
): readonly SchemaProblem[] {
  if (schema.enum !== undefined) {
    return typeof value === "string" && schema.enum.includes(value)
      ? []
      : must(`one of ${schema.enum.join(", ")}`);
  }
  if (typeof value !== "string") {
    return must("a text");
  }
  const { minLength = 0, maxLength = 65_536 } = schema;
  if (value.length < minLength) {
    return must("a text that is not empty");
  }
  return value.length > maxLength ? must(`a text of at most ${maxLength} characters`) : [];
}

function range({ minimum, maximum }: { minimum?: number; maximum?: number }): string {
  if (maximum === undefined) {
    return `of at least ${minimum}`;
  }
  return minimum === undefined ? `of at most ${maximum}` : `from ${minimum} to ${maximum}`;
}

function checkArray(
  schema: Extract<Schema, { type: "array" }>,
  { value, path }: { readonly value: unknown; readonly path: string },
  must: Must,
): readonly SchemaProblem[] {
  if (!Array.isArray(value)) {
    return must("a list");
  }
  if (schema.maxItems !== undefined && value.length > schema.maxItems) {
    return [
      {
        path,
        message: `${path} must have at most ${schema.maxItems} items, found ${value.length}`,
      },
    ];
  }
  return value.flatMap((item: unknown, at) =>
    checkSchema(schema.items, { value: item, path: `${path}[${at}]` }),
  );
}

function checkObject(
  schema: Extract<Schema, { type: "object" }>,
  { value, path }: { readonly value: unknown; readonly path: string },
  must: Must,
): readonly SchemaProblem[] {
  if (!isJsonObject(value)) {
    return must("an object");
  }
  const { properties = {}, additionalProperties, required = [], maxProperties } = schema;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  const missing = required
    .filter((key) => !keys.includes(key))
    .map((key) => ({ path: `${path}.${key}`, message: `${path}.${key} is missing` }));
  const tooMany =
    maxProperties !== undefined && keys.length > maxProperties
      ? [
          {
            path,
            message: `${path} must have at most ${maxProperties} entries, found ${keys.length}`,
          },
        ]
      : [];
  const inside = keys.flatMap((key) => {
    const inner = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    const at = `${path}.${key}`;
    return inner === undefined
      ? [
          {
            path: at,
            message: `${at} is no field: ${path} has ${Object.keys(properties).join(", ")}`,
          },
        ]
      : checkSchema(inner, { value: value[key], path: at });
  });
  return [...missing, ...tooMany, ...inside];
}

/** A value in a sentence: short, whatever it is. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
