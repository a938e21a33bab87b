import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Http2Dialer } from "../../../src/transport/http2-dialer.ts";
import { sizeMessage } from "../../../src/transport/message-codec.ts";
import { encodeFrame, encodeMessagesHello } from "../../../src/transport/stream-codec.ts";
import type { TransportError } from "../../../src/transport/transport-error.ts";
import type { PeerMessage } from "../../../src/transport/types.ts";
import { heartbeat, RecordingReceiver } from "../../compliance/transport.ts";
import {
  createGrpcPeer,
  type GrpcPeer,
  TEST_TOKEN,
  untilReal,
} from "../../support/grpc-network.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { TcpProxy } from "../../support/tcp-proxy.ts";
import { helloTo, openMessages, openSnapshot, RawStream } from "./raw-stream.ts";

const INVALID_ARGUMENT = 3;
const FAILED_PRECONDITION = 9;
const ABORTED = 10;
const UNIMPLEMENTED = 12;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

function frame(number: number, ...messages: PeerMessage[]): Uint8Array {
  return encodeFrame({ number, messages: messages.map(sizeMessage) });
}

describe("a peer's port", () => {
  let node: GrpcPeer;
  let receiver: RecordingReceiver & { isRemoved?: (nodeId: number) => boolean };

  beforeEach(async () => {
    node = await createGrpcPeer({ nodeId: 2 });
    receiver = new RecordingReceiver();
    await node.transport.start(receiver);
    node.transport.setPeers([{ nodeId: 1, address: "127.0.0.1:1", storeId: "store-1" }]);
  });

  afterEach(async () => {
    await node.close();
  });

  it.each([
    ["of another cluster", { clusterId: "cluster-2" }, /now belongs to another cluster/],
    ["for another member", { toNodeId: 3 }, /called node 3, this is node 2/],
    ["for another volume", { toStoreId: "store-9" }, /on volume store-9, it is on volume store-2/],
    [
      "of a member on another volume",
      { from: { nodeId: 1, address: "127.0.0.1:1", storeId: "store-7" } },
      /node 1 called from volume store-7, the cluster knows it on volume store-1/,
    ],
    [
      "of the node itself",
      { from: { nodeId: 2, address: "127.0.0.1:1", storeId: "store-2" } },
      /is itself/,
    ],
    [
      "of nobody",
      { from: { nodeId: 0, address: "127.0.0.1:1", storeId: "store-2" } },
      /cannot name/,
    ],
  ])("refuses a stream %s, on both methods", async (_, changes, sentence) => {
    for (const open of [openMessages, openSnapshot]) {
      const refusal = await open(node, changes).refusal();

      expect(refusal.grpcCode).toBe(FAILED_PRECONDITION);
      expect(refusal.message).toMatch(sentence);
    }
    expect(receiver.discoveries).toEqual([]);
  });

  it("refuses a peer that understands no format of ours, with a sentence", async () => {
    const { grpcCode, message } = await openMessages(node, {
      versions: { min: 2, max: 3 },
    }).refusal();

    expect(grpcCode).toBe(UNIMPLEMENTED);
    expect(message).toMatch(/format versions 2 to 3 and this node 1 to 1/);
  });

  it("refuses a removed member, and ends the stream that it had", async () => {
    const stream = await openMessages(node).accepted();
    receiver.isRemoved = (nodeId) => nodeId === 1;

    node.transport.setPeers([]);

    expect(await stream.refusal()).toMatchObject({ grpcCode: FAILED_PRECONDITION });
    const again = await openMessages(node).refusal();
    expect(again.grpcCode).toBe(FAILED_PRECONDITION);
    expect(again.message).toMatch(/node 1 was removed from cluster cluster-1/);
  });

  it("refuses whoever lacks the token", async () => {
    const stream = new RawStream(node, { authorization: "Bearer wrong-wrong-wrong" });

    expect(await stream.refusal()).toMatchObject({ grpcCode: UNAUTHENTICATED });
  });

  it("refuses everybody before the node has started, and after it has stopped", async () => {
    const unstarted = await createGrpcPeer({ nodeId: 3 });

    expect(await openMessages(unstarted).refusal()).toMatchObject({ grpcCode: UNAVAILABLE });
    await unstarted.close();
    const stream = await openMessages(node).accepted();
    await node.transport.close();

    expect(await stream.refusal()).toMatchObject({ grpcCode: UNAVAILABLE });
    expect(await openMessages(node).refusal()).toMatchObject({ grpcCode: UNAVAILABLE });
  });

  it("refuses a stream that is not newer than one it has seen, and says which that was", async () => {
    const first = await openMessages(node, { epoch: 500 }).accepted();

    const old = openMessages(node, { epoch: 500 });
    expect((await old.refusal()).message).toMatch(/epoch 500, the newest one seen is 500/);
    expect(old.outcome?.detail).toMatchObject({ epoch: 500 });
    const second = await openMessages(node, { epoch: 501 }).accepted();

    expect(await first.refusal()).toMatchObject({ grpcCode: ABORTED });
    expect(second.outcome).toBeUndefined();
    second.cancel();
  });

  it("gives on nothing of a stream whose place a newer one has taken", async () => {
    const first = await openMessages(node).accepted();
    const second = await openMessages(node).accepted();

    first.write(frame(1, heartbeat(1, 2, 1)));
    second.write(frame(1, heartbeat(1, 2, 2)));
    await untilReal(() => receiver.received.length > 0);

    expect(await first.refusal()).toMatchObject({ grpcCode: ABORTED });
    expect(receiver.received).toEqual([heartbeat(1, 2, 2)]);
    second.cancel();
  });

  it.each([
    ["a frame before the hello", [frame(1, heartbeat(1, 2, 1))], /must begin with a hello/],
    ["bytes that are no message", [Uint8Array.of(255, 255, 255)], /is cut short|not protobuf/],
  ])("closes a stream that begins with %s", async (_, requests, sentence) => {
    const stream = new RawStream(node);
    for (const request of requests) {
      stream.write(request);
    }

    const { grpcCode, message } = await stream.refusal();

    expect(grpcCode).toBe(INVALID_ARGUMENT);
    expect(message).toMatch(sentence);
  });

  it.each<[string, (target: GrpcPeer) => Uint8Array, RegExp]>([
    ["a frame twice", () => frame(1), /frame number must be 2, found 1/],
    ["a gap between frames", () => frame(3), /frame number must be 2, found 3/],
    [
      "a message of another member",
      () => frame(2, heartbeat(3, 2, 1)),
      /must go from node 1 to node 2, found 3 to 2/,
    ],
    [
      "a message for another member",
      () => frame(2, heartbeat(1, 3, 1)),
      /must go from node 1 to node 2, found 1 to 3/,
    ],
    [
      "a message in the receiver's own name",
      () => frame(2, { type: "transferLeader", from: 2, to: 2, term: 1 }),
      /found 2 to 2/,
    ],
    ["a second hello", (target) => encodeMessagesHello(helloTo(target)), /must hold a frame/],
    ["bytes that are no frame", () => Uint8Array.of(0x12, 0x7f), /cut short/],
    // Frame 2 with a message of type 99.
    [
      "a message of an unknown type",
      () => Uint8Array.of(0x12, 0x06, 0x08, 0x02, 0x12, 0x02, 0x08, 99),
      /message type must be from 0 to 18, found 99/,
    ],
    // Frame 2 with MsgHup, which a node sends to itself only.
    [
      "a message that never leaves its node",
      () => Uint8Array.of(0x12, 0x08, 0x08, 0x02, 0x12, 0x04, 0x10, 0x02, 0x18, 0x01),
      /never leaves its node/,
    ],
    // Frame 2 with MsgTransferLeader to node 2, of nobody.
    [
      "a message that says no sender",
      () => Uint8Array.of(0x12, 0x08, 0x08, 0x02, 0x12, 0x04, 0x08, 0x0d, 0x10, 0x02),
      /must say from and to, found 0 and 2/,
    ],
    // Frame 2 with a heartbeat whose term is 2^63.
    [
      "a number that is no safe integer",
      () =>
        Uint8Array.from([
          0x12, 0x15, 0x08, 0x02, 0x12, 0x11, 0x08, 0x08, 0x10, 0x02, 0x18, 0x01, 0x20, 0x80, 0x80,
          0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01,
        ]),
      /term must be an integer from 0 to 2\^53 - 1/,
    ],
  ])("closes a stream at %s, and goes on", async (_, hostile, sentence) => {
    const stream = await openMessages(node).accepted();
    stream.write(frame(1, heartbeat(1, 2, 1))).write(hostile(node));

    const { grpcCode, message } = await stream.refusal();

    expect(grpcCode).toBe(INVALID_ARGUMENT);
    expect(message).toMatch(sentence);
    expect(receiver.received).toEqual([heartbeat(1, 2, 1)]);
    const next = await openMessages(node).accepted();
    next.write(frame(1, heartbeat(1, 2, 2)));
    await untilReal(() => receiver.received.length === 2);
    next.cancel();
  });

  it("gives on what a member has passed on in another one's name", async () => {
    const stream = await openMessages(node).accepted();
    const message: PeerMessage = { type: "transferLeader", from: 3, to: 2, term: 1 };

    stream.write(frame(1, message));
    await untilReal(() => receiver.received.length > 0);

    expect(receiver.received).toEqual([message]);
    stream.cancel();
  });

  it("ends a stream on which nothing comes, and a call that never says hello", async () => {
    const [silent, mute] = [await openMessages(node).accepted(), new RawStream(node)];

    const refusals = [await silent.refusal(), await mute.refusal()];

    expect(refusals.map(({ message }) => message)).toEqual([
      expect.stringMatching(/nothing was heard from node 1/),
      expect.stringMatching(/no hello came/),
    ]);
  });
});

describe("nodes of two clusters", () => {
  it("refuse each other where an address now belongs to the other one", async () => {
    const one = await createGrpcPeer({ nodeId: 1, clusterId: "cluster-1" });
    const foreign = await createGrpcPeer({ nodeId: 2, clusterId: "cluster-2" });
    const [atOne, atForeign] = [new RecordingReceiver(), new RecordingReceiver()];
    await one.transport.start(atOne);
    await foreign.transport.start(atForeign);

    one.transport.setPeers([foreign.peer]);
    foreign.transport.setPeers([one.peer]);
    await untilReal(() => atOne.unreachableIds.length > 0 && atForeign.unreachableIds.length > 0);
    one.transport.send(heartbeat(1, 2, 1));
    foreign.transport.send(heartbeat(2, 1, 1));
    await untilReal(() => atOne.unreachableIds.length > 1 && atForeign.unreachableIds.length > 1);

    expect([...atOne.received, ...atForeign.received]).toEqual([]);
    expect([...atOne.discoveries, ...atForeign.discoveries]).toEqual([]);
    await one.close();
    await foreign.close();
  });
});

describe("a node that comes back", () => {
  it("is taken in under an epoch above its last one, though its clock went back", async () => {
    const [one, two] = [await createGrpcPeer({ nodeId: 1 }), await createGrpcPeer({ nodeId: 2 })];
    const atTwo = new RecordingReceiver();
    await one.transport.start(new RecordingReceiver());
    await two.transport.start(atTwo);
    one.transport.setPeers([two.peer]);
    await untilReal(() => atTwo.discoveries.length === 1);
    await one.close();

    const again = await createGrpcPeer({ nodeId: 1, transport: { epochStart: 1 } });
    await again.transport.start(new RecordingReceiver());
    again.transport.setPeers([two.peer]);
    await untilReal(() => atTwo.discoveries.length === 2);
    again.transport.send(heartbeat(1, 2, 7));
    await untilReal(() => atTwo.received.length === 1);

    await again.close();
    await two.close();
  });

  it("is connected to at once, however long it was tried in vain", async () => {
    const two = await createGrpcPeer({ nodeId: 2 });
    const atOne = new RecordingReceiver();
    // Attempts of its own come too seldom to be the reason.
    const one = await createGrpcPeer({ nodeId: 1, dependencies: { clock: new ManualClock() } });
    await one.transport.start(atOne);
    await two.transport.start(new RecordingReceiver());
    two.front.close();
    one.transport.setPeers([two.peer]);
    await untilReal(() => atOne.unreachableIds.length > 0);
    const again = await createGrpcPeer({ nodeId: 2, port: two.port });
    const atAgain = new RecordingReceiver();
    await again.transport.start(atAgain);

    again.transport.setPeers([one.peer]);

    await untilReal(() => atAgain.discoveries.length > 0);
    for (const peer of [one, two, again]) {
      await peer.close();
    }
  });

  it("is called with the token as it is by then", async () => {
    const two = await createGrpcPeer({ nodeId: 2 });
    const [atOne, atTwo] = [new RecordingReceiver(), new RecordingReceiver()];
    let token = "Bearer of-another-time-123";
    const one = await createGrpcPeer({ nodeId: 1, authorization: () => token });
    await one.transport.start(atOne);
    await two.transport.start(atTwo);
    one.transport.setPeers([two.peer]);
    await untilReal(() => atOne.unreachableIds.length > 1);
    expect(atTwo.discoveries).toEqual([]);

    token = TEST_TOKEN;

    await untilReal(() => atTwo.discoveries.length > 0);
    await one.close();
    await two.close();
  });
});

describe("a call to a peer", () => {
  it.each([
    ["127.0.0.1:1", /the call to 127.0.0.1:1 ended: connect ECONNREFUSED 127.0.0.1:1/],
    ["[::1]:1", /the call to \[::1\]:1 ended: connect E[A-Z]+/],
    ["nonsense", /a peer's address must be host:port, found "nonsense"/],
    ["host:0", /must be host:port, found "host:0"/],
    ["host:99999", /must be host:port/],
    ["", /must be host:port, found ""/],
  ])("to %j ends with a sentence that says why", async (address, sentence) => {
    const dialer = new Http2Dialer({ authorization: () => TEST_TOKEN });

    const error = await new Promise<TransportError | null>((resolve) => {
      dialer.open({ address, method: "Messages" }, { answered: () => undefined, ended: resolve });
    });

    expect(error?.detail).toMatchObject({ code: "CALL_FAILED", grpcCode: UNAVAILABLE });
    expect(error?.message).toMatch(sentence);
  });
});

describe("a peer behind a black hole", () => {
  it("costs one connection at a time, and is reached when the hole is gone", async () => {
    const two = await createGrpcPeer({ nodeId: 2 });
    const proxy = await TcpProxy.start(() => ({ host: "127.0.0.1", port: two.port }));
    const atTwo = new RecordingReceiver();
    const one = await createGrpcPeer({ nodeId: 1 });
    await two.transport.start(atTwo);
    await one.transport.start(new RecordingReceiver());
    proxy.blackHole();
    let connectionsMax = 0;

    one.transport.setPeers([{ ...two.peer, address: proxy.address }]);
    await untilReal(() => {
      connectionsMax = Math.max(connectionsMax, proxy.connections);
      return proxy.accepted >= 3;
    });

    expect(connectionsMax).toBe(1);
    proxy.heal();
    await untilReal(() => atTwo.discoveries.length > 0);
    await one.close();
    await two.close();
    await proxy.close();
  });
});
