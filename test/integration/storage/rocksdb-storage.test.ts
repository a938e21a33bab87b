import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PersistIn, RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import { describeStorage } from "../../compliance/storage.ts";

const MEBIBYTE = 1024 * 1024;

function describeRocksDb(
  name: string,
  options: { persistIn: PersistIn; windowBytesMax: number },
): void {
  describeStorage(name, async () => {
    const path = await mkdtemp(join(tmpdir(), "raft-storage-"));
    return {
      open: (dependencies = {}) =>
        RocksDbStorage.open({ path, memoryBudgetBytes: 16 * MEBIBYTE, ...options }, dependencies),
      dispose: () => rm(path, { recursive: true, force: true }),
    };
  });
}

describeRocksDb("RocksDbStorage, in the thread", { persistIn: "thread", windowBytesMax: MEBIBYTE });
describeRocksDb("RocksDbStorage, in the thread, without a window", {
  persistIn: "thread",
  windowBytesMax: 0,
});
describeRocksDb("RocksDbStorage, in a worker", { persistIn: "worker", windowBytesMax: MEBIBYTE });
