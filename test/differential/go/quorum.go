package main

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/cockroachdb/datadriven"
	"go.etcd.io/raft/v3/quorum"
)

type acked map[uint64]quorum.Index

func (a acked) AckedIndex(id uint64) (quorum.Index, bool) {
	index, ok := a[id]
	return index, ok
}

// playQuorum answers committed and vote for a majority (cfg) or a joint one (cfg and cfgj); values belong to the ids in the order in which they appear.
func playQuorum(_ *testing.T, d datadriven.TestData) string {
	var ids []uint64
	var values []string
	halves := quorum.JointConfig{quorum.MajorityConfig{}, quorum.MajorityConfig{}}
	isJoint := false
	seen := map[uint64]bool{}
	for _, arg := range d.CmdArgs {
		half := 0
		switch arg.Key {
		case "cfgj":
			isJoint = true
			half = 1
		case "cfg":
		default:
			values = arg.Vals
			continue
		}
		for _, text := range arg.Vals {
			if id, err := strconv.ParseUint(text, 10, 64); err == nil {
				halves[half][id] = struct{}{}
				if !seen[id] {
					seen[id] = true
					ids = append(ids, id)
				}
			}
		}
	}
	votes := map[uint64]bool{}
	indexes := acked{}
	for at, id := range ids {
		switch text := values[at]; text {
		case "_":
		case "y", "n":
			votes[id] = text == "y"
		default:
			index, _ := strconv.ParseUint(text, 10, 64)
			indexes[id] = quorum.Index(index)
		}
	}
	switch {
	case d.Cmd == "vote" && isJoint:
		return fmt.Sprintln(halves.VoteResult(votes))
	case d.Cmd == "vote":
		return fmt.Sprintln(halves[0].VoteResult(votes))
	case isJoint:
		return fmt.Sprintf("%s%s\n", halves.Describe(indexes), halves.CommittedIndex(indexes))
	default:
		return fmt.Sprintf("%s%s\n", halves[0].Describe(indexes), halves[0].CommittedIndex(indexes))
	}
}
