import { describe, expect, it } from "vitest";
import { RaftError } from "../../../src/core/errors.ts";
import { raft } from "../../../src/gen/proto.js";
import { createClientService } from "../../../src/server/client-service.ts";
import { RangeBudget } from "../../../src/server/range-budget.ts";
import { RPC_CODE, RpcError } from "../../../src/server/rpc-error.ts";
import {
  decodeSessionEnvelope,
  encodeOpenResult,
  encodeOpenSession,
} from "../../../src/state-machine/sessions/session-envelope.ts";
import type { StateMachine } from "../../../src/state-machine/types.ts";
import {
  FAKE_STATUS,
  type FakeNode,
  FakeClock,
  callUnary,
  fakeContext,
  fakeNode,
  fakeRangeMetrics,
} from "./fakes.ts";

const {
  OpenSessionRequest,
  OpenSessionResponse,
  ProposeRequest,
  ProposeResponse,
  QueryRequest,
  QueryResponse,
} = raft.v1;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const MACHINE: StateMachine = {
  apply: async () => [],
  applied: () => undefined,
  appliedIndex: () => 9,
  query: async (request) => request,
  createSnapshot: async function* () {},
  applySnapshot: async () => undefined,
  installed: () => undefined,
  close: async () => undefined,
};

function setup(
  node: FakeNode = fakeNode({}),
  stateMachine: StateMachine = MACHINE,
  budget: RangeBudget | null = null,
) {
  const service = createClientService(
    { requestTimeoutMs: 500, streamProposalsMax: 2 },
    {
      access: { running: () => ({ node, stateMachine }) },
      clock: new FakeClock(),
      queryBudget: budget === null ? null : { budget, readBytesMax: 100 },
    },
  );
  return { service, node };
}

describe("client Propose", () => {
  it("answers with index, term and the state machine's result", async () => {
    const { service, node } = setup();

    const answer = await callUnary(
      service,
      "Propose",
      ProposeRequest.encode({ sequence: 3, data: bytes("x") }).finish(),
    );

    expect(ProposeResponse.decode(answer)).toMatchObject({
      sequence: 3,
      index: 5,
      term: 4,
      code: 0,
    });
    expect(node.proposed[0]?.deadlineMs).toBe(1000);
  });

  it("fails with the state machine's rejection", async () => {
    const rejected = { kind: "rejected", code: "OUT_OF_RANGE", message: "no" } as const;
    const { service } = setup(
      fakeNode({ propose: async () => ({ index: 1, term: 1, result: rejected }) }),
    );

    await expect(callUnary(service, "Propose", new Uint8Array())).rejects.toMatchObject({
      code: RPC_CODE.OUT_OF_RANGE,
      message: "no",
    });
  });

  it("says that an unknown outcome is unknown", async () => {
    const error = new RaftError("deadline", { code: "OUTCOME_UNKNOWN", index: 4 });
    const { service } = setup(fakeNode({ propose: async () => await Promise.reject(error) }));

    await expect(callUnary(service, "Propose", new Uint8Array())).rejects.toMatchObject({
      code: RPC_CODE.UNKNOWN,
    });
  });

  it("names the leader of a node that is not it", async () => {
    const error = new RaftError("not the leader", { code: "NOT_LEADER", leader: 2 });
    const { service } = setup(fakeNode({ propose: async () => await Promise.reject(error) }));

    await expect(callUnary(service, "Propose", new Uint8Array())).rejects.toMatchObject({
      code: RPC_CODE.FAILED_PRECONDITION,
      trailers: { "raft-leader-id": "2" },
    });
  });

  it("refuses a sequence above 2^53 - 1", async () => {
    const { service, node } = setup();

    const call = callUnary(
      service,
      "Propose",
      ProposeRequest.encode({ sequence: 2 ** 60 }).finish(),
    );

    await expect(call).rejects.toMatchObject({
      code: RPC_CODE.INVALID_ARGUMENT,
      message: expect.stringContaining("sequence"),
    });
    expect(node.proposed).toEqual([]);
  });
});

describe("client sessions", () => {
  it("are opened through the log, under the id that the log gave them", async () => {
    const node = fakeNode({
      propose: async () => ({
        index: 5,
        term: 4,
        result: { kind: "applied", result: encodeOpenResult(5) },
      }),
    });
    const { service } = setup(node);

    const answer = await callUnary(service, "OpenSession", OpenSessionRequest.encode({}).finish());

    expect(OpenSessionResponse.decode(answer).clientId).toBe(5);
    expect(decodeSessionEnvelope(node.proposed[0]!.data)).toEqual({ kind: "open" });
  });

  it("put a request with a client id into an envelope, and leave others as they are", async () => {
    const { service, node } = setup();
    const data = bytes("x");

    await callUnary(
      service,
      "Propose",
      ProposeRequest.encode({ sequence: 3, clientId: 5, acknowledged: 2, data }).finish(),
    );
    await callUnary(service, "Propose", ProposeRequest.encode({ sequence: 3, data }).finish());
    await callUnary(
      service,
      "Propose",
      ProposeRequest.encode({ data: encodeOpenSession() }).finish(),
    );

    expect(node.proposed.map((proposal) => decodeSessionEnvelope(proposal.data))).toEqual([
      {
        kind: "request",
        request: { clientId: 5, sequence: 3, acknowledged: 2 },
        data: Buffer.from("x"),
      },
      { kind: "plain", data: Buffer.from("x") },
      { kind: "plain", data: Buffer.from(encodeOpenSession()) },
    ]);
  });

  it.each([
    [{ clientId: 5, sequence: 0, data: bytes("x") }, "sequence"],
    [{ clientId: 5, sequence: 2, acknowledged: 2, data: bytes("x") }, "acknowledged"],
    [{ sequence: 2, acknowledged: 1, data: bytes("x") }, "client_id"],
    [{ clientId: 5, sequence: 2 }, "data"],
    [{ clientId: 2 ** 60, sequence: 2, data: bytes("x") }, "client_id"],
    [{ clientId: 1, sequence: 2, acknowledged: 2 ** 60, data: bytes("x") }, "acknowledged"],
  ])("refuse the request %j by the field's name", async (request, field) => {
    const { service, node } = setup();

    await expect(
      callUnary(service, "Propose", ProposeRequest.encode(request).finish()),
    ).rejects.toMatchObject({
      code: RPC_CODE.INVALID_ARGUMENT,
      message: expect.stringContaining(field),
    });
    expect(node.proposed).toEqual([]);
  });

  it("do not exist for a machine with a store of its own, whose bytes pass as they are", async () => {
    const { service, node } = setup(fakeNode({}), { ...MACHINE, keepsOwnStore: true });
    const data = encodeOpenSession();

    await expect(callUnary(service, "OpenSession", new Uint8Array())).rejects.toMatchObject({
      code: RPC_CODE.UNIMPLEMENTED,
    });
    await expect(
      callUnary(
        service,
        "Propose",
        ProposeRequest.encode({ clientId: 1, sequence: 1, data }).finish(),
      ),
    ).rejects.toMatchObject({ code: RPC_CODE.UNIMPLEMENTED });
    await callUnary(service, "Propose", ProposeRequest.encode({ data }).finish());

    expect(node.proposed.map((proposal) => Buffer.from(proposal.data))).toEqual([
      Buffer.from(data),
    ]);
  });
});

describe("client Propose with require_leader", () => {
  const request = ProposeRequest.encode({ data: bytes("x"), requireLeader: true }).finish();

  function follower(leader: number | null): FakeNode {
    return { ...fakeNode({}), status: () => ({ ...FAKE_STATUS, nodeId: 9, leader }) };
  }

  it("passes at the leader", async () => {
    const { service, node } = setup();

    await callUnary(service, "Propose", request);

    expect(node.proposed).toHaveLength(1);
  });

  it("is refused at a follower, with the leader's id and address", async () => {
    const { service, node } = setup(follower(7));

    await expect(callUnary(service, "Propose", request)).rejects.toMatchObject({
      code: RPC_CODE.FAILED_PRECONDITION,
      message: "node 9 does not lead: ask node 7, whose peers know it as h:2380",
      trailers: { "raft-leader-id": "7", "raft-leader-address": "h:2380" },
    });
    expect(node.proposed).toEqual([]);
  });

  it("is refused as unavailable where nobody leads", async () => {
    const { service } = setup(follower(null));

    await expect(callUnary(service, "Propose", request)).rejects.toMatchObject({
      code: RPC_CODE.UNAVAILABLE,
      trailers: { "raft-not-done": "true" },
    });
  });
});

describe("client ProposeStream", () => {
  async function run(node: FakeNode, requests: readonly raft.v1.ProposeRequest.$Shape[]) {
    const method = setup(node).service.methods.find(({ name }) => name === "ProposeStream");
    if (method?.kind !== "stream") {
      throw new Error("no stream");
    }
    async function* input() {
      yield* requests.map((request) => ProposeRequest.encode(request).finish());
    }
    const answers: raft.v1.ProposeResponse[] = [];
    for await (const answer of method.call(input(), fakeContext({ deadlineMs: Infinity }))) {
      answers.push(ProposeResponse.decode(answer));
    }
    return answers;
  }

  it("answers each proposal by its sequence, failures included, and goes on", async () => {
    const full = new RaftError("full", { code: "PROPOSAL_DROPPED", reason: "queueFull" });
    const node = fakeNode({
      propose: async (data) =>
        data.length === 0
          ? await Promise.reject(full)
          : { index: 1, term: 1, result: { kind: "applied", result: data } },
    });

    const answers = await run(node, [
      { sequence: 1, data: bytes("a") },
      { sequence: 2 },
      { sequence: 3, data: bytes("c") },
    ]);

    expect(answers.map(({ sequence, code }) => [sequence, code])).toEqual([
      [1, 0],
      [2, RPC_CODE.RESOURCE_EXHAUSTED],
      [3, 0],
    ]);
  });

  it("gives each proposal the request timeout, not the stream's endless one", async () => {
    const node = fakeNode({});

    await run(node, [{ sequence: 1, data: bytes("a") }]);

    expect(node.proposed[0]?.deadlineMs).toBe(500);
  });
});

describe("client Query", () => {
  it("reads through the log's read point", async () => {
    const { service, node } = setup();

    const answer = await callUnary(
      service,
      "Query",
      QueryRequest.encode({ data: bytes("q") }).finish(),
    );

    expect(QueryResponse.decode(answer).index).toBe(11);
    expect(node.reads).toBe(1);
  });

  it("reads the applied state where serializable is set", async () => {
    const { service, node } = setup();

    const answer = await callUnary(
      service,
      "Query",
      QueryRequest.encode({ serializable: true }).finish(),
    );

    expect(QueryResponse.decode(answer).index).toBe(9);
    expect(node.reads).toBe(0);
  });
});

describe("a client's query that is given up", () => {
  it.each([RPC_CODE.CANCELLED, RPC_CODE.DEADLINE_EXCEEDED])(
    "fails with the code %d of its signal, whatever the machine throws then",
    async (code) => {
      const aborted = AbortSignal.abort(new RpcError(code, "given up"));
      const { service } = setup(fakeNode({}), {
        ...MACHINE,
        query: () => Promise.reject(new Error("the machine's own")),
      });

      const answer = callUnary(
        service,
        "Query",
        QueryRequest.encode({ data: bytes("x") }).finish(),
        fakeContext({ signal: aborted }),
      );

      await expect(answer).rejects.toMatchObject({ code, message: "given up" });
    },
  );
});

describe("client Query within a budget", () => {
  const query = QueryRequest.encode({ data: bytes("four"), serializable: true }).finish();

  it("holds what its answer takes until the call is over", async () => {
    const budget = new RangeBudget(
      { bytesMax: 150, waitersMax: 0 },
      { clock: new FakeClock(), metrics: fakeRangeMetrics() },
    );
    const { service } = setup(fakeNode({}), MACHINE, budget);
    const context = fakeContext({});

    await callUnary(service, "Query", query, context);
    expect(budget.bytes).toBe(4);
    context.end();

    expect(budget.bytes).toBe(0);
  });

  it("is refused with a sentence where other answers leave no room, and asks the machine nothing", async () => {
    const budget = new RangeBudget(
      { bytesMax: 150, waitersMax: 0 },
      { clock: new FakeClock(), metrics: fakeRangeMetrics() },
    );
    await budget.acquire(60, fakeContext({}));
    let queries = 0;
    const { service } = setup(
      fakeNode({}),
      { ...MACHINE, query: async (request) => ((queries += 1), request) },
      budget,
    );

    await expect(callUnary(service, "Query", query)).rejects.toMatchObject({
      code: RPC_CODE.RESOURCE_EXHAUSTED,
      message: expect.stringContaining("try again later"),
    });
    expect(queries).toBe(0);
  });

  it("is refused as too much at its deadline, though its signal was aborted for the deadline", async () => {
    const clock = new FakeClock();
    const budget = new RangeBudget(
      { bytesMax: 150, waitersMax: 1 },
      { clock, metrics: fakeRangeMetrics() },
    );
    await budget.acquire(60, fakeContext({}));
    const { service } = setup(fakeNode({}), MACHINE, budget);
    const abort = new AbortController();
    clock.after(200, () => abort.abort(new RpcError(RPC_CODE.DEADLINE_EXCEEDED, "late")));
    const context = fakeContext({ signal: abort.signal, deadlineMs: 200 });
    const refused = expect(callUnary(service, "Query", query, context)).rejects.toMatchObject({
      code: RPC_CODE.RESOURCE_EXHAUSTED,
    });
    await expect.poll(() => budget.waiting).toBe(1);

    clock.advance(200);

    await refused;
  });
});
