import { Buffer } from "node:buffer";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ConfState, Entry, HardState, SnapshotMetadata } from "../../src/raft/types.ts";
import type { StorageCrashPoint } from "../../src/storage/crash-points.ts";
import type { CrashPointHook } from "../../src/utils/crash-point.ts";
import type {
  MemberBook,
  PersistOperations,
  StagedState,
  Storage,
} from "../../src/storage/types.ts";
import { StorageError } from "../../src/storage/types.ts";
import { InvariantError } from "../../src/utils/assert.ts";
import type { KeyValue, KeyValueView, KeyValueWrite } from "../../src/utils/key-value.ts";

/** One volume, and how an implementation opens it. */
export interface StorageHarness {
  /** Opens the volume; again after the store before was closed. */
  open(dependencies?: {
    readonly crashPoint?: CrashPointHook<StorageCrashPoint>;
  }): Promise<Storage>;
  dispose(): Promise<void>;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function entry(index: number, term: number, data = `data ${index}`): Entry {
  return { type: "normal", term, index, data: bytes(data), context: bytes(`context ${index}`) };
}

export function entriesOf(first: number, last: number, term: number): Entry[] {
  return Array.from({ length: last - first + 1 }, (_, at) => entry(first + at, term));
}

export const NOTHING: PersistOperations = {
  entries: [],
  hardState: null,
  snapshot: null,
  commitIndex: null,
  mustSync: true,
};

export const CONF_STATE: ConfState = {
  voters: [1, 2],
  learners: [3],
  votersOutgoing: [1, 4],
  learnersNext: [4],
  autoLeave: true,
};

export const MEMBER_BOOK: MemberBook = {
  members: [
    { nodeId: 1, address: "[::1]:2380", storeId: "store-1" },
    { nodeId: 2, address: "zürich:2380", storeId: "" },
  ],
  highestNodeId: 4,
  configurationIndex: 3,
};

export function append(
  storage: Storage,
  entries: readonly Entry[],
  hardState: HardState | null = null,
): Promise<void> {
  return storage.writeBatch({ ...NOTHING, entries, hardState });
}

export function put(key: string, value: string): KeyValueWrite {
  return { op: "put", key: bytes(key), value: bytes(value) };
}

export async function apply(
  storage: Storage,
  index: number,
  writes: readonly (readonly [string, string])[] = [],
): Promise<void> {
  await storage.apply({
    appliedIndex: index,
    appliedTerm: 1,
    stateWrites: writes.map(([key, value]) => put(key, value)),
    confState: null,
    memberBook: null,
  });
}

/** Comparable across implementations: one returns Buffers, the other Uint8Arrays. */
interface PlainEntry {
  readonly type: string;
  readonly term: number;
  readonly index: number;
  readonly data: string;
  readonly context: string;
}

function plain({ type, term, index, data, context }: Entry): PlainEntry {
  return {
    type,
    term,
    index,
    data: Buffer.from(data).toString(),
    context: Buffer.from(context).toString(),
  };
}

export function readAll(
  storage: Storage,
  low: number,
  high: number,
  maxBytes: number = Number.MAX_SAFE_INTEGER,
): readonly PlainEntry[] | string {
  const result = storage.entries(low, high, maxBytes);
  return result.kind === "entries" ? result.entries.map(plain) : result.kind;
}

function rowsOf(rows: readonly KeyValue[]): string[] {
  return rows.map(
    ({ key, value }) => `${Buffer.from(key).toString()}=${Buffer.from(value).toString()}`,
  );
}

export function readRows(view: KeyValueView, limit = 1000): string[] {
  return rowsOf(view.scan({ start: bytes(""), end: null, limit }));
}

export function readState(storage: Storage): string[] {
  const view = storage.stateView();
  try {
    return readRows(view);
  } finally {
    view.close();
  }
}

export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "resolved";
  } catch (error) {
    return error instanceof StorageError ? error.code : String(error);
  }
}

/** What every Storage must do, whatever it stands on. */
export function describeStorage(name: string, createHarness: () => Promise<StorageHarness>): void {
  describe(name, () => {
    let harness: StorageHarness;
    let storage: Storage;

    beforeEach(async () => {
      harness = await createHarness();
      storage = await harness.open();
    });

    afterEach(async () => {
      await storage.close();
      await harness.dispose();
    });

    async function reopen(): Promise<void> {
      await storage.close();
      storage = await harness.open();
    }

    describe("a new volume", () => {
      it("is unassigned, empty, and keeps the store id that it drew", async () => {
        const { storeId } = storage.identity();

        await reopen();

        expect(storage.identity()).toEqual({ kind: "unassigned", storeId });
        expect(storeId).toMatch(/^[0-9a-f-]{36}$/);
        expect(storage.initialState()).toEqual({
          hardState: { term: 0, vote: null, commit: 0 },
          confState: {
            voters: [],
            learners: [],
            votersOutgoing: [],
            learnersNext: [],
            autoLeave: false,
          },
        });
        expect([storage.firstIndex(), storage.lastIndex(), storage.appliedIndex()]).toEqual([
          1, 0, 0,
        ]);
        expect(storage.term(0)).toEqual({ kind: "term", term: 0 });
        expect(storage.memberBook().members).toEqual([]);
        expect(readState(storage)).toEqual([]);
      });
    });

    describe("identity", () => {
      const metadata: SnapshotMetadata = { confState: CONF_STATE, index: 5, term: 2 };
      const bootstrap = {
        clusterId: "c-1",
        nodeId: 7,
        initial: { metadata, memberBook: MEMBER_BOOK },
      };

      it("is given once, with the state that a cluster starts from", async () => {
        const { storeId } = storage.identity();

        await storage.assign(bootstrap);
        await reopen();

        expect(storage.identity()).toEqual({
          kind: "assigned",
          storeId,
          clusterId: "c-1",
          nodeId: 7,
        });
        expect(storage.initialState()).toEqual({
          hardState: { term: 2, vote: null, commit: 5 },
          confState: CONF_STATE,
        });
        expect(storage.memberBook()).toEqual(MEMBER_BOOK);
        expect([storage.firstIndex(), storage.lastIndex(), storage.appliedIndex()]).toEqual([
          6, 5, 5,
        ]);
        expect(storage.term(5)).toEqual({ kind: "term", term: 2 });
      });

      it("is given without a state to a member that joins", async () => {
        await storage.assign({ clusterId: "c-1", nodeId: 7, initial: null });
        await reopen();

        expect(storage.identity()).toMatchObject({ kind: "assigned", nodeId: 7 });
        expect([storage.firstIndex(), storage.lastIndex()]).toEqual([1, 0]);
      });

      it("may be given again when it is equal, and changes nothing", async () => {
        await storage.assign(bootstrap);
        await append(storage, [entry(6, 2)]);

        await storage.assign({ ...bootstrap, initial: null });

        expect(storage.lastIndex()).toBe(6);
      });

      it("is refused when the volume has another one, and writing goes on", async () => {
        await storage.assign(bootstrap);

        expect(await codeOf(storage.assign({ ...bootstrap, nodeId: 8 }))).toBe("IDENTITY_CONFLICT");
        expect(await codeOf(storage.assign({ ...bootstrap, clusterId: "c-2" }))).toBe(
          "IDENTITY_CONFLICT",
        );
        expect(storage.identity()).toMatchObject({ nodeId: 7, clusterId: "c-1" });
        await append(storage, [entry(6, 2)]);
      });
    });

    describe("the log", () => {
      it("gives back every field of every type of entry after a restart", async () => {
        const odd: Entry[] = [
          { type: "confChange", term: 1, index: 1, data: bytes("add"), context: new Uint8Array(0) },
          { type: "confChangeV2", term: 1, index: 2, data: new Uint8Array(0), context: bytes("c") },
          {
            type: "normal",
            term: 3,
            index: 3,
            data: new Uint8Array(0),
            context: new Uint8Array(0),
          },
          {
            type: "normal",
            term: Number.MAX_SAFE_INTEGER,
            index: 4,
            data: Uint8Array.of(0, 255),
            context: bytes("x"),
          },
        ];
        await append(storage, odd);
        const before = readAll(storage, 1, 5);

        await reopen();

        expect(readAll(storage, 1, 5)).toEqual(odd.map(plain));
        expect(before).toEqual(odd.map(plain));
        expect([1, 2, 3, 4].map((index) => storage.term(index))).toEqual(
          [1, 1, 3, Number.MAX_SAFE_INTEGER].map((term) => ({ kind: "term", term })),
        );
      });

      it("gives at least one entry, then as many as fit into the bytes asked for", async () => {
        await append(storage, entriesOf(1, 5, 1));
        const one = 6 + 9;

        expect(readAll(storage, 1, 6, 0)).toHaveLength(1);
        expect(readAll(storage, 2, 6, one * 2)).toEqual(entriesOf(2, 3, 1).map(plain));
        expect(readAll(storage, 2, 6, one * 2 - 1)).toEqual([plain(entry(2, 1))]);
        expect(readAll(storage, 4, 6)).toEqual(entriesOf(4, 5, 1).map(plain));
        expect(readAll(storage, 6, 6)).toEqual([]);
      });

      it("says of what it does not have whether it is gone or not there yet", async () => {
        await append(storage, entriesOf(1, 5, 1));
        await apply(storage, 3);
        await storage.compact(2);

        expect(readAll(storage, 2, 4)).toBe("compacted");
        expect(readAll(storage, 3, 7)).toBe("unavailable");
        expect(storage.term(1)).toEqual({ kind: "compacted" });
        expect(storage.term(2)).toEqual({ kind: "term", term: 1 });
        expect(storage.term(6)).toEqual({ kind: "unavailable" });
      });

      it.each([
        ["in the middle of what was persisted together", 3],
        ["at its first entry", 1],
        ["at the last entry", 6],
      ])("replaces its tail %s, and nothing of the old tail comes back", async (_, from) => {
        await append(storage, entriesOf(1, 4, 1));
        await append(storage, entriesOf(5, 6, 1));

        await append(storage, [entry(from, 2, "new")]);

        const expected = [...entriesOf(1, from - 1, 1), entry(from, 2, "new")].map(plain);
        expect(storage.lastIndex()).toBe(from);
        expect(readAll(storage, 1, from + 1)).toEqual(expected);
        expect(storage.term(from)).toEqual({ kind: "term", term: 2 });
        expect(readAll(storage, 7, 8)).toBe("unavailable");
        await reopen();
        expect(storage.lastIndex()).toBe(from);
        expect(readAll(storage, 1, from + 1)).toEqual(expected);
        await append(storage, entriesOf(from + 1, 8, 2));
        await reopen();
        expect(readAll(storage, 1, 9)).toEqual([
          ...expected,
          ...entriesOf(from + 1, 8, 2).map(plain),
        ]);
      });

      it("forgets a prefix, and starts there again after a restart", async () => {
        await append(storage, entriesOf(1, 4, 1));
        await append(storage, entriesOf(5, 9, 2));
        await apply(storage, 8);

        await storage.compact(2);
        await storage.compact(6);
        await storage.compact(5);
        const expected = entriesOf(7, 9, 2).map(plain);

        expect(readAll(storage, 7, 10)).toEqual(expected);
        await reopen();
        expect([storage.firstIndex(), storage.lastIndex()]).toEqual([7, 9]);
        expect(readAll(storage, 7, 10)).toEqual(expected);
        expect(storage.term(6)).toEqual({ kind: "term", term: 2 });
        expect(storage.term(5)).toEqual({ kind: "compacted" });
      });

      it("may be forgotten whole and go on", async () => {
        await append(storage, entriesOf(1, 4, 3));
        await apply(storage, 4);

        await storage.compact(4);
        await reopen();
        await append(storage, [entry(5, 4)]);
        await reopen();

        expect([storage.firstIndex(), storage.lastIndex()]).toEqual([5, 5]);
        expect(storage.term(4)).toEqual({ kind: "term", term: 3 });
        expect(readAll(storage, 5, 6)).toEqual([plain(entry(5, 4))]);
      });

      it("takes an entry of ten mebibytes", async () => {
        const data = new Uint8Array(10 * 1024 * 1024).fill(7);
        await append(storage, [entry(1, 1), { ...entry(2, 1), data }, entry(3, 1)]);

        await reopen();

        const result = storage.entries(2, 4, 0);
        expect(result.kind === "entries" && Buffer.compare(result.entries[0]!.data, data)).toBe(0);
        expect(readAll(storage, 3, 4)).toEqual([plain(entry(3, 1))]);
      });

      it("refuses a gap, a falling term, the replacement of a committed entry and what is not applied", async () => {
        await append(storage, entriesOf(1, 4, 2), { term: 2, vote: 1, commit: 2 });

        await expect(append(storage, [entry(6, 2)])).rejects.toThrow(InvariantError);
        await expect(append(storage, [entry(5, 2), entry(7, 2)])).rejects.toThrow(InvariantError);
        await expect(append(storage, [entry(5, 2), entry(6, 1)])).rejects.toThrow(InvariantError);
        await expect(append(storage, [entry(2, 3)])).rejects.toThrow(InvariantError);
        await expect(append(storage, [], { term: 1, vote: 1, commit: 2 })).rejects.toThrow(
          InvariantError,
        );
        await expect(append(storage, [], { term: 2, vote: 1, commit: 5 })).rejects.toThrow(
          InvariantError,
        );
        await expect(apply(storage, 5)).rejects.toThrow(InvariantError);
        await expect(storage.compact(1)).rejects.toThrow(InvariantError);
        expect(readAll(storage, 1, 5)).toEqual(entriesOf(1, 4, 2).map(plain));
        await append(storage, [entry(5, 2)]);
      });
    });

    describe("the hard state", () => {
      it("survives a restart", async () => {
        await append(storage, entriesOf(1, 3, 5), { term: 9, vote: 4, commit: 2 });

        await reopen();

        expect(storage.initialState().hardState).toEqual({ term: 9, vote: 4, commit: 2 });
      });

      it("takes a commit index learned apart, and never lowers it", async () => {
        await append(storage, entriesOf(1, 5, 1), { term: 1, vote: null, commit: 1 });

        await storage.writeBatch({ ...NOTHING, commitIndex: 4, mustSync: false });
        await storage.writeBatch({ ...NOTHING, commitIndex: 2, mustSync: false });
        await storage.writeBatch({ ...NOTHING, hardState: { term: 2, vote: 1, commit: 3 } });
        await reopen();

        expect(storage.initialState().hardState).toEqual({ term: 2, vote: 1, commit: 4 });
      });
    });

    describe("apply", () => {
      it("writes rows, applied index and configuration in one step and raises the commit index", async () => {
        await append(storage, entriesOf(1, 3, 1));

        await storage.apply({
          appliedIndex: 2,
          appliedTerm: 1,
          stateWrites: [
            put("a", "1"),
            put("b", "2"),
            put("a", "3"),
            { op: "delete", key: bytes("b") },
            put("", "empty"),
            put("c", ""),
          ],
          confState: CONF_STATE,
          memberBook: MEMBER_BOOK,
        });
        await reopen();

        expect(readState(storage)).toEqual(["=empty", "a=3", "c="]);
        expect(storage.appliedIndex()).toBe(2);
        expect(storage.initialState()).toEqual({
          hardState: { term: 0, vote: null, commit: 2 },
          confState: CONF_STATE,
        });
        expect(storage.memberBook()).toEqual(MEMBER_BOOK);
        expect(storage.snapshot()?.metadata).toEqual({ index: 2, term: 1, confState: CONF_STATE });
      });
    });

    describe("a view of the state", () => {
      const rows = ["a", "ab", "b", "c", "d"].map((key) => [key, key.toUpperCase()] as const);

      beforeEach(async () => {
        await append(storage, entriesOf(1, 9, 1));
        await apply(storage, 1, rows);
      });

      it("is frozen with its applied index, whatever is written, compacted or installed later", async () => {
        const view = storage.stateView();
        const stage = await storage.stage();
        await stage.write([put("z", "new")]);

        await apply(storage, 2, [
          ["a", "changed"],
          ["e", "new"],
        ]);
        await storage.compact(1);
        await install(stage, { index: 20 });

        expect(view.appliedIndex).toBe(1);
        expect(readRows(view)).toEqual(["a=A", "ab=AB", "b=B", "c=C", "d=D"]);
        expect(Buffer.from(view.get(bytes("a"))!).toString()).toBe("A");
        expect(view.get(bytes("e"))).toBeNull();
        expect(rowsOf(view.scan({ start: bytes(""), end: null, limit: 2, reverse: true }))).toEqual(
          ["d=D", "c=C"],
        );
        view.close();
        view.close();
        expect(readState(storage)).toEqual(["z=new"]);
      });

      async function install(stage: StagedState, { index }: { index: number }): Promise<void> {
        await storage.writeBatch({
          ...NOTHING,
          snapshot: {
            generation: stage.generation,
            metadata: { index, term: 1, confState: CONF_STATE },
            memberBook: MEMBER_BOOK,
          },
        });
      }

      it("finds keys exactly", () => {
        const view = storage.stateView();

        expect(Buffer.from(view.get(bytes("ab"))!).toString()).toBe("AB");
        expect(view.get(bytes("aa"))).toBeNull();
        expect(view.get(bytes("abc"))).toBeNull();
        expect(view.get(bytes(""))).toBeNull();
        expect(view.get(bytes("zz"))).toBeNull();
        view.close();
      });

      it("shows the rows that are read by many keys at once, in the order of the keys", async () => {
        await apply(storage, 2, [["a", "changed"]]);
        const keys = ["c", "aa", "a", "", "c"].map(bytes);

        const found = storage.readRows({ keys, bytesMax: 1000 });

        expect(found.map((row) => (row ? Buffer.from(row).toString() : row))).toEqual([
          "C",
          null,
          "changed",
          null,
          "C",
        ]);
        expect(storage.readRows({ keys: [], bytesMax: 1000 })).toEqual([]);
      });

      it("leaves rows out of a read of many once they hold as much as is allowed, and never says that there is none", async () => {
        const large = "x".repeat(10_000);
        await apply(
          storage,
          2,
          ["l1", "l2", "l3", "l4"].map((key) => [key, large] as const),
        );
        const keys = ["l1", "l2", "l3", "l4"].map(bytes);

        const found = storage.readRows({ keys, bytesMax: 15_000 });

        const read = found.filter((row) => row !== undefined);
        expect(read.length).toBeGreaterThanOrEqual(1);
        expect(read.length).toBeLessThan(4);
        for (const row of read) {
          expect(row?.length).toBe(large.length);
        }
      });

      it.each([
        ["a", "c", false, 10, ["a", "ab", "b"]],
        ["aa", null, false, 2, ["ab", "b"]],
        ["b", "b", false, 10, []],
        ["c", "b", false, 10, []],
        ["e", null, false, 10, []],
        ["a", "c", true, 10, ["b", "ab", "a"]],
        ["ab", null, true, 10, ["d", "c", "b", "ab"]],
        ["", "c", true, 1, ["b"]],
        ["", "bb", true, 2, ["b", "ab"]],
        ["d", "c", true, 10, []],
        ["e", null, true, 10, []],
      ])("scans from %j to %j, reverse %j, limit %j", (start, end, reverse, limit, expected) => {
        const view = storage.stateView();

        const found = view.scan({
          start: bytes(start),
          end: end === null ? null : bytes(end),
          reverse,
          limit,
        });

        expect(found.map(({ key }) => Buffer.from(key).toString())).toEqual(expected);
        view.close();
      });

      it("scans thousands of rows in both directions, and only its own generation's", async () => {
        const many = Array.from(
          { length: 3000 },
          (_, at) => [`k${String(at).padStart(5, "0")}`, `${at}`] as const,
        );
        await apply(storage, 2, many);
        const stage = await storage.stage();
        await stage.write([
          put("k00000", "of another generation"),
          put("zz", "of another generation"),
        ]);
        const view = storage.stateView();

        const all = view.scan({ start: bytes("k"), end: null, limit: 5000 });
        const backwards = view.scan({ start: bytes("k"), end: null, limit: 5000, reverse: true });

        expect(rowsOf(all)).toEqual(many.map(([key, value]) => `${key}=${value}`));
        expect(backwards.map(({ key }) => Buffer.from(key).toString())).toEqual(
          all.map(({ key }) => Buffer.from(key).toString()).toReversed(),
        );
        view.close();
      });

      it.each([1, 2, 3, 1000])(
        "ends a scan no sooner than %i bytes, so that fewer mean the end",
        (bytesMax) => {
          const view = storage.stateView();
          const bytesOf = (rows: readonly KeyValue[]): number =>
            rows.reduce((sum, { key, value }) => sum + key.length + value.length, 0);

          for (const reverse of [false, true]) {
            const all = view.scan({ start: bytes(""), end: null, limit: 100, reverse });
            const some = view.scan({ start: bytes(""), end: null, limit: 100, reverse, bytesMax });

            expect(rowsOf(some)).toEqual(rowsOf(all).slice(0, some.length));
            expect(some.length).toBeGreaterThan(0);
            expect(some.length === all.length || bytesOf(some) >= bytesMax).toBe(true);
            expect(bytesOf(some.slice(0, -1))).toBeLessThan(bytesMax);
          }
          view.close();
        },
      );

      it("refuses to be read once it is closed", () => {
        const view = storage.stateView();
        const other = storage.stateView();

        view.close();

        expect(() => view.get(bytes("a"))).toThrow(InvariantError);
        expect(readRows(other)).toHaveLength(5);
        other.close();
      });
    });

    describe("a staged snapshot", () => {
      beforeEach(async () => {
        await append(storage, entriesOf(1, 5, 1), { term: 4, vote: 2, commit: 3 });
        await apply(storage, 2, [
          ["old", "1"],
          ["both", "old"],
        ]);
      });

      const metadata: SnapshotMetadata = { confState: CONF_STATE, index: 40, term: 4 };

      it("is nobody's state until its batch, which replaces state, log, configuration and indexes", async () => {
        const stage = await storage.stage();
        await stage.write([put("both", "new"), put("gone", "x")]);
        await stage.write([put("new", "2"), { op: "delete", key: bytes("gone") }]);
        expect(readState(storage)).toEqual(["both=old", "old=1"]);

        await storage.writeBatch({
          ...NOTHING,
          snapshot: { metadata, memberBook: MEMBER_BOOK, generation: stage.generation },
          entries: entriesOf(41, 42, 4),
          hardState: { term: 5, vote: null, commit: 41 },
        });

        for (const isReopened of [false, true]) {
          if (isReopened) {
            await reopen();
          }
          expect(readState(storage)).toEqual(["both=new", "new=2"]);
          expect([storage.firstIndex(), storage.lastIndex(), storage.appliedIndex()]).toEqual([
            41, 42, 40,
          ]);
          expect(storage.term(40)).toEqual({ kind: "term", term: 4 });
          expect(readAll(storage, 41, 43)).toEqual(entriesOf(41, 42, 4).map(plain));
          expect(readAll(storage, 5, 6)).toBe("compacted");
          expect(storage.memberBook()).toEqual(MEMBER_BOOK);
          expect(storage.initialState()).toEqual({
            hardState: { term: 5, vote: null, commit: 41 },
            confState: CONF_STATE,
          });
        }
        await append(storage, [entry(43, 5)]);
        await apply(storage, 41, [["new", "3"]]);
        expect(readState(storage)).toEqual(["both=new", "new=3"]);
      });

      it("is forgotten when it is discarded, and by a restart", async () => {
        const stage = await storage.stage();
        await stage.write([put("new", "2")]);
        await stage.discard();
        await stage.discard();
        await expect(stage.write([put("new", "3")])).rejects.toThrow(InvariantError);
        const unfinished = await storage.stage();
        await unfinished.write([put("ghost", "1")]);

        await reopen();
        let next = await storage.stage();
        while (next.generation < unfinished.generation) {
          next = await storage.stage();
        }
        await next.write([put("only", "1")]);
        await storage.writeBatch({
          ...NOTHING,
          snapshot: { metadata, memberBook: MEMBER_BOOK, generation: next.generation },
        });

        expect(readState(storage)).toEqual(["only=1"]);
      });

      it("goes forward only", async () => {
        const stage = await storage.stage();
        const snapshot = { memberBook: MEMBER_BOOK, generation: stage.generation, metadata };

        await expect(
          storage.writeBatch({
            ...NOTHING,
            snapshot: { ...snapshot, metadata: { ...metadata, index: 2 } },
          }),
        ).rejects.toThrow(InvariantError);
        expect(readState(storage)).toEqual(["both=old", "old=1"]);
      });

      it("is written while other writes go on", async () => {
        const stage = await storage.stage();

        await Promise.all([stage.write([put("s", "1")]), append(storage, [entry(6, 4)])]);

        expect(storage.lastIndex()).toBe(6);
      });

      it("holds what was staged, whatever was written, applied and compacted beside it", async () => {
        await append(storage, entriesOf(6, 60, 4));
        const stage = await storage.stage();
        const staging = (async (): Promise<void> => {
          for (let at = 0; at < 200; at += 10) {
            await stage.write(
              Array.from({ length: 10 }, (_, n) => put(`s${1000 + at + n}`, "x".repeat(5000))),
            );
          }
        })();
        for (let index = 3; index <= 60; index++) {
          await apply(storage, index, [[`a${100 + index}`, "1"]]);
          await append(storage, [entry(58 + index, 4)]);
          if (index % 10 === 0) {
            await storage.compact(index - 1);
          }
        }
        await staging;
        expect(readState(storage)).toHaveLength(58 + 2);

        await storage.writeBatch({
          ...NOTHING,
          snapshot: {
            metadata: { ...metadata, index: 100 },
            memberBook: MEMBER_BOOK,
            generation: stage.generation,
          },
        });
        for (const isReopened of [false, true]) {
          if (isReopened) {
            await reopen();
          }
          expect(readState(storage)).toHaveLength(200);
          expect([storage.firstIndex(), storage.lastIndex()]).toEqual([101, 100]);
        }
      });

      it("is discarded on its own, also after a later one has become the state", async () => {
        const first = await storage.stage();
        const second = await storage.stage();
        await first.write([put("first", "1")]);
        await second.write([put("second", "1")]);
        await storage.writeBatch({
          ...NOTHING,
          snapshot: { metadata, memberBook: MEMBER_BOOK, generation: second.generation },
        });

        await first.discard();
        await first.discard();
        await expect(second.write([put("late", "1")])).rejects.toThrow(InvariantError);
        await expect(second.discard()).rejects.toThrow(InvariantError);

        await reopen();
        expect(readState(storage)).toEqual(["second=1"]);
      });
    });

    describe("the size of the log", () => {
      const sizeOf = (): readonly [number, number | null] => {
        const sizes = storage.logSizes();
        return [sizes.bytes, sizes.indexBefore(sizes.bytes)];
      };

      it("follows what is appended, replaced, compacted and installed, over a restart", async () => {
        expect(sizeOf()).toEqual([0, null]);
        await append(storage, entriesOf(1, 9, 1));
        const [bytesOfNine] = sizeOf();
        await append(storage, entriesOf(10, 18, 1));
        const [bytesOf18] = sizeOf();
        await append(storage, entriesOf(10, 12, 1));
        await apply(storage, 6);
        await storage.compact(3);
        const [bytesOfNineAgain, before] = sizeOf();

        expect(bytesOfNine).toBeGreaterThan(9 * "data 1context 1".length);
        expect(bytesOf18).toBeGreaterThan(2 * bytesOfNine);
        expect(bytesOfNineAgain).toBeGreaterThan(bytesOfNine * 0.9);
        expect(bytesOfNineAgain).toBeLessThan(bytesOfNine * 1.1);
        expect(before).toBe(3);
        expect(storage.logSizes().bytesThrough(12)).toBe(bytesOfNineAgain);

        await reopen();
        const [bytesReopened] = sizeOf();
        expect(bytesReopened).toBeGreaterThan(bytesOfNine * 0.9);
        expect(bytesReopened).toBeLessThan(bytesOfNine * 1.1);

        const stage = await storage.stage();
        await storage.writeBatch({
          ...NOTHING,
          snapshot: {
            metadata: { confState: CONF_STATE, index: 40, term: 4 },
            memberBook: MEMBER_BOOK,
            generation: stage.generation,
          },
          hardState: { term: 4, vote: null, commit: 40 },
        });
        expect(sizeOf()).toEqual([0, null]);
      });
    });

    it("refuses a second write while one is in flight", async () => {
      const first = append(storage, [entry(1, 1)]);

      await expect(append(storage, [entry(2, 1)])).rejects.toThrow(InvariantError);
      await first;
      expect(storage.lastIndex()).toBe(1);
    });

    it("shows nothing of a batch before it is written", async () => {
      const writing = append(storage, entriesOf(1, 3, 1), { term: 1, vote: 1, commit: 1 });
      const [last, hardState] = [storage.lastIndex(), storage.initialState().hardState];
      await writing;

      expect([last, hardState.term]).toEqual([0, 0]);
    });

    it("passes its crash points by name, around each batch", async () => {
      const points: string[] = [];
      await storage.close();
      storage = await harness.open({
        crashPoint: (point) => points.push(point),
      });

      await storage.assign({ clusterId: "c", nodeId: 1, initial: null });
      await append(storage, [entry(1, 1)]);
      await apply(storage, 1);

      expect(points).toEqual([
        "before-assign",
        "after-assign",
        "before-persist",
        "after-persist-write",
        "before-apply",
        "after-apply",
      ]);
    });

    it("closes twice, and refuses all use then", async () => {
      await storage.close();
      await storage.close();

      expect(await codeOf(append(storage, [entry(1, 1)]))).toBe("CLOSED");
      expect(await codeOf(apply(storage, 1))).toBe("CLOSED");
      expect(await codeOf(storage.stage())).toBe("CLOSED");
      expect(() => storage.stateView()).toThrow(StorageError);
    });

    it("finishes a write in flight before it closes", async () => {
      const writing = append(storage, [entry(1, 1)]);

      await Promise.all([storage.close(), writing]);
      storage = await harness.open();

      expect(storage.lastIndex()).toBe(1);
    });

    it("tells its use of disk and memory", async () => {
      await append(storage, entriesOf(1, 9, 1));

      expect(storage.usage().memoryBytes).toBeGreaterThan(0);
      expect(storage.usage().diskBytes).toBeGreaterThanOrEqual(0);
    });
  });
}
