import { HUFFMAN_CODE_BITS } from "./hpack-tables.ts";

const END_OF_STRING = 256;
const NIBBLES = 16;
/** Flags of a transition, above the 9 bits of the next state and the 8 of the symbol. */
const EMITS = 1 << 17;
const FAILS = 1 << 18;
const SYMBOL_SHIFT = 9;
const STATE_MASK = 0x1ff;

/** A node of the code's tree: its children by bit, a symbol at a leaf. */
interface TreeNode {
  readonly children: [TreeNode | null, TreeNode | null];
  symbol: number | null;
  /** Its number among the inner nodes. */
  state: number;
  /** Reached by fewer than 8 bits, all 1: what may pad a string's last octet, RFC 7541 section 5.2. */
  readonly isPadding: boolean;
}

function newNode(isPadding: boolean): TreeNode {
  return { children: [null, null], symbol: null, state: 0, isPadding };
}

function insert(root: TreeNode, code: { bits: number; length: number; symbol: number }): void {
  let node = root;
  for (let depth = 1; depth <= code.length; depth += 1) {
    const bit = (code.bits >>> (code.length - depth)) & 1;
    const side = bit === 0 ? 0 : 1;
    const child = node.children[side] ?? newNode(node.isPadding && bit === 1 && depth < 8);
    node.children[side] = child;
    node = child;
  }
  node.symbol = code.symbol;
}

/** Canonical codes: by length, then by symbol, each one more than the one before. */
function buildTree(): TreeNode {
  const root = newNode(true);
  const symbols = HUFFMAN_CODE_BITS.map((length, symbol) => ({ length, symbol })).sort(
    (left, right) => left.length - right.length || left.symbol - right.symbol,
  );
  let bits = 0;
  let lengthBefore = symbols[0]?.length ?? 0;
  for (const { length, symbol } of symbols) {
    bits <<= length - lengthBefore;
    lengthBefore = length;
    insert(root, { bits, length, symbol });
    bits += 1;
  }
  return root;
}

function innerNodes(root: TreeNode): readonly TreeNode[] {
  const found: TreeNode[] = [root];
  for (let at = 0; at < found.length; at += 1) {
    const node = found[at] ?? root;
    node.state = at;
    for (const child of node.children) {
      if (child !== null && child.symbol === null) {
        found.push(child);
      }
    }
  }
  return found;
}

/** Four bits on from a node: at most one symbol ends within, for the shortest code has five. */
function transition(
  root: TreeNode,
  step: { readonly node: TreeNode; readonly nibble: number },
): number {
  let node: TreeNode = step.node;
  let emitted = 0;
  for (let shift = 3; shift >= 0; shift -= 1) {
    const child: TreeNode | null = node.children[(step.nibble >>> shift) % 2 === 0 ? 0 : 1];
    if (child === null || child.symbol === END_OF_STRING) {
      return FAILS;
    }
    node = child;
    if (child.symbol !== null) {
      emitted = EMITS | (child.symbol << SYMBOL_SHIFT);
      node = root;
    }
  }
  return emitted | node.state;
}

function buildDecoder(): { readonly transitions: Int32Array; readonly endings: Uint8Array } {
  const root = buildTree();
  const nodes = innerNodes(root);
  const transitions = new Int32Array(nodes.length * NIBBLES);
  for (const node of nodes) {
    for (let nibble = 0; nibble < NIBBLES; nibble += 1) {
      transitions[node.state * NIBBLES + nibble] = transition(root, { node, nibble });
    }
  }
  return { transitions, endings: Uint8Array.from(nodes, ({ isPadding }) => Number(isPadding)) };
}

const { transitions: TRANSITIONS, endings: ENDINGS } = buildDecoder();
/** The shortest code has five bits. */
const SYMBOLS_PER_OCTET_MAX = 8 / 5;

/** The string in `bytes` from `start` to `end`; null where it is not one of the code's, RFC 7541 section 5.2. */
export function decodeHuffman(
  bytes: Buffer,
  range: { readonly start: number; readonly end: number },
): string | null {
  const decoded = Buffer.allocUnsafe(Math.ceil((range.end - range.start) * SYMBOLS_PER_OCTET_MAX));
  let length = 0;
  let state = 0;
  for (let at = range.start; at < range.end; at += 1) {
    const octet = bytes[at] ?? 0;
    for (const nibble of [octet >>> 4, octet & 0xf]) {
      const next = TRANSITIONS[state * NIBBLES + nibble] ?? FAILS;
      if ((next & FAILS) !== 0) {
        return null;
      }
      if ((next & EMITS) !== 0) {
        decoded[length] = (next >>> SYMBOL_SHIFT) & 0xff;
        length += 1;
      }
      state = next & STATE_MASK;
    }
  }
  return ENDINGS[state] === 1 ? decoded.toString("latin1", 0, length) : null;
}
