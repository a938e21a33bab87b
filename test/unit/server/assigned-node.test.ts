import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { initialClusterState } from "../../../src/node.ts";
import { AssignedNode } from "../../../src/server/assigned-node.ts";
import { planMemory } from "../../../src/server/memory-plan.ts";
import { parseNodeOptions } from "../../../src/server/options.ts";
import { SessionMetrics } from "../../../src/state-machine/sessions/session-metrics.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { TransportMetrics } from "../../../src/transport/transport-metrics.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { FakeClock } from "./fakes.ts";

const MIB = 1024 * 1024;

it.each([192, 256, 512, 640, 1024])(
  "makes a node of every memory limit that the plan allows, %d MiB too",
  async (limitMib) => {
    const parsed = parseNodeOptions({
      args: ["--data-dir=/data", "--admin-token-file=/token"],
      environment: {},
    });
    const planned = planMemory({ limitBytes: limitMib * MIB, heapLimitBytes: 96 * MIB });
    if (parsed.kind !== "run" || planned.kind !== "plan") {
      throw new Error(`no options or no plan: ${parsed.kind}, ${planned.kind}`);
    }
    const storage = new MemoryStorage({ storeId: "s1" });
    const identity = { clusterId: "c1", nodeId: 1 };
    await storage.assign({
      ...identity,
      initial: initialClusterState({ nodeId: 1, address: "h:1", storeId: "s1" }),
    });

    const assigned = await AssignedNode.create(
      { ...parsed.options, identity },
      {
        storage,
        memory: planned.plan,
        clock: new FakeClock(),
        logger: SILENT_LOGGER,
        metrics: new NodeMetrics({ registry: new Registry() }),
        sessionMetrics: new SessionMetrics({ registry: new Registry() }),
        transportMetrics: new TransportMetrics({ registry: new Registry() }),
        authorization: () => "Bearer test",
        crashPoint: () => undefined,
        failed: () => undefined,
      },
    );

    expect(assigned.node.status()).toMatchObject({ nodeId: 1, clusterId: "c1" });
    await assigned.close();
  },
);
