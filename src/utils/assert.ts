/** A broken invariant is a bug in this process, never an operating error: the process must stop. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/**
 * Checks an invariant that this process itself must keep.
 *
 * @throws InvariantError when it is broken; nobody catches it below `cli/`, so the process logs it and exits.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new InvariantError(message);
  }
}

/** Fails to compile when a union gains a member that the caller does not treat. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
