import { describe, expect, it } from "vitest";
import { honorLeaderRequirement } from "../../../src/server/leader-requirement.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";
import { callUnary, fakeContext } from "./fakes.ts";

const REQUEST = new Uint8Array(0);
const ANSWER = Uint8Array.of(7);

function serviceOf(leader: number | null): ReturnType<typeof honorLeaderRequirement> {
  return honorLeaderRequirement(
    {
      name: "etcdserverpb.KV",
      methods: [{ kind: "unary", name: "Put", call: async () => ANSWER }],
    },
    { access: { running: () => ({ node: { status: () => ({ leader }) } }) } },
  );
}

const requiring = fakeContext({ headers: { hasleader: "true" } });

describe("a call of an etcd client that requires a leader", () => {
  it("is refused at once where none is known, with etcd's words and safe to send elsewhere", async () => {
    await expect(callUnary(serviceOf(null), "Put", REQUEST, requiring)).rejects.toMatchObject({
      code: RPC_CODE.UNAVAILABLE,
      message: "etcdserver: no leader",
      trailers: { "raft-not-done": "true" },
    });
  });

  it("goes on where one is known, as does a call that requires none", async () => {
    expect(await callUnary(serviceOf(3), "Put", REQUEST, requiring)).toBe(ANSWER);
    expect(await callUnary(serviceOf(null), "Put", REQUEST)).toBe(ANSWER);
    const other = fakeContext({ headers: { hasleader: "false" } });
    expect(await callUnary(serviceOf(null), "Put", REQUEST, other)).toBe(ANSWER);
  });
});
