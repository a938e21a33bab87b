import type { HeaderList, HpackDecoder } from "./hpack-decoder.ts";

/** Blocks that are kept: a client that calls several methods in turn repeats as many. */
const CACHED_BLOCKS_MAX = 4;
const CACHED_BLOCK_BYTES_MAX = 256;
const FIELD_NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;
/**
 * What RFC 9113 section 8.2.1 forbids in a value, but for white space at its ends: who sends an empty token ("Bearer ") shall read that it is wrong, and not that his
 * stream was reset.
 */
// oxlint-disable-next-line no-control-regex -- these are the octets that must not stand there.
const FORBIDDEN_IN_VALUE = /[\0\r\n]/;
/** Fields of HTTP/1.1's connections, RFC 9113 section 8.2.2. */
const CONNECTION_FIELDS: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);
const REQUEST_PSEUDO_FIELDS: ReadonlySet<string> = new Set([
  ":method",
  ":scheme",
  ":authority",
  ":path",
]);

/** The header section of a request that keeps the rules. Requests with equal blocks share one: it never changes. */
export class RequestHeaders {
  readonly method: string;
  readonly path: string;
  /** Null where the client did not say. */
  readonly contentLength: number | null;
  readonly #list: HeaderList;

  constructor(list: HeaderList) {
    this.#list = list;
    this.method = this.get(":method") ?? "";
    this.path = this.get(":path") ?? "";
    const length = this.get("content-length");
    this.contentLength = length === null ? null : Number(length);
  }

  /** The first value of a field, by its lower-case name. */
  get(name: string): string | null {
    const { names, values } = this.#list;
    for (let at = 0; at < names.length; at += 1) {
      if (names[at] === name) {
        return values[at] ?? null;
      }
    }
    return null;
  }
}

export type ReadRequest =
  | { readonly kind: "request"; readonly headers: RequestHeaders }
  /** RFC 9113 section 8.1.1: a stream error. */
  | { readonly kind: "malformed"; readonly reason: string }
  | { readonly kind: "tooLarge" };

/** Reads the header blocks of requests on one connection. A client of gRPC repeats a block octet by octet; then what it said is known already. */
export class RequestHeadersReader {
  readonly #decoder: HpackDecoder;
  #cached: { readonly block: Buffer; readonly request: ReadRequest }[] = [];
  #cachedAtChange = 0;

  constructor(dependencies: { readonly decoder: HpackDecoder }) {
    this.#decoder = dependencies.decoder;
  }

  /** @throws Http2Error COMPRESSION_ERROR for the connection. */
  read(block: Buffer): ReadRequest {
    if (this.#cachedAtChange === this.#decoder.changeCount) {
      for (const cached of this.#cached) {
        if (isSame(cached.block, block)) {
          return cached.request;
        }
      }
    }
    const changesBefore = this.#decoder.changeCount;
    const request = checkRequest(this.#decoder.decode(block));
    // A block that changes the table says something else when it comes again.
    if (this.#decoder.changeCount === changesBefore && block.length <= CACHED_BLOCK_BYTES_MAX) {
      this.#keep(block, request);
    }
    return request;
  }

  #keep(block: Buffer, request: ReadRequest): void {
    if (this.#cachedAtChange !== this.#decoder.changeCount) {
      this.#cachedAtChange = this.#decoder.changeCount;
      this.#cached = [];
    }
    if (this.#cached.length >= CACHED_BLOCKS_MAX) {
      this.#cached.shift();
    }
    this.#cached.push({ block: Buffer.from(block), request });
  }
}

/** A loop: for so few octets a call of Buffer's own costs more. */
function isSame(left: Buffer, right: Buffer): boolean {
  if (left.length !== right.length) {
    return false;
  }
  for (let at = left.length - 1; at >= 0; at -= 1) {
    if (left[at] !== right[at]) {
      return false;
    }
  }
  return true;
}

/** RFC 9113 sections 8.2 and 8.3. */
function checkRequest(list: HeaderList): ReadRequest {
  if (list.isTooLarge) {
    return { kind: "tooLarge" };
  }
  const reason = requestFault(list);
  return reason === null
    ? { kind: "request", headers: new RequestHeaders(list) }
    : { kind: "malformed", reason };
}

function requestFault({ names, values }: HeaderList): string | null {
  const pseudo = new Map<string, string>();
  let isPastPseudo = false;
  for (const [at, name] of names.entries()) {
    const value = values[at] ?? "";
    if (!name.startsWith(":")) {
      isPastPseudo = true;
    } else if (isPastPseudo || pseudo.has(name) || !REQUEST_PSEUDO_FIELDS.has(name)) {
      return `has the pseudo-header field ${JSON.stringify(name)} where it must not be`;
    } else {
      pseudo.set(name, value);
    }
    const reason = fieldFault(name, value);
    if (reason !== null) {
      return reason;
    }
  }
  return pseudoFault(pseudo);
}

function pseudoFault(pseudo: ReadonlyMap<string, string>): string | null {
  const isConnect = pseudo.get(":method") === "CONNECT";
  for (const name of isConnect ? [":method", ":authority"] : [":method", ":scheme", ":path"]) {
    if ((pseudo.get(name) ?? "") === "") {
      return `has no ${name}`;
    }
  }
  return null;
}

function fieldFault(name: string, value: string): string | null {
  if (!name.startsWith(":") && !FIELD_NAME.test(name)) {
    return `has a field with the name ${JSON.stringify(name)}`;
  }
  if (FORBIDDEN_IN_VALUE.test(value)) {
    return `has forbidden octets in the value of ${name}`;
  }
  if (CONNECTION_FIELDS.has(name) || (name === "te" && value !== "trailers")) {
    return `has the field ${name}: ${value} of another version of HTTP`;
  }
  if (name === "content-length" && !/^\d{1,15}$/.test(value)) {
    return `has the content-length ${JSON.stringify(value)}`;
  }
  return null;
}

/** What is wrong with a trailer section, RFC 9113 section 8.1; null where it is sound. */
export function trailersFault(list: HeaderList): string | null {
  for (const [at, name] of list.names.entries()) {
    const reason = name.startsWith(":")
      ? `has the pseudo-header field ${JSON.stringify(name)} in its trailers`
      : fieldFault(name, list.values[at] ?? "");
    if (reason !== null) {
      return reason;
    }
  }
  return null;
}
