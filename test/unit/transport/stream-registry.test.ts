import { describe, expect, it } from "vitest";
import { PeerRequests } from "../../../src/transport/peer-requests.ts";
import { type IncomingStream, StreamRegistry } from "../../../src/transport/stream-registry.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { rejection } from "../../support/node-harness.ts";

async function* silence(): AsyncIterable<Uint8Array> {
  await new Promise(() => undefined);
  yield new Uint8Array(0);
}

function stream(
  from: number,
  epoch: number,
  clock: ManualClock = new ManualClock(),
): IncomingStream {
  return { from, epoch, requests: new PeerRequests(silence(), { clock }) };
}

describe("the registry of incoming streams", () => {
  it("takes one stream of each peer up to its bound, and a newer one of a peer in the place of its last", () => {
    const registry = new StreamRegistry({ streamsMax: 2 });
    const [first, second] = [stream(1, 1), stream(2, 1)];
    registry.admit(first);
    registry.admit(second);

    expect(() => registry.admit(stream(3, 1))).toThrow(/2 peers have a stream open/);
    registry.admit(stream(2, 2));
    registry.release(first);
    registry.admit(stream(3, 2));
  });

  it("remembers a peer's epoch after its stream has ended", () => {
    const registry = new StreamRegistry({ streamsMax: 2 });
    const first = stream(1, 7);
    registry.admit(first);
    registry.release(first);

    expect(() => registry.admit(stream(1, 7))).toThrow(/the newest one seen is 7/);
    expect(() => registry.admit(stream(1, 6))).toThrow(/the newest one seen is 7/);
    registry.admit(stream(1, 8));
  });

  it("does not release the stream that has taken a place when the one before it ends", async () => {
    const registry = new StreamRegistry({ streamsMax: 2 });
    const [older, newer] = [stream(1, 1), stream(1, 2)];
    registry.admit(older);
    registry.admit(newer);

    registry.release(older);
    registry.admit(stream(1, 3));

    expect(String(await rejection(newer.requests.next()))).toMatch(/has opened a newer stream/);
  });

  it("counts silence only while somebody waits for the next request", async () => {
    const clock = new ManualClock();
    const registry = new StreamRegistry({ streamsMax: 2 });
    const quiet = stream(1, 1, clock);
    registry.admit(quiet);
    clock.advance(5000);
    registry.failSilent({ nowMs: clock.now(), silenceMaxMs: 1000 });
    const waiting = rejection(quiet.requests.next());
    clock.advance(999);
    registry.failSilent({ nowMs: clock.now(), silenceMaxMs: 1000 });
    clock.advance(1);

    registry.failSilent({ nowMs: clock.now(), silenceMaxMs: 1000 });

    expect(String(await waiting)).toMatch(/nothing was heard from node 1 for 1000 ms/);
  });
});
