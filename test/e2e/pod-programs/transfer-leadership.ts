/**
 * Runs in a member's container (`kubectl exec -i`), on stdin: hands leadership to the member whose id is in NODE_ID. Asks every member in turn, for only the
 * leader takes the call.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type { raft } from "../../../src/gen/proto.js";

const APP = "/app";
const TOKEN_FILE = "/etc/raft/admin-token/token";

const addresses = (process.env["ADDRESSES"] ?? "").split(",");
const nodeId = Number(process.env["NODE_ID"]);
const grpc = createRequire(`${APP}/package.json`)("@grpc/grpc-js") as typeof Grpc;
const generatedPath: string = `${APP}/dist/gen/proto.js`;
const generated = (await import(generatedPath)) as { readonly raft: typeof raft };
const { StatusRequest, StatusResponse, TransferLeadershipRequest } = generated.raft.v1;

function call(address: string, method: string, bytes: Uint8Array): Promise<Uint8Array> {
  const client = new grpc.Client(address, grpc.credentials.createInsecure());
  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${readFileSync(TOKEN_FILE, "utf8").trim()}`);
  return new Promise<Uint8Array>((resolve, reject) => {
    client.makeUnaryRequest(
      `/raft.v1.Admin/${method}`,
      (value: Uint8Array) => Buffer.from(value),
      (value: Buffer) => value,
      bytes,
      metadata,
      { deadline: Date.now() + 5000 },
      (error, answer) => (error === null ? resolve(answer ?? new Uint8Array()) : reject(error)),
    );
  }).finally(() => client.close());
}

const failures: string[] = [];
for (const address of addresses) {
  try {
    const status = StatusResponse.decode(
      await call(address, "Status", StatusRequest.encode({}).finish()),
    );
    if (status.nodeId === nodeId && status.leaderId === nodeId) {
      process.exit(0);
    }
    const request = { configurationIndex: status.configurationIndex, nodeId };
    await call(address, "TransferLeadership", TransferLeadershipRequest.encode(request).finish());
    process.exit(0);
  } catch (error) {
    failures.push(`${address}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.error(failures.join("\n"));
process.exit(1);
