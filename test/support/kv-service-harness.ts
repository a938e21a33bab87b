import { initialClusterState } from "../../src/core/initial-cluster-state.ts";
import { createKvService } from "../../src/server/kv-service.ts";
import { RangeBudget } from "../../src/server/range-budget.ts";
import type { RpcService } from "../../src/server/rpc.ts";
import { KvStateMachine } from "../../src/state-machine/kv/kv-state-machine.ts";
import type { CommandResult, StateBatch } from "../../src/state-machine/types.ts";
import { MemoryStorage } from "../../src/storage/memory-storage.ts";
import type { KeyValueWrite } from "../../src/utils/key-value.ts";
import { FakeClock, type FakeNode, fakeNode, fakeRangeMetrics } from "../unit/server/fakes.ts";

export interface KvServiceHarness {
  readonly service: RpcService;
  readonly node: FakeNode;
  readonly machine: KvStateMachine;
  readonly clock: FakeClock;
  readonly metrics: ReturnType<typeof fakeRangeMetrics>;
  readonly keyBudget: RangeBudget;
  readonly rangeBudget: RangeBudget;
}

/** The KV service over the real machine and a store in memory; a fake node that applies each proposal at once. */
export async function createKvServiceHarness(options: {
  readonly keyBytesMax: number;
  readonly rangeBytesMax: number;
  /** What every proposal fails with. */
  readonly failure?: Error;
}): Promise<KvServiceHarness> {
  const storage = new MemoryStorage({ storeId: "s1" });
  await storage.assign({
    clusterId: "c1",
    nodeId: 7,
    initial: initialClusterState({ nodeId: 7, address: "h:1", storeId: "s1" }),
  });
  const machine = new KvStateMachine({}, { store: { view: () => storage.stateView() } });
  let index = 1;
  const applyAtOnce = async (data: Uint8Array): Promise<CommandResult> => {
    index += 1;
    await storage.writeBatch({
      entries: [{ type: "normal", term: 1, index, data, context: new Uint8Array() }],
      hardState: null,
      snapshot: null,
      commitIndex: index,
      mustSync: true,
    });
    const stateWrites: KeyValueWrite[] = [];
    const batch: StateBatch = { write: (write) => void stateWrites.push(write) };
    const [result] = await machine.apply([{ index, term: 1, data }], batch);
    await storage.apply({
      appliedIndex: index,
      appliedTerm: 1,
      stateWrites,
      confState: null,
      memberBook: null,
    });
    machine.applied(index);
    return result!;
  };
  const node = fakeNode({
    propose: async (data) => {
      if (options.failure !== undefined) {
        throw options.failure;
      }
      const result = await applyAtOnce(data);
      return { index, term: 1, result };
    },
  });
  const clock = new FakeClock();
  const metrics = fakeRangeMetrics();
  const budget = (bytesMax: number): RangeBudget =>
    new RangeBudget({ bytesMax, waitersMax: 2 }, { clock, metrics });
  const keyBudget = budget(options.keyBytesMax);
  const rangeBudget = budget(options.rangeBytesMax);
  const service = createKvService(
    { keyAnswerBytesMax: options.keyBytesMax, rangeReadBytesMax: options.rangeBytesMax },
    { access: { running: () => ({ node, machine }) }, keyBudget, rangeBudget },
  );
  return { service, node, machine, clock, metrics, keyBudget, rangeBudget };
}
