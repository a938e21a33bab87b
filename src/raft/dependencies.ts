import type { RaftStorage } from "./storage.ts";

/** Where the algorithm tells what it does; lines are etcd's, word for word, so that its scripts can be compared. */
export interface RaftLogger {
  debug(line: string): void;
  info(line: string): void;
  warning(line: string): void;
  error(line: string): void;
}

/** Everything that the algorithm cannot do by itself. */
export interface RaftDependencies {
  readonly storage: RaftStorage;
  /** A uniform integer in [0, bound). */
  readonly random: (bound: number) => number;
  readonly logger: RaftLogger;
}
