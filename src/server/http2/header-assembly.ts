import { connectionError } from "./http2-error.ts";
import { ERROR_CODE } from "./protocol.ts";

/** Of one header block, encoded. */
const BLOCK_BYTES_MAX = 32 * 1024;
/** A client that cuts a block into more frames than this does it to no good end (CVE-2024-27983 and its kin). */
const CONTINUATIONS_MAX = 16;

/** A header section as its HEADERS frame announced it. */
export interface HeaderSection {
  readonly streamId: number;
  readonly isEndStream: boolean;
  /** RFC 9113 section 5.3.1's only rule that is left: a stream that depends on itself. */
  readonly isSelfDependent: boolean;
}

/** Puts a header block together that comes in several frames, RFC 9113 section 4.3. Until it is whole nothing else may come. */
export class HeaderAssembly {
  #section: HeaderSection | null = null;
  readonly #parts: Buffer[] = [];
  #bytes = 0;

  /** The stream whose block is not whole; null where there is none. */
  get openStreamId(): number | null {
    return this.#section?.streamId ?? null;
  }

  begin(section: HeaderSection, part: Buffer): void {
    this.#section = section;
    this.#add(part);
  }

  /** The whole section, when `part` was its last. @throws Http2Error for the connection. */
  continue(
    part: Buffer,
    { isLast }: { readonly isLast: boolean },
  ): { readonly section: HeaderSection; readonly block: Buffer } | null {
    const section = this.#section;
    if (section === null) {
      throw connectionError(ERROR_CODE.PROTOCOL_ERROR, "a CONTINUATION continues nothing");
    }
    this.#add(part);
    if (!isLast) {
      return null;
    }
    const block = Buffer.concat(this.#parts);
    this.#section = null;
    this.#parts.length = 0;
    this.#bytes = 0;
    return { section, block };
  }

  #add(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#bytes > BLOCK_BYTES_MAX || this.#parts.length > CONTINUATIONS_MAX) {
      throw connectionError(
        ERROR_CODE.ENHANCE_YOUR_CALM,
        `a header block is above ${BLOCK_BYTES_MAX} bytes or ${CONTINUATIONS_MAX} CONTINUATION frames`,
      );
    }
    this.#parts.push(part);
  }
}
