import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, type Message } from "../../../src/raft/index.ts";
import type { PeerMessage, TransportReceiver } from "../../../src/transport/types.ts";
import type { Life, Task } from "../../sim/node.ts";
import { drawOptions, type NetworkOptions } from "../../sim/options.ts";
import { CLUSTER_ID, Simulation } from "../../sim/simulation.ts";
import { SimTransport } from "../../sim/transport.ts";
import { runOutsidePromises, World } from "../../sim/world.ts";

const TWICE: NetworkOptions = {
  delayLeastUs: 10,
  delayMeanUs: 100,
  lossPercent: 0,
  duplicatePercent: 100,
  stalePercent: 0,
  reorders: true,
  encodes: true,
  cutPercent: 0,
};

const HEARTBEAT: PeerMessage = {
  type: "heartbeat",
  from: 1,
  to: 2,
  term: 3,
  commit: 1,
  context: EMPTY_BYTES,
};
const PROPOSE: PeerMessage = {
  type: "propose",
  from: 1,
  to: 2,
  term: 3,
  entries: [{ type: "normal", term: 0, index: 0, data: EMPTY_BYTES, context: EMPTY_BYTES }],
};

/** Two places on one network; nobody lives there but their transports. */
class TwoPlaces {
  readonly world = new World({ seed: 1 });
  readonly simulation: Simulation;
  readonly received: Message[] = [];
  readonly unreachable: number[] = [];

  constructor(network: Partial<NetworkOptions> = {}) {
    const options = { ...drawOptions(1), operator: false, network: { ...TWICE, ...network } };
    this.simulation = new Simulation(options, { world: this.world });
  }

  /** A life of the node at `nodeId - 1`, on the volume that is there. */
  start(nodeId: number, options: { readonly clusterId?: string } = {}): SimTransport {
    const process = this.simulation.process(nodeId - 1);
    const life = {
      process,
      isDead: false,
      volume: process.volume,
      parts: null,
      nodeId,
      schedule: (delayUs: number, run: () => void) => this.world.schedule(delayUs, run),
      dispatch: (task: Task) => task.run?.(),
    } as unknown as Life;
    const transport = new SimTransport(
      { peer: process.peerAddress(nodeId), clusterId: options.clusterId ?? CLUSTER_ID },
      { life, network: this.simulation.network },
    );
    const receiver: TransportReceiver = {
      receive: (message) => this.received.push(message),
      discovered: () => undefined,
      unreachable: (id) => this.unreachable.push(id),
      snapshotSent: () => undefined,
      receiveSnapshot: () => Promise.resolve(),
    };
    void transport.start(receiver);
    transport.setPeers([1, 2].map((id) => this.simulation.process(id - 1).peerAddress(id)));
    return transport;
  }

  settle(): void {
    while (this.world.step()) {
      // Until nothing is on its way.
    }
  }
}

describe("SimNetwork", () => {
  it("repeats every message but a proposal", async () => {
    const types = await runOutsidePromises(() => {
      const places = new TwoPlaces();
      places.start(2);
      const sender = places.start(1);
      sender.send(HEARTBEAT);
      sender.send(PROPOSE);
      places.settle();
      return places.received.map(({ type }) => type).sort();
    });
    expect(types).toEqual(["heartbeat", "heartbeat", "propose"]);
  });

  it("brings a message to the next life of its receiver, and that of a sender which is gone", async () => {
    const received = await runOutsidePromises(() => {
      const places = new TwoPlaces();
      const before = places.start(2);
      const sender = places.start(1);
      sender.send(HEARTBEAT);
      places.simulation.network.detach(before);
      places.simulation.network.detach(sender);
      places.start(2);
      places.settle();
      return places.received;
    });
    expect(received[0]).toEqual(HEARTBEAT);
  });

  it("brings nothing to another volume, or another cluster, at the same address", async () => {
    for (const change of ["volume", "cluster"]) {
      const received = await runOutsidePromises(() => {
        const places = new TwoPlaces();
        const sender = places.start(1);
        sender.send(HEARTBEAT);
        if (change === "volume") {
          places.simulation.process(1).replaceVolume();
        }
        places.start(2, change === "cluster" ? { clusterId: "another" } : {});
        places.settle();
        return places.received;
      });
      expect(received).toEqual([]);
    }
  });

  it("cuts one direction only", async () => {
    const types = await runOutsidePromises(() => {
      const places = new TwoPlaces({ duplicatePercent: 0 });
      const second = places.start(2);
      const first = places.start(1);
      places.simulation.network.cut(0, 1);
      first.send(HEARTBEAT);
      second.send({ ...HEARTBEAT, from: 2, to: 1 });
      places.settle();
      return places.received.map(({ from }) => from);
    });
    expect(types).toEqual([2]);
  });

  it("holds a clogged link up, and keeps the order where it does not reorder", async () => {
    const result = await runOutsidePromises(() => {
      const places = new TwoPlaces({ duplicatePercent: 0, reorders: false });
      places.start(2);
      const sender = places.start(1);
      places.simulation.network.clog({ from: 0, to: 1 }, 50_000);
      for (let commit = 1; commit <= 20; commit++) {
        sender.send({ ...HEARTBEAT, commit });
      }
      places.world.step();
      const firstUs = places.world.nowUs;
      places.settle();
      return {
        firstUs,
        order: places.received.map((message) =>
          message.type === "heartbeat" ? message.commit : 0,
        ),
      };
    });
    expect(result.firstUs).toBeGreaterThanOrEqual(50_000);
    expect(result.order).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });
});
