import { type Http2Error, connectionError } from "./http2-error.ts";
import {
  DEFAULT_FRAME_BYTES_MAX,
  ERROR_CODE,
  FRAME_BYTES_MAX_LIMIT,
  type Http2ErrorCode,
  SETTING,
  WINDOW_BYTES_MAX,
} from "./protocol.ts";

/** What a SETTINGS frame changes of what we send; null where it says nothing. */
export interface PeerSettings {
  readonly headerTableBytes: number | null;
  readonly initialWindowBytes: number | null;
  readonly frameBytesMax: number | null;
}

const SETTING_BYTES = 6;

function refuse(code: Http2ErrorCode, text: string): Http2Error {
  return connectionError(code, `a SETTINGS frame ${text}`);
}

/** RFC 9113 section 6.5.2: of a setting that comes twice the last one counts; an unknown one says nothing. @throws Http2Error for the connection. */
export function parseSettings(payload: Buffer): PeerSettings {
  if (payload.length % SETTING_BYTES !== 0) {
    throw refuse(ERROR_CODE.FRAME_SIZE_ERROR, `is of ${payload.length} bytes, no multiple of 6`);
  }
  const settings: { -readonly [name in keyof PeerSettings]: PeerSettings[name] } = {
    headerTableBytes: null,
    initialWindowBytes: null,
    frameBytesMax: null,
  };
  for (let at = 0; at < payload.length; at += SETTING_BYTES) {
    const value = payload.readUInt32BE(at + 2);
    switch (payload.readUInt16BE(at)) {
      case SETTING.HEADER_TABLE_SIZE:
        // A table that was smaller in between must be told of as well, RFC 7541 section 4.2.
        settings.headerTableBytes = Math.min(value, settings.headerTableBytes ?? value);
        break;
      case SETTING.ENABLE_PUSH:
        if (value > 1) {
          throw refuse(ERROR_CODE.PROTOCOL_ERROR, `sets ENABLE_PUSH to ${value}, not to 0 or 1`);
        }
        break;
      case SETTING.INITIAL_WINDOW_SIZE:
        if (value > WINDOW_BYTES_MAX) {
          throw refuse(ERROR_CODE.FLOW_CONTROL_ERROR, `sets INITIAL_WINDOW_SIZE to ${value}`);
        }
        settings.initialWindowBytes = value;
        break;
      case SETTING.MAX_FRAME_SIZE:
        if (value < DEFAULT_FRAME_BYTES_MAX || value > FRAME_BYTES_MAX_LIMIT) {
          throw refuse(ERROR_CODE.PROTOCOL_ERROR, `sets MAX_FRAME_SIZE to ${value}`);
        }
        settings.frameBytesMax = value;
        break;
      default:
        break;
    }
  }
  return settings;
}
