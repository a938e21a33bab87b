package main

import (
	"reflect"
	"strconv"
	"testing"
	"unsafe"

	"github.com/cockroachdb/datadriven"
	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/rafttest"
)

func newInteraction() interpreter {
	// The options of the add-nodes command that is being played.
	var args []datadriven.CmdArg
	env := rafttest.NewInteractionEnv(&rafttest.InteractionOpts{
		OnConfig:                     func(c *raft.Config) { configure(c, args) },
		SetRandomizedElectionTimeout: setRandomizedElectionTimeout,
	})
	return func(t *testing.T, d datadriven.TestData) string {
		args = d.CmdArgs
		if output, isOwn := playOwn(env, d); isOwn {
			return output
		}
		return env.Handle(t, d)
	}
}

// configure sets the options for which etcd's scripts have no name; test/golden/README.md lists them.
func configure(c *raft.Config, args []datadriven.CmdArg) {
	for _, arg := range args {
		if len(arg.Vals) != 1 {
			continue
		}
		number, _ := strconv.ParseUint(arg.Vals[0], 10, 64)
		switch arg.Key {
		case "max-size-per-msg":
			c.MaxSizePerMsg = number
			// Its default follows the size of messages, which is another option here.
			if c.MaxCommittedSizePerReady == 0 {
				c.MaxCommittedSizePerReady = 1 << 62
			}
		case "max-uncommitted-size":
			c.MaxUncommittedEntriesSize = number
		case "disable-proposal-forwarding":
			c.DisableProposalForwarding = arg.Vals[0] == "true"
		}
	}
}

// playOwn plays the commands that etcd's library can do and its scripts have no word for.
func playOwn(env *rafttest.InteractionEnv, d datadriven.TestData) (output string, isOwn bool) {
	if d.Cmd != "tick" && d.Cmd != "report-snapshot" {
		return "", false
	}
	env.Output.Reset()
	id, _ := strconv.Atoi(d.CmdArgs[0].Key)
	node := env.Nodes[id-1]
	second := d.CmdArgs[1].Key
	count, _ := strconv.Atoi(second)
	switch d.Cmd {
	case "tick":
		for range count {
			node.Tick()
		}
	case "report-snapshot":
		status := raft.SnapshotFinish
		if d.CmdArgs[2].Key == "failed" {
			status = raft.SnapshotFailure
		}
		node.ReportSnapshot(uint64(count), status)
	}
	if env.Output.Len() == 0 {
		return "ok", true
	}
	return env.Output.String(), true
}

// setRandomizedElectionTimeout writes a private field: only etcd's own tests have a way to it.
func setRandomizedElectionTimeout(node *raft.RawNode, timeout int) {
	core := reflect.ValueOf(node).Elem().FieldByName("raft").Elem()
	field := core.FieldByName("randomizedElectionTimeout")
	*(*int)(unsafe.Pointer(field.UnsafeAddr())) = timeout
}
