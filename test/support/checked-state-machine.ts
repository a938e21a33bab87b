import { createHash } from "node:crypto";
import type { StateStage } from "../../src/state-machine/types.ts";
import { EchoStateMachine } from "./echo-state-machine.ts";

/** Notices every chunk that is bad, missing or out of place: the last one is a hash of those before. */
export class CheckedStateMachine extends EchoStateMachine {
  override createSnapshot(): AsyncIterable<Uint8Array> {
    return withHash(super.createSnapshot());
  }

  override async applySnapshot(
    chunks: AsyncIterable<Uint8Array>,
    stage: StateStage,
  ): Promise<void> {
    await super.applySnapshot(withoutHash(chunks), stage);
  }
}

async function* withHash(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  yield new Uint8Array(hash.digest());
}

async function* withoutHash(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const hash = createHash("sha256");
  let last: Uint8Array | null = null;
  for await (const chunk of chunks) {
    if (last !== null) {
      hash.update(last);
      yield last;
    }
    last = chunk;
  }
  if (last === null || Buffer.compare(last, hash.digest()) !== 0) {
    throw new Error("the snapshot is bad or cut short");
  }
}
