import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LocalStore } from "../../../../src/operator/hosts/local/local-store.ts";
import { SIGNAL, makeFolder, makeManifest } from "./support.ts";

async function makeStore(): Promise<{ store: LocalStore; folder: string; path: string }> {
  const folder = await makeFolder();
  return { store: new LocalStore({ folder }), folder, path: join(folder, "state.json") };
}

describe("the state file", () => {
  it("keeps a resource and counts its versions and generations", async () => {
    const { store, folder } = await makeStore();

    const first = await store.apply(makeManifest(), 0, SIGNAL);
    const same = await store.apply(makeManifest(), 0, SIGNAL);
    const other = await store.apply(makeManifest({ logLevel: "debug" }), 0, SIGNAL);

    expect([first, same, other].map(({ metadata }) => metadata.generation)).toEqual([1, 1, 2]);
    expect(other.metadata.uid).toBe(first.metadata.uid);
    expect((await new LocalStore({ folder }).read()).resource).toEqual(other);
  });

  it("is closed to others and leaves no temporary file", async () => {
    const { store, folder, path } = await makeStore();

    await store.apply(makeManifest(), 0, SIGNAL);

    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const names = await readdir(folder);
    expect(names.toSorted((left, right) => left.localeCompare(right))).toEqual([
      "state.json",
      "state.lock",
    ]);
  });

  it("loses no change of two programs at once", async () => {
    const { folder, store } = await makeStore();
    await store.apply(makeManifest(), 0, SIGNAL);
    const add = async (from: number): Promise<void> => {
      const own = new LocalStore({ folder });
      for (let at = from; at < from + 10; at += 1) {
        const ports = { client: at, peer: at, http: at, admin: at };
        await own.change((state) => ({ ...state, ports: { ...state.ports, [at]: ports } }), SIGNAL);
      }
    };

    await Promise.all([add(0), add(100), add(200)]);

    expect(Object.keys((await store.read()).ports)).toHaveLength(30);
  });

  it("writes nothing when the change throws", async () => {
    const { store, path } = await makeStore();
    await store.apply(makeManifest(), 0, SIGNAL);
    const before = await readFile(path, "utf8");

    await expect(
      store.change(() => {
        throw new Error("no");
      }, SIGNAL),
    ).rejects.toThrow("no");
    await store.change((state) => state, SIGNAL);

    expect(await readFile(path, "utf8")).toBe(before);
  });

  it.each([
    ["{", /is no JSON: put back a copy/],
    ["{}", /has no formatVersion/],
    ['{"formatVersion":2}', /has format version 2, this program understands 1 only/],
  ])("with %s in it is refused with a sentence", async (text, message) => {
    const { store, path } = await makeStore();
    await writeFile(path, text);

    await expect(store.read()).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringMatching(message) as string,
    });
  });

  it("refuses a change of the spec that the definition forbids", async () => {
    const { store } = await makeStore();
    await store.apply(makeManifest(), 0, SIGNAL);

    await expect(
      store.apply(makeManifest({ storage: { size: "1Gi" } }), 0, SIGNAL),
    ).rejects.toThrow("spec.storage.size cannot shrink, from 10Gi to 1Gi");
  });

  it("forgets a resource without a finalizer at once, and refuses to apply to one that is being deleted", async () => {
    const { store } = await makeStore();
    await store.apply(makeManifest(), 0, SIGNAL);
    expect(await store.requestDeletion(0, SIGNAL)).toBe(false);
    expect((await store.read()).resource).toBeNull();

    await store.apply(makeManifest(), 0, SIGNAL);
    await store.change((state) => {
      const { resource } = state;
      return resource === null
        ? state
        : {
            ...state,
            resource: { ...resource, metadata: { ...resource.metadata, finalizers: ["x"] } },
          };
    }, SIGNAL);
    expect(await store.requestDeletion(0, SIGNAL)).toBe(true);
    await expect(store.apply(makeManifest(), 0, SIGNAL)).rejects.toThrow("demo is being deleted");
  });
});
