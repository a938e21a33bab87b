import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AdminToken, AdminTokenError, requireToken } from "../../../src/server/admin-token.ts";
import { RPC_CODE } from "../../../src/server/rpc-error.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { FakeClock, fakeContext } from "./fakes.ts";

const folder = mkdtempSync(join(tmpdir(), "token-"));
afterAll(() => rmSync(folder, { recursive: true }));
const GOOD = "0123456789abcdef";
const OTHER = "fedcba9876543210";

function tokenFile(text: string): string {
  const path = join(mkdtempSync(join(folder, "t-")), "token");
  writeFileSync(path, text);
  return path;
}

function setup(text = `${GOOD}\n`) {
  const path = tokenFile(text);
  const clock = new FakeClock();
  return { path, clock, token: new AdminToken({ path }, { clock, logger: SILENT_LOGGER }) };
}

describe("admin token", () => {
  it.each([
    [`Bearer ${GOOD}`, true],
    [`bearer ${GOOD}`, true],
    [`Bearer ${GOOD}x`, false],
    [`Bearer ${OTHER}`, false],
    [GOOD, false],
    ["Bearer ", false],
    ["", false],
    [null, false],
  ])("for the header %j is accepted: %s", (header, accepted) => {
    expect(setup().token.accepts(header)).toBe(accepted);
  });

  it.each(["", "\n", "short", "has a space in the middle", "ü".repeat(20)])(
    "refuses to start with the file %j",
    (text) => {
      expect(() => setup(text)).toThrow(AdminTokenError);
    },
  );

  it("refuses to start without the file, naming it", () => {
    const clock = new FakeClock();

    expect(() => new AdminToken({ path: "/no/such" }, { clock, logger: SILENT_LOGGER })).toThrow(
      "/no/such",
    );
  });

  it("takes a changed file without a restart", () => {
    const { path, clock, token } = setup();

    writeFileSync(`${path}.new`, OTHER);
    renameSync(`${path}.new`, path);
    clock.advance(1000);

    expect(token.accepts(`Bearer ${OTHER}`)).toBe(true);
    expect(token.accepts(`Bearer ${GOOD}`)).toBe(false);
  });

  it("gives calls to other nodes the token that is in the file by then", () => {
    const { path, clock, token } = setup();
    expect(token.authorization()).toBe(`Bearer ${GOOD}`);

    writeFileSync(`${path}.new`, `${OTHER}\n`);
    renameSync(`${path}.new`, path);
    clock.advance(1000);

    expect(token.authorization()).toBe(`Bearer ${OTHER}`);
  });

  it("keeps the last good token when the file goes bad", () => {
    const { path, clock, token } = setup();

    writeFileSync(path, "");
    clock.advance(1000);
    expect(token.accepts(`Bearer ${GOOD}`)).toBe(true);
    rmSync(path);
    clock.advance(1000);

    expect(token.accepts(`Bearer ${GOOD}`)).toBe(true);
    expect(token.accepts("Bearer ")).toBe(false);
  });

  it("guards every method of a service", async () => {
    const { token } = setup();
    const service = requireToken(
      {
        name: "x.Y",
        methods: [
          { kind: "unary", name: "U", call: async (bytes) => bytes },
          { kind: "stream", name: "S", call: (requests) => requests },
        ],
      },
      token,
    );
    const bytes = new Uint8Array([1]);
    async function* one() {
      yield bytes;
    }
    const run = async (authorization: string | null) => {
      const context = fakeContext({ headers: authorization === null ? {} : { authorization } });
      const results: Uint8Array[] = [];
      for (const method of service.methods) {
        if (method.kind === "unary") {
          results.push(await method.call(bytes, context));
        } else {
          for await (const answer of method.call(one(), context)) {
            results.push(answer);
          }
        }
      }
      return results;
    };

    await expect(run(null)).rejects.toMatchObject({ code: RPC_CODE.UNAUTHENTICATED });
    const [, stream] = service.methods;
    if (stream?.kind === "stream") {
      const first = stream.call(one(), fakeContext({}))[Symbol.asyncIterator]().next();
      await expect(first).rejects.toMatchObject({ code: RPC_CODE.UNAUTHENTICATED });
    }
    await expect(run(`Bearer ${GOOD}`)).resolves.toEqual([bytes, bytes]);
  });
});
