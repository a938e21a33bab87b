import {
  copyFile,
  cp,
  mkdtemp,
  open as openFile,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generationKey, logKey, raftKey } from "../../../src/storage/key-layout.ts";
import { shareMemory } from "../../../src/storage/memory-budget.ts";
import { encodeStoreFormat } from "../../../src/storage/record-codec.ts";
import { RocksDb } from "../../../src/storage/rocksdb-binding.ts";
import { RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import { StorageError } from "../../../src/storage/types.ts";
import { checkWriteAheadLog } from "../../../src/storage/wal-check.ts";
import { crc32c } from "../../../src/utils/crc32c.ts";
import {
  append,
  apply,
  codeOf,
  entriesOf,
  entry,
  readAll,
  readState,
} from "../../compliance/storage.ts";

const MEBIBYTE = 1024 * 1024;

describe("a damaged volume", () => {
  let path: string;

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), "raft-storage-"));
  });

  afterEach(() => rm(path, { recursive: true, force: true }));

  function open(): Promise<RocksDbStorage> {
    return RocksDbStorage.open({
      path,
      persistIn: "thread",
      memoryBudgetBytes: 16 * MEBIBYTE,
      windowBytesMax: 0,
    });
  }

  async function filesOf(pattern: RegExp): Promise<string[]> {
    return (await readdir(path))
      .filter((name) => pattern.test(name))
      .sort()
      .map((name) => join(path, name));
  }

  async function flip(file: string, at: number, count = 3): Promise<void> {
    const bytes = await readFile(file);
    for (let offset = at; offset < at + count; offset += 1) {
      bytes[offset]! ^= 0xff;
    }
    await writeFile(file, bytes);
  }

  async function errorOf(attempt: Promise<unknown>): Promise<StorageError> {
    const error: unknown = await attempt.then(
      () => null,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(StorageError);
    return error as StorageError;
  }

  /** Each of `count` entries synced on its own; every tenth spans blocks. The one log file. */
  async function writeLog(count: number): Promise<string> {
    const storage = await open();
    const first = storage.lastIndex() + 1;
    for (let index = first; index < first + count; index += 1) {
      await append(storage, [entry(index, 1, "x".repeat(index % 10 === 0 ? 40_000 : 100))]);
    }
    await storage.close();
    const files = await filesOf(/\.log$/);
    return files.at(-1)!;
  }

  describe("in its write-ahead log", () => {
    it("is refused with file and offset when bytes in the middle are flipped", async () => {
      const file = await writeLog(200);
      const { length } = await readFile(file);
      await flip(file, Math.floor(length / 2));

      const error = await errorOf(open());

      expect(error.detail).toEqual({ code: "CORRUPTION", file, index: null });
      expect(error.message).toMatch(
        /damaged at offset \d+: .* valid ones follow it; .*replace this member/,
      );
    });

    it("is seen wherever it is, but in the last batch, which it takes for a torn write", async () => {
      const file = await writeLog(65);
      const sound = await readFile(file);
      const lastBatches = 400;
      let found = 0;

      for (let at = 0; at < sound.length - lastBatches; at += 1999) {
        await flip(file, at);
        expect([at, await codeOf(checkWriteAheadLog(path))]).toEqual([at, "CORRUPTION"]);
        await writeFile(file, sound);
        found += 1;
      }
      await flip(file, sound.length - 3);

      expect(await checkWriteAheadLog(path)).toMatchObject([{ file }]);
      expect(found).toBeGreaterThan(100);
    });

    it("is a torn write when its tail is cut off anywhere: what was synced before stays", async () => {
      const file = await writeLog(25);
      const sound = await readFile(file);

      for (let cut = 1; cut < 90_000; cut += 997) {
        await writeFile(file, sound.subarray(0, sound.length - cut));
        expect(await codeOf(checkWriteAheadLog(path))).toBe("resolved");
      }
      await writeFile(file, sound.subarray(0, sound.length - 5));
      const storage = await open();

      expect(storage.lastIndex()).toBe(24);
      expect(readAll(storage, 1, 25)).toHaveLength(24);
      await storage.close();
    });

    it("goes on after a torn write, even when the torn file is still there", async () => {
      const file = await writeLog(25);
      await truncate(file, (await readFile(file)).length - 5);
      const copy = join(tmpdir(), `${basename(path)}-${basename(file)}`);
      await copyFile(file, copy);
      await writeLog(3);
      // A crash right after the open may leave the file that was recovered.
      await copyFile(copy, file);
      await rm(copy);

      const storage = await open();

      expect(storage.lastIndex()).toBe(27);
      await storage.close();
    });

    it("is refused when a file breaks off before a later one goes on", async () => {
      const file = await writeLog(25);
      const sound = await readFile(file);
      await truncate(file, sound.length - 5);
      const next = join(path, "999999.log");
      const following = await writeBatchRecord(next, 10_000n);
      await writeFile(next, following);

      const error = await errorOf(checkWriteAheadLog(path));

      expect(error.detail).toMatchObject({ code: "CORRUPTION", file });
      expect(error.message).toContain("writes are missing before");
    });

    /** A log file of one batch whose first write has this number. */
    async function writeBatchRecord(_: string, sequence: bigint): Promise<Uint8Array> {
      const record = new Uint8Array(7 + 12);
      const view = new DataView(record.buffer);
      view.setUint16(4, 12, true);
      record[6] = 1;
      view.setBigUint64(7, sequence, true);
      view.setUint32(15, 1, true);
      const crc = crc32c(record, { start: 6 });
      view.setUint32(0, (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0, true);
      return record;
    }

    it("takes zeros at the end for space that was never written", async () => {
      const file = await writeLog(5);
      const handle = await openFile(file, "a");
      await handle.write(new Uint8Array(100_000));
      await handle.close();

      const storage = await open();

      expect(storage.lastIndex()).toBe(5);
      await storage.close();
    });
  });

  describe("in its table files", () => {
    it("never gives wrong data: it refuses to open or to read, naming the file", async () => {
      await writeLog(30);
      const storage = await open();
      await apply(
        storage,
        20,
        entriesOf(1, 40, 1).map(({ index }) => [`key ${index}`, "v".repeat(200)]),
      );
      await storage.close();
      // The second open flushes what the log held.
      const flushed = await open();
      const expected = [readAll(flushed, 1, 31), readState(flushed)];
      await flushed.close();
      const codes = new Set<string>();
      const sound = `${path}.sound`;
      await cp(path, sound, { recursive: true });

      for (const file of await filesOf(/\.sst$/)) {
        const { size } = await stat(file);
        // The data blocks are the first part of a file.
        for (const share of [0.01, 0.1, 0.3]) {
          // The whole volume anew: an open that succeeds may write its tables again under other names.
          await rm(path, { recursive: true });
          await cp(sound, path, { recursive: true });
          await flip(file, Math.floor(size * share));
          const code = await codeOf(
            open().then(async (damaged) => {
              try {
                expect([readAll(damaged, 1, 31), readState(damaged)]).toEqual(expected);
              } finally {
                await damaged.close();
              }
            }),
          );
          codes.add(code);
          expect(["CORRUPTION", "resolved"]).toContain(code);
        }
      }
      await rm(sound, { recursive: true });

      expect(codes).toContain("CORRUPTION");
    });

    it("does not start an empty database over data when the file CURRENT is lost", async () => {
      await writeLog(3);
      await rm(join(path, "CURRENT"));

      expect((await errorOf(open())).detail).toMatchObject({
        code: "CORRUPTION",
        file: join(path, "CURRENT"),
      });
    });
  });

  describe("in its records", () => {
    async function change(write: (db: RocksDb) => void): Promise<void> {
      const db = await RocksDb.open({ path, columns: shareMemory(16 * MEBIBYTE) });
      write(db);
      await db.close();
    }

    it("is refused with the index of the entry that is damaged, or missing", async () => {
      const storage = await open();
      await append(storage, entriesOf(1, 3, 1));
      await append(storage, entriesOf(4, 6, 1));
      await storage.close();
      const key = logKey(1, 4);
      let sound = new Uint8Array();
      await change((db) => {
        sound = new Uint8Array(db.get("log", key)!);
        const damaged = sound.slice();
        damaged[damaged.length - 10]! ^= 1;
        db.write([{ column: "log", key, value: damaged }], { sync: true });
      });

      expect((await errorOf(open())).detail).toEqual({ code: "CORRUPTION", file: null, index: 6 });
      await change((db) => db.write([{ column: "log", key, value: null }], { sync: true }));
      const missing = await errorOf(open());
      expect(missing.detail).toEqual({ code: "CORRUPTION", file: null, index: 4 });
      expect(missing.message).toMatch(/log entry 4 is damaged: it is missing; do not start/);
      await change((db) => db.write([{ column: "log", key, value: sound }], { sync: true }));
      await (await open()).close();
    });

    it.each(["storeFormat", "identity", "hardState", "logBounds"] as const)(
      "is refused when the %s record is missing",
      async (name) => {
        await (await open()).close();
        await change((db) =>
          db.write([{ column: "default", key: raftKey(name), value: null }], { sync: true }),
        );

        const error = await errorOf(open());

        expect(error.code).toBe("CORRUPTION");
        expect(error.message).toContain(name);
      },
    );

    it("is refused, whatever else is in it, when a newer version wrote it", async () => {
      await (await open()).close();
      const newer = encodeStoreFormat();
      newer[5] = 2;
      const end = newer.byteLength - 4;
      new DataView(newer.buffer).setUint32(end, crc32c(newer, { end }));
      await change((db) => {
        const key = raftKey("storeFormat");
        db.write([{ column: "default", key, value: newer }], { sync: true });
        db.deleteRange({ column: "state", start: generationKey(0), end: generationKey(9) });
      });

      const error = await errorOf(open());

      expect(error.detail).toEqual({ code: "NEWER_FORMAT", found: 2, supported: 1 });
      expect(error.message).toMatch(
        /database has format version 2 .* run the version that wrote it/,
      );
    });
  });

  it("is a folder that cannot be one: the sentence names it", async () => {
    await writeFile(join(path, "file"), "");
    const error = await errorOf(
      RocksDbStorage.open({
        path: join(path, "file"),
        persistIn: "thread",
        memoryBudgetBytes: 16 * MEBIBYTE,
        windowBytesMax: 0,
      }),
    );

    expect(error.detail).toEqual({ code: "OPEN_FAILED", path: join(path, "file") });
  });

  it.each([
    ["cannot be loaded", () => Promise.reject(new Error("dlopen: version GLIBC_2.34 not found"))],
    ["is not what was expected", () => Promise.resolve({ default: {} })],
  ])(
    "needs a binary for this platform: a sentence says so when it %s",
    async (_, importBinding) => {
      const error = await errorOf(
        RocksDbStorage.open(
          { path, persistIn: "thread", memoryBudgetBytes: 16 * MEBIBYTE, windowBytesMax: 0 },
          { importBinding },
        ),
      );

      expect(error.code).toBe("UNSUPPORTED_PLATFORM");
      expect(error.message).toMatch(
        new RegExp(`${process.platform}-${process.arch}.*needed is linux-x64 with glibc 2.34`),
      );
    },
  );
});
