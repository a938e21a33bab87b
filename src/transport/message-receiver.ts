import type { NodeId } from "../raft/index.ts";
import type { Clock } from "../utils/clock.ts";
import type { Hello } from "./hello.ts";
import type { PeerRequests } from "./peer-requests.ts";
import { decodeFrame, encodeReceived, type Frame } from "./stream-codec.ts";
import { malformed } from "./transport-error.ts";
import type { PeerMetrics } from "./transport-metrics.ts";
import type { PeerMessage } from "./types.ts";

/** A member passes these on to its leader in the name of who sent them first. */
const PASSED_ON: ReadonlySet<PeerMessage["type"]> = new Set([
  "propose",
  "readIndex",
  "transferLeader",
]);

export interface MessageReceiverDependencies {
  readonly requests: PeerRequests;
  readonly clock: Clock;
  readonly metrics: PeerMetrics;
  readonly receive: (message: PeerMessage) => void;
}

/**
 * What follows an accepted hello on a stream of messages: gives each message on, and answers now and then, so that the sender knows that it is heard.
 *
 * @throws TransportError MALFORMED at the first frame or message that may not stand there; nothing of its frame has been given on then.
 */
export async function* receiveMessages(
  options: {
    readonly nodeId: NodeId;
    readonly hello: Hello;
    /** An answer stands for all frames within so long. */
    readonly answerIntervalMs: number;
  },
  dependencies: MessageReceiverDependencies,
): AsyncIterable<Uint8Array> {
  const { requests, clock, metrics, receive } = dependencies;
  yield encodeReceived(0);
  let lastNumber = 0;
  let answeredAtMs = clock.now();
  for (let bytes = await requests.next(); bytes !== null; bytes = await requests.next()) {
    const frame = decodeFrame(bytes);
    if (frame.number !== lastNumber + 1) {
      throw malformed("frame number", `must be ${lastNumber + 1}, found ${frame.number}`);
    }
    checkAddresses(frame, options);
    lastNumber = frame.number;
    metrics.framesReceived(bytes.length);
    for (const message of frame.messages) {
      receive(message);
    }
    const now = clock.now();
    if (now - answeredAtMs >= options.answerIntervalMs) {
      answeredAtMs = now;
      yield encodeReceived(lastNumber);
    }
  }
}

function checkAddresses(
  frame: Frame,
  { nodeId, hello }: { readonly nodeId: NodeId; readonly hello: Hello },
): void {
  for (const { type, from, to } of frame.messages) {
    const isFromCaller = from === hello.from.nodeId || PASSED_ON.has(type);
    if (!isFromCaller || from === nodeId || to !== nodeId) {
      throw malformed(
        `message of type ${type}`,
        `must go from node ${hello.from.nodeId} to node ${nodeId}, found ${from} to ${to}`,
      );
    }
  }
}
