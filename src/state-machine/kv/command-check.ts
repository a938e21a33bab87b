import { assertNever } from "../../utils/assert.ts";
import type { ProposalRefusal } from "../types.ts";
import { toByteString } from "../bytes.ts";
import type { KvCommand, KvPutCommand, KvTxnCommand, KvTxnOperation } from "./operations.ts";

/** Compares, operations of a branch, and those of the transactions inside it, counted as etcd does: each level takes its longest list from this. */
export const TXN_OPERATIONS_MAX = 128;

/** etcd's texts (rpctypes), word for word: its clients compare them. */
const EMPTY_KEY = "etcdserver: key is not provided";
const VALUE_PROVIDED = "etcdserver: value is provided";
const LEASE_PROVIDED = "etcdserver: lease is provided";
const TOO_MANY_OPERATIONS = "etcdserver: too many operations in txn request";
const DUPLICATE_KEY = "etcdserver: duplicate key given in txn request";

/** The refusal that every operation on an empty key gets, null where there is a key. */
export function checkKey(key: Uint8Array): ProposalRefusal | null {
  return key.length === 0 ? invalid(EMPTY_KEY) : null;
}

/** What is wrong with a command whatever the store holds; null where nothing is. The server asks it before it proposes, the machine before it applies. */
export function checkKvCommand(command: KvCommand): ProposalRefusal | null {
  switch (command.type) {
    case "put":
      return checkPut(command);
    case "deleteRange":
      return checkKey(command.key);
    case "txn":
      return checkTxn(command, TXN_OPERATIONS_MAX) ?? checkWrites(command);
    default:
      return assertNever(command);
  }
}

function checkPut(command: KvPutCommand): ProposalRefusal | null {
  const refusal = checkKey(command.key);
  if (refusal !== null) {
    return refusal;
  }
  if (command.ignoreValue && command.value.length > 0) {
    return invalid(VALUE_PROVIDED);
  }
  if (command.ignoreLease && command.lease !== 0) {
    return invalid(LEASE_PROVIDED);
  }
  if (command.lease !== 0) {
    const message = `lease ${command.lease} of the put: leases are not supported yet, only lease 0 (none) is allowed`;
    return { code: "UNIMPLEMENTED", message };
  }
  return null;
}

function checkTxn(txn: KvTxnCommand, operationsMax: number): ProposalRefusal | null {
  const { compares, success, failure } = txn;
  const longest = Math.max(compares.length, success.length, failure.length);
  if (longest > operationsMax) {
    return invalid(TOO_MANY_OPERATIONS);
  }
  for (const { key } of compares) {
    const refusal = checkKey(key);
    if (refusal !== null) {
      return refusal;
    }
  }
  for (const operation of [...success, ...failure]) {
    const refusal = checkOperation(operation, operationsMax - longest);
    if (refusal !== null) {
      return refusal;
    }
  }
  return null;
}

function checkOperation(operation: KvTxnOperation, operationsMax: number): ProposalRefusal | null {
  switch (operation.type) {
    case "put":
      return checkPut(operation);
    case "deleteRange":
      return checkKey(operation.key);
    case "range":
      return checkKey(operation.request.key);
    case "txn":
      return checkTxn(operation, operationsMax);
    default:
      return assertNever(operation);
  }
}

function checkWrites({ success, failure }: KvTxnCommand): ProposalRefusal | null {
  return branchWrites(success) === null || branchWrites(failure) === null
    ? invalid(DUPLICATE_KEY)
    : null;
}

/** Keys as byte strings, which sort as the bytes do. */
interface BranchWrites {
  readonly puts: ReadonlySet<string>;
  readonly deletions: readonly Deletion[];
}

interface Deletion {
  readonly start: string;
  readonly end: string;
}

/**
 * What one branch writes; null where it would put a key twice, or put and delete it. Only one branch of an inner transaction is taken, so its two
 * may put the same key. As in etcd, a deletion of everything from a key on counts for nothing here.
 */
function branchWrites(operations: readonly KvTxnOperation[]): BranchWrites | null {
  const deletions = operations.flatMap(deletionsOf);
  const puts = new Set<string>();
  const isFree = (key: string): boolean =>
    !puts.has(key) && !deletions.some(({ start, end }) => key >= start && key < end);
  for (const operation of operations) {
    if (operation.type === "txn") {
      const taken = branchWrites(operation.success);
      const other = branchWrites(operation.failure);
      if (taken === null || other === null) {
        return null;
      }
      const inner = new Set([...taken.puts, ...other.puts]);
      if (![...inner].every(isFree)) {
        return null;
      }
      for (const key of inner) {
        puts.add(key);
      }
      deletions.push(...taken.deletions, ...other.deletions);
    }
  }
  for (const operation of operations) {
    if (operation.type === "put") {
      const key = toByteString(operation.key);
      if (!isFree(key)) {
        return null;
      }
      puts.add(key);
    }
  }
  return { puts, deletions };
}

function deletionsOf(operation: KvTxnOperation): readonly Deletion[] {
  if (operation.type !== "deleteRange") {
    return [];
  }
  const start = toByteString(operation.key);
  const end = operation.rangeEnd.length === 0 ? `${start}\0` : toByteString(operation.rangeEnd);
  return [{ start, end }];
}

function invalid(message: string): ProposalRefusal {
  return { code: "INVALID_ARGUMENT", message };
}
