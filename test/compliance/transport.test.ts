import { MemoryNetwork } from "../../src/transport/memory-transport.ts";
import { createGrpcPeer, untilReal } from "../support/grpc-network.ts";
import { until } from "../support/node-harness.ts";
import { describeTransport } from "./transport.ts";

describeTransport("MemoryTransport", () => {
  const network = new MemoryNetwork({ queueMessagesMax: 256 }, { schedule: setImmediate });
  const peers = {
    first: { nodeId: 1, address: "node-1:2380", storeId: "store-1" },
    second: { nodeId: 2, address: "node-2:2380", storeId: "store-2" },
  };
  const [first, second] = [
    network.createTransport(peers.first),
    network.createTransport(peers.second),
  ];
  return Promise.resolve({
    first,
    second,
    peers,
    until,
    floodMessages: 257,
    close: async () => {
      await first.close();
      await second.close();
    },
  });
});

describeTransport("GrpcTransport", async () => {
  const [first, second] = [
    await createGrpcPeer({ nodeId: 1 }),
    await createGrpcPeer({ nodeId: 2 }),
  ];
  return {
    first: first.transport,
    second: second.transport,
    peers: { first: first.peer, second: second.peer },
    until: untilReal,
    floodMessages: 257,
    close: async () => {
      await first.close();
      await second.close();
    },
  };
});
