import type { Random } from "../../support/random.ts";

export const USER_ACTS = [
  "scale",
  "recreate",
  "wipeStatus",
  "deletePod",
  "loseVolume",
  "handScale",
  "policy",
  "roll",
  "pauseResource",
  "killMachine",
  "deleteByForce",
] as const;

export type UserAct = (typeof USER_ACTS)[number];

export type UserWeights = Readonly<Record<UserAct, number>>;

/** What a seed draws for the operator's side of a simulation. */
export interface OperatorOptions {
  readonly replicas: number;
  readonly replicasMax: number;
  /** Processes of the operator that believe that they may act. */
  readonly operators: number;
  /** Ticks of the nodes in the two seconds after which an operator looks again at what is under way. */
  readonly ticksPerLook: number;
  readonly wireDelayTicks: number;
  readonly wireLossPercent: number;
  readonly staleMeanTicks: number;
  readonly watchLossPercent: number;
  /** Of each operator, on average; infinity: never. */
  readonly crashMeanTicks: number;
  readonly pauseMeanTicks: number;
  /** Between two things that people and machines do. */
  readonly userMeanTicks: number;
  readonly userWeights: UserWeights;
  readonly whenScaled: "Retain" | "Delete";
  readonly joinTimeoutSeconds: number;
  readonly promotionMaxLagEntries: number;
}

export function drawOperatorOptions(random: Random, voters: number): OperatorOptions {
  const usual: UserWeights = {
    scale: 12,
    recreate: 1,
    wipeStatus: 1,
    deletePod: 3,
    loseVolume: 4,
    handScale: 1,
    policy: 1,
    roll: 2,
    pauseResource: 1,
    killMachine: 3,
    deleteByForce: 2,
  };
  const weights: Record<UserAct, number> = { ...usual };
  for (const act of USER_ACTS) {
    weights[act] = random.weighted([
      [3, 0],
      [5, usual[act]],
      [2, usual[act] * 5],
    ]);
  }
  weights.scale = Math.max(6, weights.scale);
  return {
    replicas: voters,
    replicasMax: random.between(3, 7),
    operators: random.chance(40) ? 2 : 1,
    ticksPerLook: random.pick([3, 6, 12]),
    wireDelayTicks: random.pick([0.01, 0.05, 0.3]),
    wireLossPercent: random.pick([0, 0, 2, 10]),
    staleMeanTicks: random.pick([0, 0, 0.5, 3]),
    watchLossPercent: random.pick([0, 20, 80]),
    crashMeanTicks: random.pick([6, 15, 40, Infinity]),
    pauseMeanTicks: random.pick([20, 60, Infinity]),
    userMeanTicks: random.pick([6, 15, 40]),
    userWeights: weights,
    whenScaled: random.chance(75) ? "Delete" : "Retain",
    joinTimeoutSeconds: random.pick([20, 60, 600]),
    promotionMaxLagEntries: random.pick([1, 10, 100]),
  };
}
