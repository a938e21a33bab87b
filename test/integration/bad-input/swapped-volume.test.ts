import { rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { RaftctlProcess, type Running } from "../local/raftctl-process.ts";
import { AcknowledgedPuts, CODE, ServingNode, dataFolder, newFolder } from "./bad-input-node.ts";

async function stop(up: Running): Promise<void> {
  up.child.kill("SIGINT");
  expect((await up.finished).code).toBe(0);
}

/** Waits until the resource says of itself that it is degraded, with this sentence; the reason. */
async function degradedBy(raftctl: RaftctlProcess, sentence: string): Promise<string> {
  return await vi.waitFor(
    async () => {
      const cluster = await raftctl.cluster();
      const degraded = cluster?.resource.status?.conditions?.find(
        ({ type, status }) => type === "Degraded" && status === "True",
      );
      expect(degraded?.message).toContain(sentence);
      return degraded!.reason;
    },
    { timeout: 30_000, interval: 100 },
  );
}

describe("a volume that was swapped under the store id that the operator recorded", () => {
  it("is named in the resource's conditions, never bootstrapped or written; the right one brings all back", async () => {
    const foreignFolder = await newFolder();
    const foreign = await ServingNode.startLeading(foreignFolder, { clusterId: "foreign" });
    const puts = new AcknowledgedPuts();
    expect(await puts.write(foreign, { prefix: "f-", count: 20 })).toEqual([]);
    await foreign.end("SIGKILL");

    const raftctl = await RaftctlProcess.create("  replicas: 1\n");
    const first = raftctl.up();
    const { resource } = await raftctl.ready();
    expect(await raftctl.run("kv", "put", "kept", "yes")).toMatchObject({ code: 0 });
    await stop(first);
    const volume = join(raftctl.root, "default", "it", "volumes", "0", "data");
    const own = `${volume}.own`;

    await rename(volume, own);
    await rename(dataFolder(foreignFolder), volume);
    const onForeign = raftctl.up();
    const clusterId = resource.status?.clusterID;
    expect(
      await degradedBy(
        raftctl,
        `the volume of it-0 belongs to cluster foreign, status.clusterID is ${clusterId}: put back the right volume`,
      ),
    ).toBe("IdentityMismatch");
    await stop(onForeign);
    await rename(volume, dataFolder(foreignFolder));

    const onEmpty = raftctl.up();
    const storeId = resource.status?.members?.[0]?.storeID;
    expect(
      await degradedBy(
        raftctl,
        `the volumes of 1 of 1 voters are empty, and without a majority no other is ever made in their place: it-0 (node 1 on store ${storeId}); restore them`,
      ),
    ).toBe("VolumeLost");
    await stop(onEmpty);

    await rename(volume, `${volume}.empty`);
    await rename(own, volume);
    raftctl.up();
    await raftctl.ready();
    expect(await raftctl.run("kv", "get", "kept")).toMatchObject({ code: 0, stdout: "yes\n" });

    const foreignAgain = await ServingNode.startLeading(foreignFolder);
    expect(await foreignAgain.status()).toMatchObject({ clusterId: "foreign", nodeId: 1 });
    expect(await puts.lostOn(foreignAgain)).toEqual([]);
    expect((await foreignAgain.put("after", "1")).code).toBe(CODE.ok);
  });
});
