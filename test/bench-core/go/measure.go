package main

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"

	"go.etcd.io/raft/v3"
	"go.etcd.io/raft/v3/quorum"
	pb "go.etcd.io/raft/v3/raftpb"
)

// catchUpBytes is small so that catching up takes many messages.
const catchUpBytes = 4 * 1024

var (
	foo              = []byte("foo")
	errNotAllApplied = errors.New("not everything was applied")
)

// warmUpOperations are done before those that count, as in ../measure.ts.
const warmUpOperations = 10_000

// measure does the work; making nodes and electing leaders is not counted.
func measure(asked work) (measured, error) {
	before := asked
	before.Operations = min(asked.Operations, warmUpOperations)
	if _, err := measureOnce(before); err != nil {
		return measured{}, err
	}
	return measureOnce(asked)
}

func measureOnce(asked work) (measured, error) {
	switch asked.Kind {
	case "propose":
		return measurePropose(asked)
	case "cluster":
		return measureCluster(asked)
	case "quorum":
		return measureQuorum(asked)
	case "window":
		return measureWindow(asked)
	case "catchUp":
		return measureCatchUp(asked)
	case "reject":
		return measureReject(asked)
	default:
		return measured{}, fmt.Errorf("no work is called %q", asked.Kind)
	}
}

func timed(operations int, body func() error) (measured, error) {
	runtime.GC()
	cpuBefore, err := cpuTime()
	if err != nil {
		return measured{}, err
	}
	started := time.Now()
	err = body()
	wall := time.Since(started)
	cpuAfter, timeErr := cpuTime()
	if err == nil {
		err = timeErr
	}
	return measured{
		Wall: float64(wall.Nanoseconds()) / float64(operations),
		CPU:  float64((cpuAfter - cpuBefore).Nanoseconds()) / float64(operations),
	}, err
}

// cpuTime is what all threads of this process have used so far.
func cpuTime() (time.Duration, error) {
	var usage syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), err
}

func startLeader(node *benchNode) error {
	if err := node.raw.Campaign(); err != nil {
		return err
	}
	if err := settleWithPlayedPeers(node); err != nil {
		return err
	}
	if node.raw.BasicStatus().RaftState != raft.StateLeader {
		return errors.New("the node did not become leader")
	}
	return nil
}

func proposeMany(node *benchNode, count int, data []byte) error {
	for range count {
		if err := node.raw.Propose(data); err != nil {
			return err
		}
	}
	return nil
}

func measurePropose(asked work) (measured, error) {
	data := foo
	if asked.PayloadBytes != len(foo) {
		data = make([]byte, asked.PayloadBytes)
	}
	held := fill{count: asked.Stored, term: 1, commit: uint64(asked.Stored + 1), data: data}
	node, err := newBenchNode(1, asked.Voters, held, nil)
	if err != nil {
		return measured{}, err
	}
	if err := startLeader(node); err != nil {
		return measured{}, err
	}
	before := node.applied
	answer, err := timed(asked.Operations, func() error {
		for left := asked.Operations; left > 0; left -= asked.Batch {
			if err := proposeMany(node, min(asked.Batch, left), data); err != nil {
				return err
			}
			if err := settleWithPlayedPeers(node); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && node.applied != before+uint64(asked.Operations) {
		err = errNotAllApplied
	}
	return answer, err
}

func measureCluster(asked work) (measured, error) {
	nodes := make([]*benchNode, 0, asked.Voters)
	for at := 1; at <= asked.Voters; at++ {
		node, err := newBenchNode(uint64(at), asked.Voters, fill{}, nil)
		if err != nil {
			return measured{}, err
		}
		nodes = append(nodes, node)
	}
	if err := nodes[0].raw.Campaign(); err != nil {
		return measured{}, err
	}
	if err := settleAll(nodes); err != nil {
		return measured{}, err
	}
	before := nodes[0].applied
	answer, err := timed(asked.Operations, func() error {
		for left := asked.Operations; left > 0; left -= asked.Batch {
			if err := proposeMany(nodes[0], min(asked.Batch, left), foo); err != nil {
				return err
			}
			if err := settleAll(nodes); err != nil {
				return err
			}
		}
		return nil
	})
	for _, node := range nodes {
		if err == nil && node.applied != before+uint64(asked.Operations) {
			err = errNotAllApplied
		}
	}
	return answer, err
}

type acked map[uint64]quorum.Index

func (a acked) AckedIndex(id uint64) (quorum.Index, bool) {
	index, found := a[id]
	return index, found
}

func measureQuorum(asked work) (measured, error) {
	voters := quorum.MajorityConfig{}
	indexes := acked{}
	for at := 1; at <= asked.Voters; at++ {
		voters[uint64(at)] = struct{}{}
		indexes[uint64(at)] = quorum.Index(1000 + at*7%12)
	}
	halves := quorum.JointConfig{voters, voters}
	var sum quorum.Index
	answer, err := timed(asked.Operations, func() error {
		for range asked.Operations {
			if asked.IsJoint {
				sum += halves.CommittedIndex(indexes)
			} else {
				sum += voters.CommittedIndex(indexes)
			}
		}
		return nil
	})
	if err == nil && sum < quorum.Index(asked.Operations*1000) {
		err = errors.New("a committed index is below every acknowledged one")
	}
	return answer, err
}

func measureWindow(asked work) (measured, error) {
	node, err := newBenchNode(1, 2, fill{}, func(config *raft.Config) { config.MaxInflightMsgs = asked.InFlight })
	if err != nil {
		return measured{}, err
	}
	if err := startLeader(node); err != nil {
		return measured{}, err
	}
	before := node.applied
	answer, err := timed(asked.Operations, func() error {
		for left := asked.Operations; left > 0; left -= asked.InFlight {
			if err := fillAndEmptyWindow(node, asked.InFlight); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && node.applied != before+uint64(asked.Operations) {
		err = errNotAllApplied
	}
	return answer, err
}

func fillAndEmptyWindow(node *benchNode, inFlight int) (err error) {
	var sent, unanswered []*pb.Message
	for range inFlight {
		if err = proposeMany(node, 1, foo); err != nil {
			return err
		}
		if sent, err = node.settle(sent); err != nil {
			return err
		}
	}
	for _, message := range sent {
		answer := playedAnswer(message)
		if answer == nil {
			continue
		}
		if err = node.raw.Step(answer); err != nil {
			return err
		}
		if unanswered, err = node.settle(unanswered); err != nil {
			return err
		}
	}
	return nil
}

func measureCatchUp(asked work) (measured, error) {
	held := fill{count: asked.Stored, term: 1, commit: uint64(asked.Stored + 1), data: foo}
	node, err := newBenchNode(1, 2, held, func(config *raft.Config) { config.MaxSizePerMsg = catchUpBytes })
	if err != nil {
		return measured{}, err
	}
	probe, err := untilFirstAppend(node)
	if err != nil {
		return measured{}, err
	}
	rejection := &pb.Message{
		Type: pb.MsgAppResp.Enum(), From: new(uint64(2)), To: new(uint64(1)), Term: probe.Term,
		Index: probe.Index, LogTerm: new(uint64(1)), Reject: new(true), RejectHint: new(uint64(1)),
	}
	answer, err := timed(asked.Stored, func() error {
		if err := node.raw.Step(rejection); err != nil {
			return err
		}
		return settleWithPlayedPeers(node)
	})
	if err == nil && node.applied != uint64(asked.Stored+2) {
		err = errors.New("the peer did not catch up")
	}
	return answer, err
}

// untilFirstAppend elects the node and returns the probe that it sends, unanswered.
func untilFirstAppend(node *benchNode) (*pb.Message, error) {
	if err := node.raw.Campaign(); err != nil {
		return nil, err
	}
	for {
		outbox, err := node.settle(nil)
		if err != nil {
			return nil, err
		}
		if len(outbox) == 0 {
			return nil, errors.New("the node did not become leader")
		}
		for _, message := range outbox {
			if message.GetType() == pb.MsgApp {
				return message, nil
			}
			if err := node.raw.Step(playedAnswer(message)); err != nil {
				return nil, err
			}
		}
	}
}

func measureReject(asked work) (measured, error) {
	held := fill{count: asked.Stored, term: 5, commit: 1, data: foo}
	node, err := newBenchNode(1, 2, held, nil)
	if err != nil {
		return measured{}, err
	}
	var outbox []*pb.Message
	answer, err := timed(asked.Operations, func() error {
		for range asked.Operations {
			request := &pb.Message{
				Type: pb.MsgApp.Enum(), From: new(uint64(2)), To: new(uint64(1)), Term: new(uint64(6)),
				Index: new(uint64(asked.Stored + 1)), LogTerm: new(uint64(4)), Commit: new(uint64(1)),
			}
			err := node.raw.Step(request)
			if err == nil {
				outbox, err = node.settle(outbox)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && (len(outbox) != asked.Operations || outbox[len(outbox)-1].GetRejectHint() != 1) {
		err = errors.New("the follower did not refuse every append with the right hint")
	}
	return answer, err
}
