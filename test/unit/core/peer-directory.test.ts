import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { PeerDirectory } from "../../../src/core/peer-directory.ts";
import type { MemberBook } from "../../../src/storage/types.ts";
import { type Logger, SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { FakeTransport } from "../../support/fake-transport.ts";

function setUp(): {
  readonly directory: PeerDirectory;
  readonly warnings: unknown[];
  readonly unaddressed: () => Promise<number | undefined>;
} {
  const warnings: unknown[] = [];
  const registry = new Registry();
  const logger: Logger = {
    ...SILENT_LOGGER,
    warn: (_message, fields) => warnings.push(fields?.["peer"]),
  };
  const directory = new PeerDirectory(
    { nodeId: 1 },
    { transport: new FakeTransport(), logger, metrics: new NodeMetrics({ registry }) },
  );
  return {
    directory,
    warnings,
    unaddressed: async () => {
      const metric = await registry.getSingleMetric("raft_members_without_address")?.get();
      return metric?.values[0]?.value;
    },
  };
}

const book = (...addresses: readonly string[]): MemberBook => ({
  members: addresses.map((address, at) => ({
    nodeId: at + 1,
    address,
    storeId: `store-${at + 1}`,
  })),
  highestNodeId: addresses.length,
  configurationIndex: 1,
});

describe("a member without an address", () => {
  it("is warned of once, and counted until its address is known", async () => {
    const { directory, warnings, unaddressed } = setUp();

    directory.update(book("", "node-2:2380", ""));
    directory.update(book("", "node-2:2380", ""));

    // Nobody dials himself.
    expect(warnings).toEqual([3]);
    expect(await unaddressed()).toBe(1);

    directory.discover({ nodeId: 3, address: "node-3:2380", storeId: "store-3" });
    expect(await unaddressed()).toBe(0);

    directory.update(book("", "node-2:2380", "node-3:2380"));
    directory.update(book("", "node-2:2380", ""));
    expect(warnings).toEqual([3, 3]);
    expect(await unaddressed()).toBe(1);
  });
});
