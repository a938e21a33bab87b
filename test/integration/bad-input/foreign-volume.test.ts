import { randomUUID } from "node:crypto";
import { rename } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { AcknowledgedPuts, CODE, ServingNode, dataFolder, newFolder } from "./bad-input-node.ts";

/** A volume with data of cluster `clusterId`, its node gone by SIGKILL. */
async function writeVolume(clusterId: string): Promise<{
  readonly folder: string;
  readonly storeId: string;
  readonly puts: AcknowledgedPuts;
}> {
  const folder = await newFolder();
  const node = await ServingNode.startLeading(folder, { clusterId });
  const puts = new AcknowledgedPuts();
  expect(await puts.write(node, { prefix: `${clusterId}-`, count: 20 })).toEqual([]);
  const { storeId } = await node.status();
  await node.end("SIGKILL");
  return { folder, storeId, puts };
}

describe("a node on another cluster's volume", () => {
  it("refuses the identity that it was meant to have, names both, and keeps what is there", async () => {
    const [alpha, beta] = [await writeVolume("alpha"), await writeVolume("beta")];
    await rename(dataFolder(alpha.folder), `${dataFolder(alpha.folder)}.lost`);
    await rename(dataFolder(beta.folder), dataFolder(alpha.folder));

    const node = await ServingNode.startLeading(alpha.folder);

    // As the operator asks that recorded the volume that belongs here.
    const recorded = await node.bootstrap({ clusterId: "alpha", storeId: alpha.storeId });
    expect(recorded).toMatchObject({
      code: CODE.failedPrecondition,
      sentence: `store_id is "${alpha.storeId}", but this volume is ${beta.storeId}: the request is for another volume, or this one was replaced`,
    });
    const taken = `this volume belongs to node 1 of cluster beta and keeps that identity; asked for was node`;
    expect(await node.bootstrap({ clusterId: "alpha" })).toMatchObject({
      code: CODE.alreadyExists,
      sentence: `${taken} 1 of cluster alpha`,
    });
    const { storeId } = beta;
    expect(await node.join({ clusterId: "alpha", nodeId: 7, storeId })).toMatchObject({
      code: CODE.alreadyExists,
      sentence: `${taken} 7 of cluster alpha`,
    });
    expect(await node.join({ clusterId: "beta", nodeId: 1, storeId: alpha.storeId })).toMatchObject(
      { code: CODE.failedPrecondition },
    );

    expect(await node.status()).toMatchObject({ clusterId: "beta", nodeId: 1, storeId });
    expect(await beta.puts.lostOn(node)).toEqual([]);
    expect((await node.put("after", "1")).code).toBe(CODE.ok);
  });
});

describe("a second bootstrap", () => {
  it("changes nothing, before a restart and after it, whatever it asks for", async () => {
    const { folder, puts } = await writeVolume("alpha");
    const node = await ServingNode.startLeading(folder);
    const { storeId, term, configurationIndex } = await node.status();

    const codes = async (): Promise<readonly (number | null)[]> => [
      (await node.bootstrap()).code,
      (await node.bootstrap({ peerAddress: "elsewhere:2380" })).code,
      (await node.bootstrap({ nodeId: 2 })).code,
      (await node.bootstrap({ clusterId: "beta" })).code,
      (await node.bootstrap({ storeId: randomUUID() })).code,
      (await node.join({ clusterId: "alpha", nodeId: 1, storeId })).code,
    ];

    const expected = [
      CODE.ok,
      CODE.ok,
      CODE.alreadyExists,
      CODE.alreadyExists,
      CODE.failedPrecondition,
      CODE.ok,
    ];
    expect(await codes()).toEqual(expected);
    expect(await node.status()).toMatchObject({ clusterId: "alpha", nodeId: 1, term });
    expect(await node.status()).toMatchObject({
      configurationIndex,
      highestNodeId: 1,
      members: [{ nodeId: 1, address: "127.0.0.1:2380", storeId }],
    });
    expect(await puts.lostOn(node)).toEqual([]);
  });
});
