import { createCipheriv } from "node:crypto";

const CIPHER_KEY = Buffer.alloc(16, 7);

/** In the order in which they were written. */
export function keyOf(number: number): string {
  return `data-${String(number).padStart(10, "0")}`;
}

/** Bytes that no compression shrinks, the same for the same number at every call. */
export function valueOf(number: number, bytes: number): Buffer {
  const start = Buffer.alloc(16);
  start.writeUIntBE(number, 2, 6);
  return createCipheriv("aes-128-ctr", CIPHER_KEY, start).update(Buffer.alloc(bytes));
}
