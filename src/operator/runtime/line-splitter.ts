/** Complete lines of a UTF-8 stream, without their ends; a last line without an end is cut off and dropped. @throws Error past `lineBytesMax`. */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  options: { readonly lineBytesMax: number; readonly onBytes: () => void },
): AsyncGenerator<string, void, undefined> {
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  for await (const chunk of chunks) {
    options.onBytes();
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      pending.push(chunk.subarray(start, end));
      const line = Buffer.concat(pending).toString("utf8").trim();
      pending = [];
      pendingBytes = 0;
      start = end + 1;
      if (line !== "") {
        yield line;
      }
    }
    const rest = chunk.subarray(start);
    pendingBytes += rest.length;
    if (pendingBytes > options.lineBytesMax) {
      throw new Error(`a line of the stream is longer than ${options.lineBytesMax} bytes`);
    }
    if (rest.length > 0) {
      pending.push(rest);
    }
  }
}
