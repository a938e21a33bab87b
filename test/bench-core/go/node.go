package main

import (
	"go.etcd.io/raft/v3"
	pb "go.etcd.io/raft/v3/raftpb"
)

// The log starts after a snapshot at this index and term.
const baseIndex, baseTerm = 1, 1

// fill is what a log holds before, all of one term.
type fill struct {
	count        int
	term, commit uint64
	data         []byte
}

// benchNode is a core with a log in memory and a state machine that only notes how far it is.
type benchNode struct {
	raw     *raft.RawNode
	storage *raft.MemoryStorage
	applied uint64
}

func newBenchNode(id uint64, voters int, held fill, change func(*raft.Config)) (*benchNode, error) {
	ids := make([]uint64, 0, voters)
	for at := 1; at <= voters; at++ {
		ids = append(ids, uint64(at))
	}
	storage := raft.NewMemoryStorage()
	base := &pb.Snapshot{Metadata: &pb.SnapshotMetadata{
		ConfState: &pb.ConfState{Voters: ids},
		Index:     new(uint64(baseIndex)),
		Term:      new(uint64(baseTerm)),
	}}
	if err := storage.ApplySnapshot(base); err != nil {
		return nil, err
	}
	applied := uint64(baseIndex)
	if held.count > 0 {
		entries := make([]*pb.Entry, 0, held.count)
		for at := 1; at <= held.count; at++ {
			index := uint64(baseIndex + at)
			entries = append(entries, &pb.Entry{Term: new(held.term), Index: &index, Data: held.data})
		}
		if err := storage.Append(entries); err != nil {
			return nil, err
		}
		if err := storage.SetHardState(&pb.HardState{Term: new(held.term), Commit: new(held.commit)}); err != nil {
			return nil, err
		}
		applied = held.commit
	}
	config := &raft.Config{
		ID:                        id,
		ElectionTick:              10,
		HeartbeatTick:             1,
		Storage:                   storage,
		Applied:                   applied,
		MaxSizePerMsg:             1 << 20,
		MaxCommittedSizePerReady:  8 << 20,
		MaxUncommittedEntriesSize: 32 << 20,
		MaxInflightMsgs:           256,
		MaxInflightBytes:          16 << 20,
		CheckQuorum:               true,
		PreVote:                   true,
		StepDownOnRemoval:         true,
		Logger:                    silent{},
	}
	if change != nil {
		change(config)
	}
	raw, err := raft.NewRawNode(config)
	if err != nil {
		return nil, err
	}
	return &benchNode{raw: raw, storage: storage, applied: applied}, nil
}

// settle does what every Ready asks for until there is none; its messages go to the end of the outbox, which it returns.
func (n *benchNode) settle(outbox []*pb.Message) ([]*pb.Message, error) {
	for n.raw.HasReady() {
		ready := n.raw.Ready()
		if ready.HardState != nil && !raft.IsEmptyHardState(ready.HardState) {
			if err := n.storage.SetHardState(ready.HardState); err != nil {
				return nil, err
			}
		}
		if err := n.storage.Append(ready.Entries); err != nil {
			return nil, err
		}
		outbox = append(outbox, ready.Messages...)
		if count := len(ready.CommittedEntries); count > 0 {
			n.applied = ready.CommittedEntries[count-1].GetIndex()
		}
		n.raw.Advance(ready)
	}
	return outbox, nil
}

// playedAnswer is what a peer that agrees with everything says; nil to a message that wants no answer.
func playedAnswer(message *pb.Message) *pb.Message {
	answer := &pb.Message{From: message.To, To: message.From, Term: message.Term}
	switch message.GetType() {
	case pb.MsgApp:
		answer.Type = pb.MsgAppResp.Enum()
		answer.Index = new(message.GetIndex() + uint64(len(message.GetEntries())))
	case pb.MsgVote:
		answer.Type = pb.MsgVoteResp.Enum()
	case pb.MsgPreVote:
		answer.Type = pb.MsgPreVoteResp.Enum()
	case pb.MsgHeartbeat:
		answer.Type = pb.MsgHeartbeatResp.Enum()
		answer.Context = message.Context
	default:
		return nil
	}
	return answer
}

// settleWithPlayedPeers goes on until the node and the peers that are played have nothing more to say.
func settleWithPlayedPeers(node *benchNode) error {
	outbox, err := node.settle(nil)
	for err == nil && len(outbox) > 0 {
		for _, message := range outbox {
			if answer := playedAnswer(message); answer != nil {
				if err := node.raw.Step(answer); err != nil {
					return err
				}
			}
		}
		outbox, err = node.settle(nil)
	}
	return err
}

// settleAll goes on until no node has anything more to say to another.
func settleAll(nodes []*benchNode) error {
	outbox, err := settleEach(nodes)
	for err == nil && len(outbox) > 0 {
		for _, message := range outbox {
			if err := nodes[message.GetTo()-1].raw.Step(message); err != nil {
				return err
			}
		}
		outbox, err = settleEach(nodes)
	}
	return err
}

func settleEach(nodes []*benchNode) (outbox []*pb.Message, err error) {
	for _, node := range nodes {
		if outbox, err = node.settle(outbox); err != nil {
			return nil, err
		}
	}
	return outbox, nil
}

// silent is a logger that nobody listens to.
type silent struct{}

func (silent) Debug(...any)              {}
func (silent) Debugf(string, ...any)     {}
func (silent) Info(...any)               {}
func (silent) Infof(string, ...any)      {}
func (silent) Warning(...any)            {}
func (silent) Warningf(string, ...any)   {}
func (silent) Error(...any)              {}
func (silent) Errorf(string, ...any)     {}
func (silent) Fatal(v ...any)            { panic(v) }
func (silent) Fatalf(f string, v ...any) { panic(f) }
func (silent) Panic(v ...any)            { panic(v) }
func (silent) Panicf(f string, v ...any) { panic(f) }
