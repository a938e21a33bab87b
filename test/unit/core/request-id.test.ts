import { describe, expect, it } from "vitest";
import { decodeRequestId, drawStartNonce, RequestIds } from "../../../src/core/request-id.ts";

describe("a request id", () => {
  it.each([
    { nodeId: 1, startNonce: 0, sequence: 1 },
    { nodeId: 2 ** 53 - 1, startNonce: 2 ** 48 - 1, sequence: 2 ** 53 - 1 },
    { nodeId: 255, startNonce: 2 ** 32, sequence: 2 ** 31 },
  ])("comes back as it went: $nodeId, $startNonce, $sequence", (id) => {
    const ids = new RequestIds(id);

    expect(decodeRequestId(ids.encode(id.sequence))).toEqual(id);
    expect(ids.sequenceOf(ids.encode(id.sequence))).toBe(id.sequence);
  });

  it("is not read from other bytes", () => {
    const ids = new RequestIds({ nodeId: 1, startNonce: 2 });
    const longer = Uint8Array.from([...ids.encode(1), 0]);

    expect(ids.sequenceOf(new Uint8Array(0))).toBeNull();
    expect(ids.sequenceOf(longer)).toBeNull();
    expect(decodeRequestId(longer)).toBeNull();
  });

  it("counts up and never repeats", () => {
    const ids = new RequestIds({ nodeId: 1, startNonce: 2 });

    expect([ids.nextSequence(), ids.nextSequence(), ids.nextSequence()]).toEqual([1, 2, 3]);
  });

  it("draws 48 bits for each start", () => {
    expect(drawStartNonce((bound) => bound - 1)).toBe(2 ** 48 - 1);
    expect(drawStartNonce(() => 0)).toBe(0);
  });
});
