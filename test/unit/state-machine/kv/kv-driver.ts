import { Buffer } from "node:buffer";
import { decodeKvResult, encodeKvCommand } from "../../../../src/state-machine/kv/command.ts";
import {
  KvStateMachine,
  type KvStateMachineOptions,
} from "../../../../src/state-machine/kv/kv-state-machine.ts";
import type {
  KvCommand,
  KvDeleteRangeCommand,
  KvPutCommand,
  KvResult,
} from "../../../../src/state-machine/kv/operations.ts";
import type { KvRecord } from "../../../../src/state-machine/kv/record.ts";
import {
  KV_RANGE_DEFAULTS,
  type KvRangeRequest,
  type KvRangeResult,
} from "../../../../src/state-machine/kv/query.ts";
import {
  MemoryStateBatch,
  MemoryStateStore,
} from "../../../../src/state-machine/memory-state-store.ts";
import type { CommandResult, StateStore } from "../../../../src/state-machine/types.ts";
import { crc32c } from "../../../../src/utils/crc32c.ts";
import type { KeyValueView, KeyValueWrite } from "../../../../src/utils/key-value.ts";

export const ALL: Pick<KvRangeRequest, "key" | "rangeEnd"> = {
  key: Buffer.of(0),
  rangeEnd: Buffer.of(0),
};

export function put(
  key: string,
  value = "",
  options: Partial<Omit<KvPutCommand, "type" | "key" | "value">> = {},
): KvPutCommand {
  return {
    type: "put",
    key: Buffer.from(key),
    value: Buffer.from(value),
    lease: 0,
    prevKv: false,
    ignoreValue: false,
    ignoreLease: false,
    ...options,
  };
}

export function remove(key: string, rangeEnd = "", prevKv = false): KvDeleteRangeCommand {
  return { type: "deleteRange", key: Buffer.from(key), rangeEnd: Buffer.from(rangeEnd), prevKv };
}

/** `key=value@create/mod/version`. */
export function show(record: KvRecord): string {
  const { createRevision, modRevision, version } = record;
  const key = Buffer.from(record.key).toString();
  const value = Buffer.from(record.value).toString();
  return `${key}=${value}@${createRevision}/${modRevision}/${version}`;
}

/** As text; a digest stands for what is long, since comparing values by the megabyte takes minutes. */
export function hex(bytes: Uint8Array): string {
  return bytes.length <= 64
    ? Buffer.from(bytes).toString("hex")
    : `${bytes.length} bytes of crc ${crc32c(bytes)}`;
}

/** Counts the reads that reach the store. */
export class CountingStore implements StateStore {
  readonly inner: MemoryStateStore = new MemoryStateStore();
  gets = 0;
  scans = 0;
  rowsScanned = 0;
  openViews = 0;

  view(): KeyValueView & { readonly appliedIndex: number } {
    const view = this.inner.view();
    let isOpen = true;
    this.openViews += 1;
    return {
      appliedIndex: view.appliedIndex,
      get: (key) => {
        this.gets += 1;
        return view.get(key);
      },
      scan: (range) => {
        this.scans += 1;
        const rows = view.scan(range);
        this.rowsScanned += rows.length;
        return rows;
      },
      close: () => {
        this.openViews -= isOpen ? 1 : 0;
        isOpen = false;
        view.close();
      },
    };
  }

  forget(): void {
    this.gets = 0;
    this.scans = 0;
    this.rowsScanned = 0;
  }
}

/** The key-value machine as a node drives it. */
export class KvDriver {
  readonly store: CountingStore = new CountingStore();
  readonly machine: KvStateMachine;
  index = 0;

  constructor(options: KvStateMachineOptions = {}) {
    this.machine = new KvStateMachine(options, { store: this.store });
  }

  /** Applies the commands, as one batch where the machine takes them so, and gives the rows that it wrote too. */
  async applyBytes(data: readonly Uint8Array[]): Promise<{
    readonly results: readonly CommandResult[];
    readonly writes: readonly KeyValueWrite[];
    /** How many commands each batch took. */
    readonly batchLengths: readonly number[];
  }> {
    const results: CommandResult[] = [];
    const writes: KeyValueWrite[] = [];
    const batchLengths: number[] = [];
    let rest = data.map((bytes, at) => ({ index: this.index + at + 1, term: 1, data: bytes }));
    while (rest.length > 0) {
      const batch = new MemoryStateBatch();
      const taken = await this.machine.apply(rest, batch);
      this.index += taken.length;
      this.store.inner.commit(batch, this.index);
      this.machine.applied(this.index);
      results.push(...taken);
      for (const write of batch.writes) {
        writes.push(write);
      }
      batchLengths.push(taken.length);
      rest = rest.slice(taken.length);
    }
    return { results, writes, batchLengths };
  }

  /** Every row of the store, as text. */
  rows(): readonly string[] {
    const view = this.store.inner.view();
    try {
      return view
        .scan({ start: new Uint8Array(0), end: null, limit: Number.MAX_SAFE_INTEGER })
        .map(({ key, value }) => `${hex(key)}=${hex(value)}`);
    } finally {
      view.close();
    }
  }

  async apply(...commands: readonly KvCommand[]): Promise<readonly CommandResult[]> {
    return (await this.applyBytes(commands.map(encodeKvCommand))).results;
  }

  /** One command that must be applied. */
  async done(command: KvCommand): Promise<KvResult> {
    const [result] = await this.apply(command);
    if (result?.kind !== "applied") {
      throw new Error(`rejected: ${result?.message}`);
    }
    return decodeKvResult(result.result);
  }

  range(request: Partial<KvRangeRequest>): KvRangeResult {
    return this.machine.range({ ...KV_RANGE_DEFAULTS, ...ALL, ...request });
  }

  /** The records of a range that must not be rejected. */
  shown(request: Partial<KvRangeRequest>): readonly string[] {
    const result = this.range(request);
    if (result.kind === "rejected") {
      throw new Error(`rejected: ${result.message}`);
    }
    return result.kvs.map(show);
  }
}
