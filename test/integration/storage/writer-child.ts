/**
 * A process that writes to a store until it is killed: `node --import tsx writer-child.ts <path> <thread|worker>`. It prints the index
 * of every entry whose synced batch has returned, as `acked N`, one line each.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import { append, apply, entriesOf } from "../../compliance/storage.ts";

const [path = "", form] = process.argv.slice(2);
const storage = await RocksDbStorage.open({
  path,
  persistIn: form === "worker" ? "worker" : "thread",
  memoryBudgetBytes: 16 * 1024 * 1024,
  windowBytesMax: 64 * 1024,
});
for (;;) {
  const first = storage.lastIndex() + 1;
  const last = first + (first % 7);
  await append(storage, entriesOf(first, last, 1));
  writeSync(1, `acked ${last}\n`);
  await apply(storage, last, [["last", `${last}`]]);
  if (last % 50 === 0) {
    await storage.compact(last - 20);
  }
}
