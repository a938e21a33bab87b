import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { findScripts, runScript } from "../conformance/runner.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const OWN = resolve(import.meta.dirname, "scripts");
const ETCD = resolve(REPOSITORY, process.env["RAFT_CONFORMANCE_DIR"] ?? "../shared/conformance");

describe("scripts of our own", () => {
  for (const file of findScripts(OWN)) {
    it(`plays ${relative(OWN, file.path)}`, () => {
      expect(runScript(file, { rewrite: false })).toBe("");
    });
  }
});

describe("etcd's scripts", () => {
  if (!existsSync(ETCD)) {
    it.skip(`there is no ${ETCD}; set RAFT_CONFORMANCE_DIR to a folder of etcd's scripts`, () => {});
    return;
  }
  for (const file of findScripts(ETCD)) {
    it(`plays ${relative(ETCD, file.path)} word for word`, () => {
      expect(runScript(file, { rewrite: false })).toBe("");
    });
  }
});
