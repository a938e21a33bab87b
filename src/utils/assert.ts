/** A broken invariant is a bug in this process, never an operating error: the process must stop. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** What may be put into the message of a broken invariant. */
export type Fact = number | string | null;

/**
 * Checks an invariant that this process itself must keep. Each `{}` of `message` stands for the next of `facts`: where the check runs for
 * every entry, making the sentence beforehand would cost more than what it guards.
 *
 * @throws InvariantError when it is broken; nobody catches it below `cli/`, so the process logs it and exits.
 */
export function assert(
  condition: boolean,
  message: string,
  ...facts: readonly Fact[]
): asserts condition {
  if (!condition) {
    throw new InvariantError(fillIn(message, facts));
  }
}

function fillIn(message: string, facts: readonly Fact[]): string {
  const [first = "", ...rest] = message.split("{}");
  return rest.reduce((text, part, at) => `${text}${facts[at] ?? "none"}${part}`, first);
}

/** Fails to compile when a union gains a member that the caller does not treat. */
export function assertNever(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
