import { Worker } from "node:worker_threads";
import { assert } from "../utils/assert.ts";
import { encodeBatch } from "./batch-codec.ts";
import type { BatchWriter } from "./batch-writer.ts";
import type { WriterRequest, WriterResponse, WriterThreadData } from "./batch-writer-protocol.ts";
import type { KeyRange, RocksDb, WriteOperation } from "./rocksdb-binding.ts";
import { StorageError } from "./types.ts";

interface Waiter {
  resolve(): void;
  reject(error: Error): void;
}

/** The thread's program stands beside this file, as built, or as source behind a loader. */
function createWorker(workerData: WriterThreadData): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  const program = isSource ? "./batch-writer-thread.dev.mjs" : "./batch-writer-thread.js";
  return new Worker(new URL(program, import.meta.url), { workerData });
}

/**
 * Writes in a thread of its own that shares the open database, so that the calling thread goes on receiving while a batch is synced.
 * Small batches that are not synced are written in the calling thread where nothing is in flight: they are copies in memory, and
 * cheaper than the hop.
 */
export class WorkerBatchWriter implements BatchWriter {
  readonly #db: RocksDb;
  readonly #worker: Worker;
  /** In the order of the requests. */
  readonly #waiters: Waiter[] = [];
  readonly #exited: Promise<void>;
  #failure: StorageError | null = null;
  #stopping = false;

  private constructor(db: RocksDb, worker: Worker) {
    this.#db = db;
    this.#worker = worker;
    worker.on("message", (response: WriterResponse) => this.#receive(response));
    worker.on("error", (cause) => this.#fail(cause));
    this.#exited = new Promise((resolve) => {
      worker.once("exit", (code) => {
        if (!this.#stopping) {
          this.#fail(new Error(`exit code ${code}`));
        }
        resolve();
      });
    });
  }

  /** Resolves when the thread is ready. @throws StorageError WRITE_FAILED when it cannot start. */
  static async start(dependencies: {
    readonly db: RocksDb;
    readonly path: string;
  }): Promise<WorkerBatchWriter> {
    const { db, path } = dependencies;
    const writer = new WorkerBatchWriter(db, createWorker({ handle: db.handle, path }));
    await writer.#wait();
    // An idle writer must not keep the process alive.
    writer.#worker.unref();
    return writer;
  }

  async write(
    operations: readonly WriteOperation[],
    options: { readonly sync: boolean },
  ): Promise<void> {
    if (!options.sync && this.#waiters.length === 0 && isSmall(operations)) {
      this.#checkAlive();
      this.#db.write(operations, options);
      return;
    }
    const batch = encodeBatch(operations);
    await this.#request({ kind: "write", batch, sync: options.sync }, [batch.buffer]);
  }

  async deleteRange(range: KeyRange): Promise<void> {
    await this.#request({ kind: "deleteRange", range }, []);
  }

  async close(): Promise<void> {
    if (!this.#stopping) {
      this.#stopping = true;
      this.#worker.ref();
      this.#post({ kind: "stop" }, []);
    }
    await this.#exited;
  }

  async #request(request: WriterRequest, transfer: readonly ArrayBuffer[]): Promise<void> {
    this.#checkAlive();
    this.#post(request, transfer);
    this.#worker.ref();
    await this.#wait();
  }

  #wait(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
    });
  }

  #post(request: WriterRequest, transfer: readonly ArrayBuffer[]): void {
    this.#worker.postMessage(request, transfer);
  }

  #receive(response: WriterResponse): void {
    const waiter = this.#waiters.shift();
    assert(waiter !== undefined, "the batch writer's thread answers each request once");
    if (this.#waiters.length === 0) {
      this.#worker.unref();
    }
    if (response.kind === "failed") {
      waiter.reject(new StorageError(response.message, response.detail));
    } else {
      waiter.resolve();
    }
  }

  /** Whether the requests in flight were written is unknown: they have failed. */
  #fail(cause: unknown): void {
    this.#failure ??= new StorageError(
      "cannot write to the database: the batch writer's thread has ended; start the node again",
      { code: "WRITE_FAILED" },
      { cause },
    );
    for (const waiter of this.#waiters.splice(0)) {
      waiter.reject(this.#failure);
    }
  }

  #checkAlive(): void {
    if (this.#failure !== null) {
      throw this.#failure;
    }
  }
}

/** Above it, the copy takes longer than the hop to the thread. */
const SMALL_BATCH_BYTES_MAX = 256 * 1024;

function isSmall(operations: readonly WriteOperation[]): boolean {
  let bytes = 0;
  for (const { key, value } of operations) {
    bytes += key.byteLength + (value?.byteLength ?? 0);
  }
  return bytes <= SMALL_BATCH_BYTES_MAX;
}
