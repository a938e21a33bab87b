import { createHash } from "node:crypto";
import type { StateMachine } from "../state-machine/types.ts";
import { RaftError } from "./errors.ts";

/** Members hash the same chunks, so it is the same for all. */
const HASH_CHUNK_BYTES = 256 * 1024;

interface HashOptions {
  readonly signal: AbortSignal;
}

/** The state of this moment, to be hashed or returned. @throws RaftError STATE_MACHINE: a machine that cannot be read now stops nobody. */
export function openState(
  stateMachine: Pick<StateMachine, "createSnapshot">,
  { signal }: HashOptions,
): AsyncIterable<Uint8Array> {
  try {
    return stateMachine.createSnapshot({ chunkBytesMax: HASH_CHUNK_BYTES, signal });
  } catch (cause) {
    throw createUnreadable(cause);
  }
}

/** SHA-256 of the chunks one after another. @throws what the signal was aborted with; RaftError STATE_MACHINE where a chunk cannot be read. */
export async function hashState(
  chunks: AsyncIterable<Uint8Array>,
  { signal }: HashOptions,
): Promise<Uint8Array> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
    }
  } catch (cause) {
    throw signal.aborted ? cause : createUnreadable(cause);
  }
  return new Uint8Array(hash.digest());
}

function createUnreadable(cause: unknown): RaftError {
  return new RaftError(
    "the state machine's state cannot be read whole",
    { code: "STATE_MACHINE", rejection: "failed" },
    { cause },
  );
}
