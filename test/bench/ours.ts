import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { raft } from "../../src/gen/proto.js";
import { RaftNodeProcess, createNodeFolder } from "../support/raft-node-process.ts";
import { freePort } from "../support/free-port.ts";
import { poll, type Subject, type SubjectMember, waitForPut } from "./subject.ts";

const CLUSTER_ID = "bench";

export interface OurOptions {
  readonly name: string;
  readonly members: number;
  readonly tickMs: number;
  readonly electionTicks: number;
  /** Another build of `raft-node`; the last one of `dist/` where null. */
  readonly program: string | null;
  readonly args: readonly string[];
  /** Of the runtime, for a profile: `--cpu-prof`. */
  readonly runtimeFlags: readonly string[];
}

interface Place {
  readonly nodeId: number;
  readonly folder: string;
  readonly peer: string;
  client: string | null;
  node: RaftNodeProcess | null;
}

interface OurStatus {
  readonly node: RaftNodeProcess;
  readonly status: raft.v1.StatusResponse;
}

/** `raft-node` with its defaults, but the ticks and ports. */
export class OurCluster implements Subject {
  readonly #options: OurOptions;
  readonly #folder: string;
  readonly #places: readonly Place[];
  /** Members take nobody in who has another one. */
  readonly #token: string = randomUUID();

  private constructor(options: OurOptions, parts: { folder: string; places: readonly Place[] }) {
    this.#options = options;
    this.#folder = parts.folder;
    this.#places = parts.places;
  }

  static async start(options: OurOptions): Promise<OurCluster> {
    const folder = await createNodeFolder();
    const places: Place[] = [];
    for (let nodeId = 1; nodeId <= options.members; nodeId += 1) {
      const peer = `127.0.0.1:${await freePort()}`;
      places.push({
        nodeId,
        folder: join(folder, `node-${nodeId}`),
        peer,
        client: null,
        node: null,
      });
    }
    const cluster = new OurCluster(options, { folder, places });
    try {
      await cluster.#startStopped();
      await cluster.#bringTogether();
      for (const { endpoint } of cluster.members()) {
        await waitForPut(endpoint);
      }
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  get name(): string {
    return this.#options.name;
  }

  members(): readonly SubjectMember[] {
    return this.#running().map(({ node }) => memberOf(node));
  }

  async leader(): Promise<SubjectMember> {
    return await poll("a leader of ours", async () => {
      const leading = await this.#leading();
      return leading === undefined ? null : memberOf(leading.node);
    });
  }

  async kill(member: SubjectMember): Promise<void> {
    const place = this.#places.find(({ node }) => node?.pid === member.pid);
    if (place?.node === null || place === undefined) {
      throw new Error(`no member runs as process ${member.pid}`);
    }
    place.node.kill("SIGKILL");
    await place.node.exited;
    place.node = null;
  }

  async restartKilled(): Promise<void> {
    await this.#startStopped();
    await poll("all members of ours caught up", async () => {
      const statuses = await this.#statuses();
      const lead = statuses.find(({ status }) => status.role === raft.v1.Role.LEADER);
      const isLevel =
        statuses.length === this.#places.length &&
        statuses.every(({ status }) => status.appliedIndex >= (lead?.status.commitIndex ?? 0));
      return isLevel && lead !== undefined ? true : null;
    });
  }

  async stop(): Promise<void> {
    for (const { node } of this.#running()) {
      node.kill("SIGTERM");
    }
    await Promise.all(this.#running().map(async ({ node }) => await node.exited));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #startStopped(): Promise<void> {
    const { tickMs, electionTicks, args, program, runtimeFlags } = this.#options;
    for (const place of this.#places.filter(({ node }) => node === null)) {
      await mkdir(place.folder, { recursive: true });
      await writeFile(join(place.folder, "token"), this.#token, { mode: 0o600 });
      const node = await RaftNodeProcess.spawn({
        folder: place.folder,
        tickMs,
        peerAddress: place.peer,
        listen: { peer: place.peer, ...(place.client === null ? {} : { client: place.client }) },
        args: [`--election-ticks=${electionTicks}`, ...args],
        ...(program === null ? {} : { program }),
        ...(runtimeFlags.length === 0 ? {} : { wrapper: wrapperFor(runtimeFlags) }),
      });
      if (!(await node.listening())) {
        throw new Error(`raft-node did not start:\n${node.logLines.join("\n")}`);
      }
      place.node = node;
      place.client = node.addresses.client;
    }
  }

  async #bringTogether(): Promise<void> {
    const [first, ...others] = this.#running();
    if (first === undefined || !(await first.node.bootstrap({ clusterId: CLUSTER_ID }))) {
      throw new Error("Bootstrap was refused");
    }
    await waitForPut(first.node.addresses.client);
    for (const { nodeId, node, peer } of others) {
      const { storeId } = await node.status();
      const { v1 } = raft;
      await node.admin(
        "Join",
        v1.JoinRequest.encode({ clusterId: CLUSTER_ID, nodeId, storeId }).finish(),
        () => true,
      );
      await poll(`node ${nodeId} a voter`, async () => {
        const leader = (await this.#leading())?.node;
        const status = await leader?.status();
        if (leader === undefined || status === undefined) {
          return null;
        }
        const { members, configurationIndex } = status;
        const member = members.find((candidate) => candidate.nodeId === nodeId);
        if (member?.voter === true) {
          return true;
        }
        const [method, request] =
          member === undefined
            ? [
                "AddLearnerNode",
                v1.AddLearnerNodeRequest.encode({
                  configurationIndex,
                  nodeId,
                  storeId,
                  peerAddress: peer,
                }),
              ]
            : ["AddNode", v1.AddNodeRequest.encode({ configurationIndex, nodeId })];
        // A refusal is read back and tried again.
        await leader.admin(method, request.finish(), () => true);
        return null;
      });
    }
  }

  async #leading(): Promise<OurStatus | undefined> {
    return (await this.#statuses())
      .filter(({ status }) => status.role === raft.v1.Role.LEADER)
      .sort((left, right) => right.status.term - left.status.term)[0];
  }

  #running(): readonly (Place & { readonly node: RaftNodeProcess })[] {
    return this.#places.flatMap((place) =>
      place.node === null ? [] : [{ ...place, node: place.node }],
    );
  }

  async #statuses(): Promise<readonly OurStatus[]> {
    const answers = await Promise.all(
      this.#running().map(async ({ node }) => {
        const status = await node.status().catch(() => null);
        return status === null ? [] : [{ node, status }];
      }),
    );
    return answers.flat();
  }
}

function memberOf(node: RaftNodeProcess): SubjectMember {
  return { endpoint: node.addresses.client, pid: node.pid };
}

/** Takes the runtime's path, which comes first, and puts it before the flags. */
function wrapperFor(flags: readonly string[]): readonly string[] {
  const script = `runtime="$1"; shift; exec "$runtime" ${flags.join(" ")} "$@"`;
  return ["sh", "-c", script, "sh"];
}
