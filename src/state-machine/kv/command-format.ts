import { StateMachineError } from "../errors.ts";
import { undecodable } from "../bytes.ts";

/** Format 1: put, deleteRange, range. */
export const KV_FORMAT_FIRST = 1;
/** Format 2: also txn. */
export const KV_FORMAT_TXN = 2;

/**
 * The newest format of commands and results that this code reads. Every command has the lowest format that can say it, so that members
 * of different versions go on together; a new type or field is a new format, which is proposed only when all members know it. No version that reads
 * format 1 alone was ever released, so format 2 needs no such agreement.
 */
export const KV_COMMAND_FORMAT: number = KV_FORMAT_TXN;

/** @throws StateMachineError NEWER_FORMAT; UNDECODABLE for 0, which no version ever wrote. */
export function checkFormat(found: number, what: string): void {
  if (found > KV_COMMAND_FORMAT) {
    throw new StateMachineError(
      `${what} has format version ${found}, but this node understands up to ${KV_COMMAND_FORMAT}: upgrade it to the version of the member that wrote it`,
      { code: "NEWER_FORMAT", found, supported: KV_COMMAND_FORMAT },
    );
  }
  if (found === 0) {
    throw undecodable(`${what} has format version 0, the lowest is 1`);
  }
}
