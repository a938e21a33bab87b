/** What became of one mutant. */
export type Verdict =
  | {
      readonly kind: "killed";
      /** The check of the simulator, or the test. */
      readonly by: string;
      /** Null where no seed was simulated. */
      readonly seed: number | null;
      readonly seconds: number;
    }
  | {
      readonly kind: "survived";
      /** Where nothing was noticed. */
      readonly budget: string;
      readonly seconds: number;
    }
  /** It says nothing about the checks: it does not compile, or does not even work without faults. */
  | { readonly kind: "invalid"; readonly reason: string; readonly seconds: number };

export type Membership = "drawn" | "operator" | "administrator";

/** How seeds are looked through for one program. */
export interface SeedBudget {
  readonly first: number;
  readonly last: number;
  readonly steps: number;
  /** Who moves members; `drawn`: whoever the seed says. */
  readonly membership: Membership;
  /** Tried before the others: they have killed before. */
  readonly hints: readonly number[];
}

/** What the process that simulates a program reports, as one line of JSON. */
export type JudgeReport =
  | { readonly kind: "smokeFailed"; readonly reason: string }
  | {
      readonly kind: "violated";
      readonly check: string;
      readonly sentence: string;
      readonly seed: number;
    }
  | { readonly kind: "clean"; readonly seeds: number };
