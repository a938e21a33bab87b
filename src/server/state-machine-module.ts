import { pathToFileURL } from "node:url";
import type { StateMachine, StateStore } from "../state-machine/types.ts";
import { ConfigurationError } from "./process-outcome.ts";

const METHODS = [
  "apply",
  "applied",
  "appliedIndex",
  "query",
  "createSnapshot",
  "applySnapshot",
  "installed",
  "close",
] as const satisfies readonly (keyof StateMachine)[];

/** The methods that a machine must have and this is without. */
function missingMethods(value: object): readonly string[] {
  return METHODS.filter((name) => typeof Reflect.get(value, name) !== "function");
}

function isStateMachine(value: unknown): value is StateMachine {
  return typeof value === "object" && value !== null && missingMethods(value).length === 0;
}

/**
 * Imports the module of `--state-machine` and asks it for its machine.
 *
 * @throws ConfigurationError naming what the module lacks.
 */
export async function loadStateMachine(
  choice: { readonly path: string; readonly options: Readonly<Record<string, string>> },
  dependencies: { readonly store: StateStore },
): Promise<StateMachine> {
  let module: object;
  try {
    const imported: unknown = await import(pathToFileURL(choice.path).href);
    module = typeof imported === "object" && imported !== null ? imported : {};
  } catch (error) {
    throw new ConfigurationError(
      `cannot load the state machine ${choice.path}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const create: unknown = Reflect.get(module, "createStateMachine");
  if (typeof create !== "function") {
    throw new ConfigurationError(
      `the state machine ${choice.path} must export a function createStateMachine, found ${typeof create}`,
    );
  }
  const machine: unknown = await Reflect.apply(create, undefined, [choice.options, dependencies]);
  if (!isStateMachine(machine)) {
    const found =
      typeof machine === "object" && machine !== null
        ? `one without ${missingMethods(machine).join(", ")}`
        : typeof machine;
    throw new ConfigurationError(
      `createStateMachine of ${choice.path} must return an object with the methods ${METHODS.join(", ")}; found ${found}`,
    );
  }
  return machine;
}
