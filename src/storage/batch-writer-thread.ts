/** The program of the writer's thread: started by WorkerBatchWriter, never imported. */
import { parentPort, workerData } from "node:worker_threads";
import { assert, assertNever } from "../utils/assert.ts";
import { decodeBatch } from "./batch-codec.ts";
import type { WriterRequest, WriterResponse, WriterThreadData } from "./batch-writer-protocol.ts";
import { RocksDb } from "./rocksdb-binding.ts";
import { StorageError } from "./types.ts";

const port = parentPort;
assert(port !== null, "the batch writer's thread is started as a worker");
const { handle, path }: WriterThreadData = workerData;
const db: RocksDb = await RocksDb.attach({ handle, path });

const respond = (response: WriterResponse): void => port.postMessage(response);

function run(request: Exclude<WriterRequest, { kind: "stop" }>): WriterResponse {
  try {
    switch (request.kind) {
      case "write":
        db.write(decodeBatch(request.batch), { sync: request.sync });
        break;
      case "deleteRange":
        db.deleteRange(request.range);
        break;
      default:
        assertNever(request);
    }
    return { kind: "done" };
  } catch (error) {
    if (error instanceof StorageError) {
      return { kind: "failed", message: error.message, detail: error.detail };
    }
    throw error;
  }
}

port.on("message", (request: WriterRequest) => {
  if (request.kind === "stop") {
    port.close();
  } else {
    respond(run(request));
  }
});
respond({ kind: "ready" });
