/**
 * Where to persist: in the run loop's thread, or in a worker that shares the database. Both in one run, alternating, since noise between
 * runs is 15 to 25 %. Each round persists a batch (synced) and applies the one before, while the loop "receives" the next batch:
 * RECEIVE_MICROSECONDS of work an entry, in slices, as a gRPC front does.
 *
 * Run: npx tsx test/bench/storage-persist.ts [seconds]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type PersistIn, RocksDbStorage } from "../../src/storage/rocksdb-storage.ts";

const RECEIVE_MICROSECONDS = 20;
const VALUE_BYTES = 256;
const BATCHES = [1, 16, 64, 256];
const ROUNDS = 3;

interface Result {
  readonly entriesPerSecond: number;
  readonly persistP50Ms: number;
  readonly persistP99Ms: number;
  readonly loopStallP99Ms: number;
}

function spin(microseconds: number): void {
  const end = performance.now() + microseconds / 1000;
  while (performance.now() < end);
}

async function receive(entries: number): Promise<void> {
  for (let left = entries; left > 0; left -= 8) {
    spin(Math.min(left, 8) * RECEIVE_MICROSECONDS);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

async function measure(persistIn: PersistIn, batch: number, seconds: number): Promise<Result> {
  const path = await mkdtemp(join(tmpdir(), "raft-bench-"));
  const storage = await RocksDbStorage.open({
    path,
    persistIn,
    memoryBudgetBytes: 64 * 1024 * 1024,
    windowBytesMax: 8 * 1024 * 1024,
  });
  const data = new Uint8Array(VALUE_BYTES).fill(7);
  const context = new Uint8Array(24);
  const persistMs: number[] = [];
  const stallMs: number[] = [];
  let last = 0;
  const watched = { isOver: false };
  const watch = (async (): Promise<void> => {
    while (!watched.isOver) {
      const at = performance.now();
      await new Promise<void>((resolve) => setImmediate(resolve));
      stallMs.push(performance.now() - at);
    }
  })();
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1000) {
    const entries = Array.from({ length: batch }, (_, at) => {
      return { type: "normal", term: 1, index: last + 1 + at, data, context } as const;
    });
    const persist = async (): Promise<void> => {
      const at = performance.now();
      await storage.writeBatch({
        entries,
        hardState: { term: 1, vote: 1, commit: last },
        snapshot: null,
        commitIndex: null,
        mustSync: true,
      });
      persistMs.push(performance.now() - at);
    };
    await Promise.all([persist(), receive(batch)]);
    last += batch;
    await storage.apply({
      appliedIndex: last,
      appliedTerm: 1,
      stateWrites: entries.map((entry) => {
        const key = new Uint8Array(new Float64Array([entry.index]).buffer);
        return { op: "put", key, value: data };
      }),
      confState: null,
      memberBook: null,
    });
    if (last % 20_000 < batch && last > 20_000) {
      await storage.compact(last - 10_000);
    }
  }
  const elapsed = (performance.now() - startedAt) / 1000;
  watched.isOver = true;
  await watch;
  await storage.close();
  await rm(path, { recursive: true });
  return {
    entriesPerSecond: last / elapsed,
    persistP50Ms: percentile(persistMs, 0.5),
    persistP99Ms: percentile(persistMs, 0.99),
    loopStallP99Ms: percentile(stallMs, 0.99),
  };
}

function median(results: readonly Result[], pick: (result: Result) => number): number {
  return percentile(results.map(pick), 0.5);
}

const seconds = Number(process.argv[2] ?? "1");
for (const batch of BATCHES) {
  const thread: Result[] = [];
  const worker: Result[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    thread.push(await measure("thread", batch, seconds));
    worker.push(await measure("worker", batch, seconds));
  }
  const line = (name: string, results: readonly Result[]): string =>
    `${name} ${median(results, (r) => r.entriesPerSecond).toFixed(0)}/s, persist p50 ${median(results, (r) => r.persistP50Ms).toFixed(2)} p99 ${median(results, (r) => r.persistP99Ms).toFixed(2)} ms, loop stalls p99 ${median(results, (r) => r.loopStallP99Ms).toFixed(2)} ms`;
  const ratio =
    median(worker, (r) => r.entriesPerSecond) / median(thread, (r) => r.entriesPerSecond);
  console.log(
    `batch of ${batch}: ${line("thread", thread)}; ${line("worker", worker)}; worker/thread ${ratio.toFixed(2)}`,
  );
}
