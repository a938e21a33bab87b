import { KvStateMachine } from "../state-machine/kv/kv-state-machine.ts";
import { hideSessionRows } from "../state-machine/sessions/session-rows.ts";
import type { SessionMetrics } from "../state-machine/sessions/session-metrics.ts";
import { SessionStateMachine } from "../state-machine/sessions/session-state-machine.ts";
import type { StateMachine, StateStore } from "../state-machine/types.ts";
import { type MemoryPlan, shareRangeBytes } from "./memory-plan.ts";
import type { NodeProcessOptions } from "./options.ts";
import { ConfigurationError } from "./process-outcome.ts";
import { loadStateMachine } from "./state-machine-module.ts";

export interface HostedStateMachine {
  /** What the node applies to: the chosen machine inside client sessions, but for a machine with a store of its own. */
  readonly stateMachine: StateMachine;
  /** The machine inside; null where it is another one than kv. */
  readonly kv: KvStateMachine | null;
}

/**
 * Makes the machine that the options choose.
 *
 * @throws ConfigurationError where a module cannot be used; whatever the rows of the store make it throw.
 */
export async function createHostedStateMachine(
  options: Pick<NodeProcessOptions, "stateMachine"> & {
    readonly limits: Pick<NodeProcessOptions["limits"], "requestBytesMax">;
  },
  dependencies: {
    readonly store: StateStore;
    readonly memory: Pick<MemoryPlan, "recordCacheBytes" | "rangeBytes">;
    readonly sessionMetrics: SessionMetrics;
  },
): Promise<HostedStateMachine> {
  const { store, memory, sessionMetrics: metrics } = dependencies;
  const choice = options.stateMachine;
  const own = hideSessionRows(store);
  if (choice.kind === "kv") {
    const { rangeAnswerBytesMax } = shareRangeBytes({
      rangeBytes: memory.rangeBytes,
      requestBytesMax: options.limits.requestBytesMax,
    });
    const kv = new KvStateMachine(
      { cacheBytesMax: memory.recordCacheBytes, rangeBytesMax: rangeAnswerBytesMax },
      { store: own },
    );
    return { stateMachine: new SessionStateMachine({}, { store, inner: kv, metrics }), kv };
  }
  const inner = await loadStateMachine(choice, { store: own });
  if (inner.keepsOwnStore === true) {
    return { stateMachine: inner, kv: null };
  }
  checkStoreKept(inner, { store, path: choice.path });
  return { stateMachine: new SessionStateMachine({}, { store, inner, metrics }), kv: null };
}

/** A machine that stands elsewhere than the store has another one, and has not said so. */
function checkStoreKept(
  machine: StateMachine,
  { store, path }: { readonly store: StateStore; readonly path: string },
): void {
  const view = store.view();
  view.close();
  if (machine.appliedIndex() !== view.appliedIndex) {
    throw new ConfigurationError(
      `the state machine ${path} stands at index ${machine.appliedIndex()} and the store that it was given at ${view.appliedIndex}: a machine with a store of its own must have keepsOwnStore: true`,
    );
  }
}
