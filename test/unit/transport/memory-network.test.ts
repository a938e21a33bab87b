import { describe, expect, it } from "vitest";
import { MemoryNetwork, type MemoryTransport } from "../../../src/transport/memory-transport.ts";
import { heartbeat, RecordingReceiver } from "../../compliance/transport.ts";
import { settle } from "../../support/node-harness.ts";

const PEERS = [1, 2].map((nodeId) => ({ nodeId, address: "", storeId: `store-${nodeId}` }));

async function join(
  network: MemoryNetwork,
  nodeId: 1 | 2,
): Promise<{ readonly transport: MemoryTransport; readonly receiver: RecordingReceiver }> {
  const transport = network.createTransport(PEERS[nodeId - 1]!);
  const receiver = new RecordingReceiver();
  await transport.start(receiver);
  transport.setPeers(PEERS);
  return { transport, receiver };
}

describe("a memory network", () => {
  it("loses what is on its way over a link that is cut, reports what follows, and heals", async () => {
    const network = new MemoryNetwork({ queueMessagesMax: 10 }, { schedule: setImmediate });
    const [one, two] = [await join(network, 1), await join(network, 2)];

    one.transport.send(heartbeat(1, 2, 1));
    network.cut(1, 2);
    one.transport.send(heartbeat(1, 2, 2));
    two.transport.send(heartbeat(2, 1, 3));
    await settle();
    expect([one.receiver.received, two.receiver.received]).toEqual([[], []]);
    expect([one.receiver.unreachableIds, two.receiver.unreachableIds]).toEqual([[2], [1]]);
    network.heal();
    one.transport.send(heartbeat(1, 2, 4));
    await settle();

    expect(two.receiver.received).toEqual([heartbeat(1, 2, 4)]);
  });

  it("refuses a second member under one id", async () => {
    const network = new MemoryNetwork({ queueMessagesMax: 10 }, { schedule: setImmediate });
    await join(network, 1);

    expect(() => network.createTransport(PEERS[0]!).start(new RecordingReceiver())).toThrow(
      /node 1 is on the network already/,
    );
  });
});
