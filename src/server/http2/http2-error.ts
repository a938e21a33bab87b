import type { Http2ErrorCode } from "./protocol.ts";

/** How far a broken rule reaches, RFC 9113 section 5.4. */
export type Http2ErrorDetail =
  | { readonly scope: "connection"; readonly code: Http2ErrorCode }
  | { readonly scope: "stream"; readonly streamId: number; readonly code: Http2ErrorCode };

/** What a client did that HTTP/2 or our limits forbid. */
export class Http2Error extends Error {
  override readonly name = "Http2Error";
  readonly detail: Http2ErrorDetail;

  constructor(message: string, detail: Http2ErrorDetail) {
    super(message);
    this.detail = detail;
  }

  get code(): Http2ErrorCode {
    return this.detail.code;
  }
}

/** The connection cannot go on. */
export function connectionError(code: Http2ErrorCode, message: string): Http2Error {
  return new Http2Error(message, { scope: "connection", code });
}

/** The stream cannot go on; others do. */
export function streamError(
  stream: { readonly id: number; readonly code: Http2ErrorCode },
  message: string,
): Http2Error {
  return new Http2Error(message, { scope: "stream", streamId: stream.id, code: stream.code });
}
