export interface ChaosFigures {
  readonly kills: number;
  readonly leaderKills: number;
  readonly acknowledgedWrites: number;
}

/** What a run of ten minutes or more must reach, or it has shown too little. */
const LONG_RUN: ChaosFigures & { readonly seconds: number } = {
  seconds: 600,
  kills: 60,
  leaderKills: 20,
  acknowledgedWrites: 50_000,
};

/** A sentence that names each figure that a run of this length should have reached; null where it has them all, or is too short to be judged. */
export function findShortfall(seconds: number, figures: ChaosFigures): string | null {
  if (seconds < LONG_RUN.seconds) {
    return null;
  }
  const missed = [
    { name: "kills", got: figures.kills, wanted: LONG_RUN.kills },
    { name: "kills of the leader", got: figures.leaderKills, wanted: LONG_RUN.leaderKills },
    {
      name: "acknowledged writes",
      got: figures.acknowledgedWrites,
      wanted: LONG_RUN.acknowledgedWrites,
    },
  ].filter(({ got, wanted }) => got < wanted);
  return missed.length === 0
    ? null
    : `too little was shown in ${seconds} s: ${missed.map(({ name, got, wanted }) => `${got} ${name}, at least ${wanted} are wanted`).join("; ")}`;
}
