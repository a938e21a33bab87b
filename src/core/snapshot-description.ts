import { checkSafeInteger } from "../raft/index.ts";
import type { MemberBook } from "../storage/types.ts";
import { decodeMemberContext, encodeMemberContext } from "./member-context.ts";

/** Version of the bytes below; a node refuses a newer one. */
const SNAPSHOT_DESCRIPTION_VERSION = 1;
const MEMBERS_OFFSET = 17;

export type SnapshotDescriptionErrorDetail =
  | { readonly code: "NEWER_FORMAT"; readonly found: number; readonly supported: number }
  | { readonly code: "MALFORMED" };

/** The description in a snapshot message cannot be read: the message must not reach the algorithm. */
export class SnapshotDescriptionError extends Error {
  override readonly name = "SnapshotDescriptionError";
  readonly detail: SnapshotDescriptionErrorDetail;

  constructor(message: string, detail: SnapshotDescriptionErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): SnapshotDescriptionErrorDetail["code"] {
    return this.detail.code;
  }
}

/** What travels in `Snapshot.data`: the member book at the snapshot's index. The state itself travels in chunks. */
export function encodeSnapshotDescription(memberBook: MemberBook): Uint8Array {
  const head = Buffer.alloc(MEMBERS_OFFSET);
  head.writeUInt8(SNAPSHOT_DESCRIPTION_VERSION, 0);
  head.writeBigUInt64BE(BigInt(memberBook.highestNodeId), 1);
  head.writeBigUInt64BE(BigInt(memberBook.configurationIndex), 9);
  return new Uint8Array(Buffer.concat([head, encodeMemberContext(memberBook.members)]));
}

/** @throws SnapshotDescriptionError when the bytes are of a newer version or cut short. */
export function decodeSnapshotDescription(data: Uint8Array): MemberBook {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const version = bytes[0];
  if (version !== undefined && version !== SNAPSHOT_DESCRIPTION_VERSION) {
    throw new SnapshotDescriptionError(
      `the snapshot's description has format version ${version}, this node reads up to ${SNAPSHOT_DESCRIPTION_VERSION}: run a newer version`,
      { code: "NEWER_FORMAT", found: version, supported: SNAPSHOT_DESCRIPTION_VERSION },
    );
  }
  try {
    return {
      highestNodeId: checkSafeInteger(Number(bytes.readBigUInt64BE(1)), "the highest node id"),
      configurationIndex: checkSafeInteger(
        Number(bytes.readBigUInt64BE(9)),
        "the configuration index",
      ),
      members: decodeMemberContext(bytes.subarray(MEMBERS_OFFSET)),
    };
  } catch (cause) {
    throw new SnapshotDescriptionError(
      `the snapshot's description of ${bytes.length} bytes cannot be read`,
      { code: "MALFORMED" },
      { cause },
    );
  }
}
