/** google.rpc.Code. */
export const RPC_CODE = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

export type RpcCodeName = keyof typeof RPC_CODE;
export type RpcCode = (typeof RPC_CODE)[RpcCodeName];

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(RPC_CODE).map(([name, code]) => [code, name]),
);

const CODES: readonly RpcCode[] = Object.values(RPC_CODE);

/** Null for what is none. */
export function rpcCodeOf(value: unknown): RpcCode | null {
  return CODES.find((code) => code === value) ?? null;
}

/** For metrics and logs. */
export function rpcCodeName(code: number): string {
  return NAMES.get(code) ?? "UNKNOWN";
}

/** A call's failure as its client sees it. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly code: RpcCode;
  /** Trailing metadata: facts for programs. */
  readonly trailers: Readonly<Record<string, string>>;

  constructor(
    code: RpcCode,
    message: string,
    options?: ErrorOptions & { readonly trailers?: Readonly<Record<string, string>> },
  ) {
    super(message, options);
    this.code = code;
    this.trailers = options?.trailers ?? {};
  }
}
