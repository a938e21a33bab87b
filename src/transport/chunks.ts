/** Frees what the chunks hold open where nobody reads them to their end; without effect on those that were. */
export async function endChunks(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await chunks[Symbol.asyncIterator]().return?.();
}
