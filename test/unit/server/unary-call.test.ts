import { describe, expect, it } from "vitest";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";
import { FLAG, FRAME } from "../../../src/server/http2/protocol.ts";
import { RequestMemory } from "../../../src/server/request-memory.ts";
import { UnaryCall } from "../../../src/server/unary-call.ts";
import { DeadlineTimers } from "../../../src/utils/deadline.ts";
import { FakeClock } from "./fakes.ts";
import { REQUEST_BLOCK, TestConnection, frameBytes, uint32 } from "./http2/connection-harness.ts";

const MESSAGE_BYTES_MAX = 1000;

/** A call on a request of a client that is the test, and what its listener heard. */
async function openCall(memory: RequestMemory): Promise<{
  readonly opened: TestConnection;
  readonly call: UnaryCall;
  readonly heard: readonly string[];
  readonly errors: readonly unknown[];
}> {
  const opened = await TestConnection.open({ streamsMax: 1 });
  await opened.feed(
    frameBytes({ type: FRAME.HEADERS, flags: FLAG.END_HEADERS, streamId: 1 }, REQUEST_BLOCK),
  );
  const [request] = opened.requests;
  const heard: string[] = [];
  const errors: unknown[] = [];
  const call = new UnaryCall(
    { path: "/s/m", deadlineMs: 1000, messageBytesMax: MESSAGE_BYTES_MAX },
    {
      stream: request!.stream,
      headers: request!.headers,
      timers: new DeadlineTimers({ stepMs: 20 }, { clock: new FakeClock() }),
      stopping: new AbortController().signal,
      memory,
      listener: {
        requested: (_call, bytes) => heard.push(Buffer.from(bytes).toString()),
        failed: (_call, error) => errors.push(error),
      },
    },
  );
  return { opened, call, heard, errors };
}

const HALF = Buffer.concat([Buffer.from([0, 0, 0, 3, 0xe8]), Buffer.alloc(400, 0x61)]);

describe("a unary call's request", () => {
  it("is told once it is whole and the client has said so", async () => {
    const { call, heard } = await openCall(new RequestMemory({ bytesMax: 10_000 }));

    call.receiveData(HALF);
    call.receiveData(Buffer.alloc(600, 0x61));
    expect(heard).toEqual([]);
    call.receiveEnd();

    expect(heard).toEqual(["a".repeat(1000)]);
  });

  it("gives its place on the connection to the next where its client leaves before it is whole", async () => {
    const { opened, call } = await openCall(new RequestMemory({ bytesMax: 10_000 }));
    call.receiveData(HALF);

    await opened.feed(
      frameBytes({ type: FRAME.RST_STREAM, streamId: 1 }, uint32(8)),
      frameBytes({ type: FRAME.HEADERS, flags: FLAG.END_HEADERS, streamId: 3 }, REQUEST_BLOCK),
    );

    expect(opened.resets()).toEqual([]);
    expect(opened.requests).toHaveLength(2);
  });

  it("is refused where all that come in take too much, and makes room when it ends", async () => {
    const memory = new RequestMemory({ bytesMax: 1000 });
    const calls = await Promise.all([openCall(memory), openCall(memory), openCall(memory)]);
    for (const { call } of calls) {
      call.receiveData(HALF);
    }
    expect(calls.map(({ errors }) => errors.length)).toEqual([0, 0, 1]);
    expect(calls[2]?.errors[0]).toMatchObject({
      code: RPC_CODE.RESOURCE_EXHAUSTED,
      message: "requests that are still coming in take more than 1000 bytes: try again later",
    });

    calls[0]?.call.closed();
    const next = await openCall(memory);
    next.call.receiveData(HALF);

    expect(next.errors).toEqual([]);
  });
});
