import type { MembershipDriver } from "../membership.ts";
import { CLUSTER_ID, type Simulation } from "../simulation.ts";
import { ApiServer } from "./api-server.ts";
import { KEY } from "./api-state.ts";
import { OperatorChecks } from "./operator-checks.ts";
import { drawOperatorOptions, type OperatorOptions } from "./operator-options.ts";
import { SimOperatorProcess } from "./operator-process.ts";
import { Pods } from "./pods.ts";
import { User } from "./user.ts";

/** Members come and go by the real operator: an API server, pods and volumes, operators that die, people that change their minds. */
export function createOperatorDriver(
  simulation: Simulation,
  overrides: Partial<OperatorOptions> = {},
): OperatorDriver {
  return new OperatorDriver(overrides, { simulation });
}

export class OperatorDriver implements MembershipDriver {
  readonly options: OperatorOptions;
  readonly api: ApiServer;
  readonly pods: Pods;
  readonly #simulation: Simulation;
  readonly #checks: OperatorChecks;
  readonly #operators: readonly SimOperatorProcess[];
  readonly #user: User;
  #isGoingOn = false;

  constructor(
    overrides: Partial<OperatorOptions>,
    dependencies: { readonly simulation: Simulation },
  ) {
    const { simulation } = dependencies;
    const random = simulation.world.random("operator-options");
    this.options = { ...drawOperatorOptions(random, simulation.options.voters), ...overrides };
    this.#simulation = simulation;
    this.api = new ApiServer({ world: simulation.world });
    this.#checks = new OperatorChecks({ simulation, api: this.api });
    this.pods = new Pods({ api: this.api, simulation, checks: this.#checks });
    const parts = { simulation, api: this.api, pods: this.pods, checks: this.#checks };
    this.#operators = Array.from(
      { length: this.options.operators },
      (_, at) => new SimOperatorProcess({ ...this.options, name: `operator-${at + 1}` }, parts),
    );
    this.#user = new User(this.options, parts);
  }

  begin(): void {
    const { coverage, checks, options } = this.#simulation;
    coverage.add("operatorSeeds");
    checks.add(this.#checks);
    this.pods.start();
    if (options.operatorAdopts) {
      this.#makeOldCluster();
    }
    this.#user.start();
    for (const operator of this.#operators) {
      operator.start();
    }
  }

  /** Nothing happens to pods and members any more, until all faults are over. */
  calm(): void {
    this.#user.rest();
    this.pods.hold();
    for (const operator of this.#operators) {
      operator.hold();
    }
  }

  /** Asked only once all faults are over: then operators, controllers and people go on. */
  findUnsettled(): string | null {
    if (!this.#isGoingOn) {
      this.#isGoingOn = true;
      this.pods.goOn();
      this.#user.goOn();
      for (const operator of this.#operators) {
        operator.goOn();
      }
    }
    return this.#findUnready() ?? this.#findWrongMembers();
  }

  mayLoseVolume(place: number): boolean {
    return this.#user.mayLoseVolume(place);
  }

  loseVolume(place: number): void {
    this.#user.loseVolume(place);
  }

  #findUnready(): string | null {
    const { cluster } = this.api.state;
    const ready = cluster?.status?.conditions?.find(({ type }) => type === "Ready");
    if (cluster === null || ready === undefined) {
      return "the resource does not exist, or nobody has looked at it";
    }
    if (ready.status !== "True") {
      return `the resource is not Ready: ${ready.reason}: ${ready.message}`;
    }
    const { generation } = cluster.metadata;
    if (cluster.status?.observedGeneration !== generation) {
      return `generation ${generation} of the resource was not looked at`;
    }
    const { operation } = cluster.status;
    return operation === undefined ? null : `an operation has no end: ${JSON.stringify(operation)}`;
  }

  #findWrongMembers(): string | null {
    const { cluster, set, pods } = this.api.state;
    const { voters, learners } = this.#simulation.configurations.latest.confState;
    const places = voters
      .map((voter) => this.#simulation.processOf(voter)?.place ?? -1)
      .sort((left, right) => left - right);
    const replicas = cluster?.spec.replicas ?? 0;
    const wanted = Array.from({ length: replicas }, (_, at) => at);
    if (places.join(" ") !== wanted.join(" ") || learners.length > 0) {
      return `the voters are at places ${places.join(", ")} with ${learners.length} learners, asked for are ${replicas} of ${KEY.name}`;
    }
    return set?.size === replicas && pods.size === replicas
      ? null
      : `the StatefulSet has ${set?.size} and there are ${pods.size} pods, asked for are ${replicas}`;
  }

  /** The volumes of a cluster that was made before, whose resource somebody has deleted and now makes anew. */
  #makeOldCluster(): void {
    const { initial, processes, options } = this.#simulation;
    this.#checks.exists(initial.metadata.confState.voters);
    for (const process of processes.slice(0, options.voters)) {
      this.pods.addClaim(process.place);
      process.volume.assign({ clusterId: CLUSTER_ID, nodeId: process.place + 1, initial });
      process.start();
    }
  }
}
