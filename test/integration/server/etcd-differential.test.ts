import { Client, type ServiceError, credentials } from "@grpc/grpc-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { etcdserverpb } from "../../../src/gen/proto.js";
import { RpcError } from "../../../src/server/rpc-error.ts";
import { assertNever } from "../../../src/utils/assert.ts";
import { EtcdProcess, findEtcd } from "../../support/etcd-process.ts";
import { createKvServiceHarness } from "../../support/kv-service-harness.ts";
import { type KvRequest, RandomKvRequests } from "../../support/random-kv-requests.ts";
import { callUnary, fakeContext } from "../../unit/server/fakes.ts";

const REQUESTS = 1000;
const SEEDS = (process.env["KV_DIFFERENTIAL_SEEDS"] ?? "1,2").split(",").map(Number);

const pb = etcdserverpb;
const etcd = findEtcd();

function encode({ method, request }: KvRequest): Buffer {
  switch (method) {
    case "Put":
      return Buffer.from(pb.PutRequest.encode(request).finish());
    case "Range":
      return Buffer.from(pb.RangeRequest.encode(request).finish());
    case "DeleteRange":
      return Buffer.from(pb.DeleteRangeRequest.encode(request).finish());
    case "Txn":
      return Buffer.from(pb.TxnRequest.encode(request).finish());
    default:
      return assertNever(method);
  }
}

function decode(method: KvRequest["method"], bytes: Uint8Array): unknown {
  switch (method) {
    case "Put":
      return pb.PutResponse.decode(bytes);
    case "Range":
      return pb.RangeResponse.decode(bytes);
    case "DeleteRange":
      return pb.DeleteRangeResponse.decode(bytes);
    case "Txn":
      return pb.TxnResponse.decode(bytes);
    default:
      return assertNever(method);
  }
}

/** An answer as text, without what names the cluster and not the data. */
function show(method: KvRequest["method"], bytes: Uint8Array): string {
  return JSON.stringify(
    decode(method, bytes),
    (name, value: unknown) =>
      ["clusterId", "memberId", "raftTerm", "$unknowns"].includes(name) ? undefined : value,
    1,
  );
}

function showRequest({ method, request }: KvRequest): string {
  const text = JSON.stringify(request, (_name, value: unknown) =>
    typeof value === "object" && value !== null && "type" in value && "data" in value
      ? Buffer.from(value.data as number[]).toString("hex")
      : value,
  );
  return `${method} ${text}`;
}

/** The same requests, one after another, to a real etcd and to our service: every answer must be the same, headers' revisions and error texts included. */
describe.skipIf(etcd === null)(
  etcd === null
    ? "answers beside a real etcd: no etcd 3.5 or newer here, see ETCD_BIN"
    : `answers beside etcd ${etcd.version}`,
  () => {
    let process: EtcdProcess | null = null;
    let client: Client | null = null;

    beforeEach(async () => {
      process = await EtcdProcess.start(etcd!.path);
      client = new Client(process.endpoint, credentials.createInsecure());
      await new Promise<void>((resolve, reject) => {
        client!.waitForReady(Date.now() + 30_000, (error) =>
          error === undefined ? resolve() : reject(error),
        );
      });
    });

    afterEach(async () => {
      client?.close();
      await process?.stop();
    });

    async function askEtcd(request: KvRequest): Promise<string> {
      return await new Promise((resolve) => {
        client!.makeUnaryRequest(
          `/etcdserverpb.KV/${request.method}`,
          (bytes: Buffer) => bytes,
          (bytes: Buffer) => bytes,
          encode(request),
          { deadline: Date.now() + 10_000 },
          (error: ServiceError | null, response?: Buffer) =>
            resolve(
              error === null && response !== undefined
                ? show(request.method, response)
                : `${error?.code} ${error?.details}`,
            ),
        );
      });
    }

    it.each(SEEDS)("are the same, with seed %i", async (seed) => {
      const requests = new RandomKvRequests(seed);
      const { service } = await createKvServiceHarness({
        keyBytesMax: 1 << 20,
        rangeBytesMax: 1 << 22,
      });
      let succeeded = 0;
      for (let number = 0; number < REQUESTS; number += 1) {
        const request = requests.next();
        const expected = await askEtcd(request);
        const context = fakeContext({});
        const found = await callUnary(service, request.method, encode(request), context).then(
          (bytes) => show(request.method, bytes),
          (error: unknown) =>
            error instanceof RpcError ? `${error.code} ${error.message}` : String(error),
        );
        context.end();
        expect(found, `seed ${seed}, request ${number}: ${showRequest(request)}`).toBe(expected);
        succeeded += expected.startsWith("{") ? 1 : 0;
      }
      expect(succeeded).toBeGreaterThan(REQUESTS / 2);
    });
  },
);
