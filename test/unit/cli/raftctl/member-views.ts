import type { ClusterView, MemberView } from "../../../../src/cli/raftctl/cluster-view.ts";

/** A healthy follower, but for what is given. */
export function member(given: Partial<MemberView> = {}): MemberView {
  return {
    pod: "demo-0",
    address: "127.0.0.1:1",
    nodeId: "1",
    role: "Voter",
    term: 2,
    commit: 10,
    applied: 10,
    lag: 0,
    ready: true,
    problem: "",
    ...given,
  };
}

export function view(...members: readonly MemberView[]): ClusterView {
  return { name: "demo", source: "nodes", members, doing: "" };
}

/** A voter that does not answer. */
export function silent(given: Partial<MemberView> = {}): MemberView {
  return member({
    nodeId: null,
    role: "-",
    term: null,
    commit: null,
    applied: null,
    lag: null,
    ready: false,
    problem: "nobody takes a connection at 127.0.0.1:1",
    ...given,
  });
}
