import type { Message } from "../raft/index.ts";

/** What an object with a handful of numbers takes, roughly: a bound on memory needs no more. */
const OVERHEAD_BYTES = 128;

/** Bytes that a message holds while it waits, near enough for a bound. */
export function messageBytes(message: Message): number {
  switch (message.type) {
    case "append":
    case "propose": {
      let bytes = OVERHEAD_BYTES;
      for (const entry of message.entries) {
        bytes += OVERHEAD_BYTES + entry.data.length + entry.context.length;
      }
      return bytes;
    }
    case "snapshot":
      return OVERHEAD_BYTES + message.snapshot.data.length;
    case "heartbeat":
    case "heartbeatResponse":
    case "readIndex":
    case "readIndexResponse":
      return OVERHEAD_BYTES + message.context.length;
    default:
      return OVERHEAD_BYTES;
  }
}
