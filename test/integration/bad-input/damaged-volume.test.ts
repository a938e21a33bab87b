import { copyFile, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REVISION_KEY } from "../../../src/state-machine/kv/layout.ts";
import { generationKey, raftKey, rowKey } from "../../../src/storage/key-layout.ts";
import { decodeLogBounds } from "../../../src/storage/record-codec.ts";
import type { RocksDb } from "../../../src/storage/rocksdb-binding.ts";
import { crc32c } from "../../../src/utils/crc32c.ts";
import {
  AcknowledgedPuts,
  CODE,
  ServingNode,
  changeVolume,
  dataFolder,
  failureOf,
  newFolder,
  spawnNode,
  startFailureOf,
} from "./bad-input-node.ts";

/** EX_IOERR and EX_CONFIG of cli/exit-codes.ts. */
const STORAGE_FAILED = 74;
const CONFIGURATION = 78;

async function filesOf(folder: string, suffix: string): Promise<readonly string[]> {
  const names = await readdir(dataFolder(folder));
  return names
    .filter((name) => name.endsWith(suffix))
    .map((name) => join(dataFolder(folder), name));
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  for (let offset = at; offset < at + 16; offset += 1) {
    bytes[offset]! ^= 0xff;
  }
  await writeFile(file, bytes);
}

async function largest(files: readonly string[]): Promise<string> {
  const sized = await Promise.all(
    files.map(async (file) => ({ file, size: (await readFile(file)).byteLength })),
  );
  return sized.toSorted((a, b) => b.size - a.size)[0]!.file;
}

/** A volume with acknowledged puts; its node died by SIGKILL, so that they stand in the write-ahead log. */
async function writeVolume(): Promise<{
  readonly folder: string;
  readonly puts: AcknowledgedPuts;
}> {
  const folder = await newFolder();
  const node = await ServingNode.startLeading(folder);
  const puts = new AcknowledgedPuts();
  for (const prefix of ["a-", "b-", "c-"]) {
    expect(await puts.write(node, { prefix, count: 50, valueBytes: 1000 })).toEqual([]);
  }
  await node.end("SIGKILL");
  return { folder, puts };
}

/** A start moves what the write-ahead log holds into table files. */
async function flushVolume(folder: string): Promise<void> {
  const node = await ServingNode.startLeading(folder);
  await node.end("SIGKILL");
}

describe("bytes flipped on disk", () => {
  it("in the middle of the write-ahead log stop the node with file and advice; the sound file brings all back", async () => {
    const { folder, puts } = await writeVolume();
    const wal = await largest(await filesOf(folder, ".log"));
    await copyFile(wal, join(folder, "sound"));
    await flip(wal, Math.floor((await readFile(wal)).byteLength / 2));

    const { code, sentence } = await startFailureOf(folder);

    expect(code).toBe(STORAGE_FAILED);
    expect(sentence).toMatch(
      new RegExp(
        `^the write-ahead log ${wal} is damaged at offset \\d+: .*replace this member by a new one on an empty volume, or restore the volume$`,
      ),
    );
    await copyFile(join(folder, "sound"), wal);
    const node = await ServingNode.startLeading(folder);
    expect(await puts.lostOn(node)).toEqual([]);
  });

  it("in a table file stop the node with its name, at the start or at the first read; they are never served", async () => {
    const { folder, puts } = await writeVolume();
    await flushVolume(folder);
    const tables = await filesOf(folder, ".sst");
    const codes: (number | null)[] = [];

    for (const table of tables) {
      const sound = await readFile(table);
      await flip(table, Math.floor(sound.byteLength * 0.1));
      const spawned = await spawnNode(folder);
      const node = await ServingNode.attach(spawned);
      if (node !== null) {
        await node.leading();
        await readDamaged({ node, puts });
      }
      const { code, sentence } = await failureOf(spawned);
      codes.push(code);
      expect(sentence).toContain(
        `${table} is damaged; replace this member by a new one on an empty volume, or restore the volume`,
      );
      await writeFile(table, sound);
    }

    // One for each column: Raft state, log, state machine.
    expect(codes).toEqual([STORAGE_FAILED, STORAGE_FAILED, STORAGE_FAILED]);
    const node = await ServingNode.startLeading(folder);
    expect(await puts.lostOn(node)).toEqual([]);
    expect((await node.put("after", "1")).code).toBe(CODE.ok);
  });

  /** Rows of the state machine are read when someone asks for them. The first that cannot be read ends the node. */
  async function readDamaged(volume: {
    readonly node: ServingNode;
    readonly puts: AcknowledgedPuts;
  }): Promise<void> {
    const { node, puts } = volume;
    const { lost, refused } = await puts.readOn(node);
    expect(lost).toEqual([]);
    expect(refused.length).toBeGreaterThan(0);
  }
});

describe("a volume that a newer version wrote", () => {
  /** `version u8` first; the checksum of all before it last, as in record-codec.ts. */
  function withVersionAndChecksum(
    record: Uint8Array,
    place: { readonly versionAt: number; readonly start?: number; readonly end?: number },
  ): Uint8Array {
    const newer = new Uint8Array(record);
    newer[place.versionAt] = 2;
    const start = place.start ?? 0;
    const end = (place.end ?? newer.byteLength) - 4;
    new DataView(newer.buffer).setUint32(end, crc32c(newer, { start, end }));
    return newer;
  }

  function generationOf(db: RocksDb): number {
    return decodeLogBounds(db.get("default", raftKey("logBounds"))!).generation;
  }

  const RECORDS: readonly {
    readonly name: string;
    readonly column: "default" | "log" | "state";
    readonly keyIn: (db: RocksDb) => Uint8Array;
    readonly toNewer: (record: Uint8Array) => Uint8Array;
  }[] = [
    {
      name: "database",
      column: "default",
      keyIn: () => raftKey("storeFormat"),
      // After the record's own version and kind, a u32.
      toNewer: (record) => withVersionAndChecksum(record, { versionAt: 5 }),
    },
    {
      name: "hardState record",
      column: "default",
      keyIn: () => raftKey("hardState"),
      toNewer: (record) => withVersionAndChecksum(record, { versionAt: 0 }),
    },
    {
      name: "log entry",
      column: "log",
      keyIn: (db) => {
        const generation = generationOf(db);
        const range = { start: generationKey(generation), end: generationKey(generation + 1) };
        return db.query({ column: "log", ...range }, { limit: 1, reverse: true })[0]!.key;
      },
      toNewer: (run) =>
        withVersionAndChecksum(run, {
          versionAt: 4,
          end: 4 + new DataView(run.buffer, run.byteOffset).getUint32(0),
        }),
    },
    {
      name: "revision",
      column: "state",
      keyIn: (db) => rowKey(generationOf(db), REVISION_KEY),
      toNewer: (row) => Uint8Array.of(2, ...row.subarray(1)),
    },
  ];

  it("is refused with 78 and advice, untouched: the version that wrote it finds all", async () => {
    const { folder, puts } = await writeVolume();

    for (const { name, column, keyIn, toNewer } of RECORDS) {
      const [key, sound] = await changeVolume(folder, (db) => {
        const key = new Uint8Array(keyIn(db));
        const sound = new Uint8Array(db.get(column, key)!);
        db.write([{ column, key, value: toNewer(sound) }], { sync: true });
        return [key, sound] as const;
      });

      const { code, sentence } = await startFailureOf(folder);

      expect({ name, code }).toEqual({ name, code: CONFIGURATION });
      expect(sentence).toMatch(
        new RegExp(
          `${name}.* has format version 2.*: run the version that wrote it, or a newer one`,
        ),
      );
      await changeVolume(folder, (db) => {
        db.write([{ column, key, value: sound }], { sync: true });
      });
    }

    const node = await ServingNode.startLeading(folder);
    expect(await puts.lostOn(node)).toEqual([]);
    expect((await node.put("after", "1")).code).toBe(CODE.ok);
  });
});
