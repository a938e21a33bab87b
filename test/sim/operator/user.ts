import type { RaftCluster, RaftClusterSpec } from "../../../src/operator/api-types.ts";
import type { Random } from "../../support/random.ts";
import type { SimProcess } from "../node.ts";
import type { Simulation } from "../simulation.ts";
import type { ApiServer } from "./api-server.ts";
import { KEY, makeSpec, type StoredPod } from "./api-state.ts";
import type { OperatorOptions, UserAct } from "./operator-options.ts";
import type { OperatorChecks } from "./operator-checks.ts";
import type { Pods } from "./pods.ts";

export interface UserDependencies {
  readonly simulation: Simulation;
  readonly api: ApiServer;
  readonly pods: Pods;
  readonly checks: OperatorChecks;
}

/** Of quiet after a loss before members are taken away: until then a leader may still count on the lost one. */
const LOSS_QUIET_TICKS = 40;
/** Another than any seed draws: so the spec changes, and what timed out is tried again. */
const JOIN_TIMEOUT_FINAL_SECONDS = 601;

/** People, and what happens to machines: everything that comes to the resource from outside and that an operator has to live with. */
export class User {
  readonly #options: OperatorOptions;
  readonly #simulation: Simulation;
  readonly #api: ApiServer;
  readonly #pods: Pods;
  readonly #checks: OperatorChecks;
  readonly #random: Random;
  readonly #tickUs: number;
  /** Places whose volume is being deleted. */
  readonly #doomed = new Set<number>();
  #lostAtUs = -Infinity;
  #isCalm = false;

  constructor(options: OperatorOptions, dependencies: UserDependencies) {
    this.#options = options;
    this.#simulation = dependencies.simulation;
    this.#api = dependencies.api;
    this.#pods = dependencies.pods;
    this.#checks = dependencies.checks;
    this.#random = dependencies.simulation.world.random("operator-user");
    this.#tickUs = dependencies.simulation.options.tickMs * 1000;
  }

  start(): void {
    this.#api.createCluster(this.#firstSpec());
    this.#planAct();
  }

  /** Nothing more comes to its mind. */
  rest(): void {
    this.#isCalm = true;
  }

  /** Leaves everything as it is to be in the end, and helps where the operator asks a person for help. */
  goOn(): void {
    this.#settle();
  }

  /** Whether the volume may vanish now without taking the cluster's only way on with it. */
  mayLoseVolume(place: number): boolean {
    return this.#mayLose(this.#simulation.process(place));
  }

  /** The process there is dead. */
  loseVolume(place: number): void {
    const process = this.#simulation.process(place);
    if (process.nodeId !== null) {
      this.#lostAtUs = this.#simulation.world.nowUs;
    }
    process.replaceVolume();
  }

  #firstSpec(): RaftClusterSpec {
    const { replicas, whenScaled, joinTimeoutSeconds, promotionMaxLagEntries } = this.#options;
    return makeSpec({
      replicas,
      storage: { size: "1Gi", retentionPolicy: { whenDeleted: "Retain", whenScaled } },
      membership: { promotionMaxLagEntries, joinTimeoutSeconds },
    });
  }

  #planAct(): void {
    const delayUs = this.#random.exponential(this.#options.userMeanTicks * this.#tickUs);
    this.#simulation.world.schedule(delayUs, () => {
      if (!this.#isCalm) {
        const weights = Object.entries(this.#options.userWeights) as [UserAct, number][];
        this.#act(this.#random.weighted(weights.map(([act, weight]) => [weight, act] as const)));
        this.#planAct();
      }
    });
  }

  #act(act: UserAct): void {
    const { cluster } = this.#api.state;
    if (cluster === null) {
      this.#tell("creates the resource");
      this.#api.createCluster(this.#firstSpec());
      return;
    }
    const place = this.#random.below(this.#options.replicasMax);
    const pod = this.#api.state.pods.get(place);
    switch (act) {
      case "scale":
        return this.#scale(this.#random.between(1, this.#options.replicasMax));
      case "recreate":
        this.#tell("deletes the resource");
        return this.#api.deleteCluster();
      case "wipeStatus":
        this.#tell("wipes the status");
        return this.#api.wipeStatus();
      case "deletePod":
        return pod === undefined ? undefined : this.#deletePod(pod);
      case "loseVolume":
        return this.#random.chance(50) ? this.#loseVolume(place) : this.#deleteClaim(place);
      case "handScale":
        return this.#handScale(this.#random.between(0, this.#options.replicasMax));
      case "policy":
        return this.#setWhenScaled(this.#random.pick(["Retain", "Delete"]));
      case "roll":
        this.#tell("changes what pods are made from");
        this.#change({ logLevel: cluster.spec.logLevel === "info" ? "debug" : "info" });
        return;
      case "pauseResource":
        return this.#pause();
      case "killMachine": {
        const ticks = this.#random.exponential(40);
        this.#tell(`sees the machine of place ${place} die for ${Math.ceil(ticks)} ticks`);
        return this.#pods.killMachine(place, ticks * this.#tickUs);
      }
      case "deleteByForce":
        return this.#pods.deleteByForce(place);
    }
  }

  #scale(replicas: number): void {
    const { nowUs } = this.#simulation.world;
    const isGrowth = replicas >= this.#simulation.configurations.latest.confState.voters.length;
    const isQuiet = nowUs - this.#lostAtUs > LOSS_QUIET_TICKS * this.#tickUs;
    if (isGrowth || isQuiet) {
      this.#tell(`asks for ${replicas} replicas`);
      this.#change({ replicas });
    }
  }

  #deletePod(pod: StoredPod): void {
    this.#tell(`deletes ${pod.name}`);
    this.#pods.terminate(pod);
  }

  #handScale(size: number): void {
    const { set } = this.#api.state;
    if (set !== null) {
      this.#tell(`scales the StatefulSet to ${size}`);
      this.#checks.scaling({ from: set.size, to: size, by: "user" });
      this.#api.change({ set: { ...set, size, version: this.#api.newVersion() } });
    }
  }

  #setWhenScaled(whenScaled: "Retain" | "Delete"): void {
    this.#tell(`sets whenScaled to ${whenScaled}`);
    this.#api.changeSpec((spec) => ({
      ...spec,
      storage: {
        ...spec.storage,
        retentionPolicy: { ...spec.storage.retentionPolicy, whenScaled },
      },
    }));
  }

  #pause(): void {
    this.#tell("pauses the resource");
    this.#change({ paused: true });
    this.#simulation.world.schedule(this.#random.exponential(10 * this.#tickUs), () => {
      if (!this.#isCalm) {
        this.#change({ paused: false });
      }
    });
  }

  #change(changes: Partial<RaftClusterSpec>): void {
    this.#api.changeSpec((spec) => ({ ...spec, ...changes }));
  }

  /** A disk dies under a pod whose claim stays. */
  #loseVolume(place: number): void {
    const process = this.#simulation.process(place);
    if (!this.#mayLose(process)) {
      return;
    }
    this.#tell(`sees the disk of place ${place} die`);
    process.crash("its disk died");
    this.#countLoss(process);
    this.loseVolume(place);
    process.restartAfterFailure();
  }

  #deleteClaim(place: number): void {
    const claim = this.#api.state.claims.get(place);
    const pod = this.#api.state.pods.get(place);
    const process = this.#simulation.process(place);
    if (claim === undefined || claim.isTerminating || !this.#mayLose(process)) {
      return;
    }
    this.#tell(`deletes ${claim.name}`);
    this.#countLoss(process);
    this.#doomed.add(place);
    this.#api.putClaim({ ...claim, isTerminating: true });
    if (pod !== undefined) {
      this.#pods.terminate(pod);
    }
  }

  #countLoss(process: SimProcess): void {
    if (process.nodeId !== null) {
      this.#lostAtUs = this.#simulation.world.nowUs;
      this.#simulation.coverage.add("lostVolumes");
    }
  }

  /** People lose a minority at most, and not while another member leaves: then two members would be away at once. */
  #mayLose(process: SimProcess): boolean {
    for (const place of this.#doomed) {
      if (this.#api.state.claims.get(place)?.isTerminating !== true) {
        this.#doomed.delete(place);
      }
    }
    const { nodeId } = process;
    const { voters, votersOutgoing, learners } = this.#simulation.configurations.latest.confState;
    const { cluster } = this.#api.state;
    if (nodeId !== null && learners.includes(nodeId)) {
      // The leader may be making a voter of it in this very moment.
      const others = voters.filter((voter) => this.#simulation.processOf(voter) !== null);
      return others.length > (voters.length + 1) / 2;
    }
    if (nodeId === null || ![...voters, ...votersOutgoing].includes(nodeId)) {
      return (
        cluster?.status?.clusterID !== undefined && cluster.status.operation?.type !== "Bootstrap"
      );
    }
    const isSteady =
      cluster?.status?.clusterID !== undefined &&
      cluster.status.operation === undefined &&
      cluster.spec.replicas >= voters.length &&
      votersOutgoing.length === 0 &&
      !this.#simulation.isConfigurationOpen;
    // By an older configuration those who stay might need the one that is lost.
    const intact = voters.filter((voter) => {
      const home = this.#simulation.processOf(voter);
      return (
        home !== null &&
        home !== process &&
        !this.#doomed.has(home.place) &&
        this.#simulation.knowsConfiguration(voter, "durable")
      );
    });
    return isSteady && intact.length > voters.length / 2;
  }

  /** Again and again: as long as the operator asks for something that only a person may do. */
  #settle(): void {
    const { cluster } = this.#api.state;
    if (cluster === null) {
      this.#tell("creates the resource");
      this.#api.createCluster(this.#finalSpec(this.#firstSpec()));
    } else if (cluster.metadata.deletionTimestamp === undefined) {
      const final = this.#finalSpec(cluster.spec);
      if (JSON.stringify(final) !== JSON.stringify(cluster.spec)) {
        this.#api.changeSpec(() => final);
      }
      this.#help(cluster);
    } else if (cluster.spec.paused) {
      // As long as it is paused nobody lets it go.
      this.#api.changeSpec((spec) => ({ ...spec, paused: false }));
    }
    this.#simulation.world.schedule(20 * this.#tickUs, () => this.#settle());
  }

  #finalSpec(spec: RaftClusterSpec): RaftClusterSpec {
    return {
      ...spec,
      paused: false,
      membership: { ...spec.membership, joinTimeoutSeconds: JOIN_TIMEOUT_FINAL_SECONDS },
      storage: {
        ...spec.storage,
        retentionPolicy: { ...spec.storage.retentionPolicy, whenScaled: "Delete" },
      },
    };
  }

  /** Does what the condition's sentence says: "delete the volume and then the pod". */
  #help(cluster: RaftCluster): void {
    const blocked = cluster.status?.conditions?.find(({ type }) => type === "ScaleBlocked");
    const asked = blocked?.reason === "StaleVolume" ? STALE_POD.exec(blocked.message) : null;
    const place = Number(asked?.[1] ?? -1);
    const claim = this.#api.state.claims.get(place);
    const pod = this.#api.state.pods.get(place);
    if (claim !== undefined && !claim.isTerminating) {
      this.#tell(`deletes ${claim.name}, as the operator asks`);
      this.#api.putClaim({ ...claim, isTerminating: true });
      if (pod !== undefined) {
        this.#pods.terminate(pod);
      }
    }
  }

  #tell(text: string): void {
    this.#simulation.world.trace.emit({ kind: "operator", text: `user ${text}` });
  }
}

const STALE_POD = new RegExp(`${KEY.name}-(\\d+)`);
