import { describe, expect, it } from "vitest";
import type { MemberView } from "../../../../src/cli/raftctl/cluster-view.ts";
import { MemberChanges } from "../../../../src/cli/raftctl/member-changes.ts";
import { member, silent, view } from "./member-views.ts";

function textsOf(before: readonly MemberView[], now: readonly MemberView[]): readonly string[] {
  const changes = new MemberChanges();
  changes.observe(view(...before), 0);
  return changes.observe(view(...now), 1).changes.map(({ pod, text }) => `${pod} ${text}`);
}

const UNASSIGNED = silent({ role: "Unassigned", problem: "waits for an identity" });

describe("what happened between two looks", () => {
  it.each<[string, readonly MemberView[], readonly MemberView[]]>([
    ["demo-0 leads in term 3", [member()], [member({ role: "Leader", term: 3 })]],
    [
      "demo-0 leads in term 4",
      [member({ role: "Leader", term: 3 })],
      [member({ role: "Leader", term: 4 })],
    ],
    ["demo-0 does not lead any more", [member({ role: "Leader" })], [member()]],
    ["demo-0 went away", [member()], [silent({ nodeId: "1", role: "Voter" })]],
    ["demo-0 went away, led before", [member({ role: "Leader" })], [silent()]],
    ["demo-0 is back", [silent({ nodeId: "1", role: "Voter" })], [member()]],
    ["demo-0 is a learner", [UNASSIGNED], [silent({ role: "Learner" })]],
    [
      "demo-0 is node 4, a learner",
      [UNASSIGNED],
      [member({ nodeId: "4", role: "Learner", ready: false, problem: "catches up" })],
    ],
    ["demo-0 became a voter", [member({ role: "Learner" })], [member()]],
    ["demo-0 left the cluster", [member()], [member({ role: "Removed" })]],
    ["demo-0 is node 5, was node 2", [member({ nodeId: "2" })], [member({ nodeId: "5" })]],
    ["demo-0 catches up", [member()], [member({ ready: false, problem: "catches up" })]],
    ["demo-0 is ready", [member({ ready: false, problem: "catches up" })], [member()]],
    ["demo-1 appeared", [member()], [member(), silent({ pod: "demo-1" })]],
    ["demo-1 is gone", [member(), member({ pod: "demo-1", nodeId: "2" })], [member()]],
  ])("%s", (text, before, now) => {
    expect(textsOf(before, now)).toEqual([text]);
  });

  it("is nothing where only indexes grew, and at the first look", () => {
    const changes = new MemberChanges();

    expect(changes.observe(view(member()), 0).changes).toEqual([]);
    expect(changes.observe(view(member({ commit: 11, applied: 11 })), 1).changes).toEqual([]);
  });

  it("is noted for some seconds, and of pods that exist only", () => {
    const changes = new MemberChanges();
    changes.observe(view(member(), member({ pod: "demo-1", nodeId: "2" })), 0);
    changes.observe(view(silent(), silent({ pod: "demo-1" })), 100);

    expect([...changes.notes(8000)]).toEqual([
      ["demo-0", "went away"],
      ["demo-1", "went away"],
    ]);
    changes.observe(view(silent()), 200);
    expect([...changes.notes(8000).keys()]).toEqual(["demo-0"]);
    expect([...changes.notes(8200)]).toEqual([]);
  });
});

describe("a silent node", () => {
  it("is shown as who it was while no leader tells, as leader no more", () => {
    const changes = new MemberChanges();
    changes.observe(view(member({ role: "Leader" })), 0);

    const seen = changes.observe(view(silent()), 1).view;
    expect(seen.members[0]).toMatchObject({ nodeId: "1", role: "Voter", term: null });
    expect(changes.observe(view(member()), 2).changes).toMatchObject([
      { kind: "contact", text: "is back" },
    ]);
  });
});
