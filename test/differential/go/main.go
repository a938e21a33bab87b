// Plays data-driven scripts against etcd's own Raft and prints what it prints: the reference of test/differential.
package main

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// script is one line of standard input.
type script struct {
	Kind  string    `json:"kind"`
	Cases []command `json:"cases"`
}

type command struct {
	Directive string `json:"directive"`
	Input     string `json:"input"`
}

// answer is one line of standard output. A command that stops the library (a panic, or a failed check of the harness) ends its script: Failure
// tells of it, and there is no output of it or of what follows.
type answer struct {
	Outputs []string `json:"outputs"`
	Failure string   `json:"failure"`
}

// interpreter plays one command of a script.
type interpreter func(t *testing.T, d datadriven.TestData) string

// zeroes makes the election timeouts of etcd the shortest, and thereby the same in every run.
type zeroes struct{}

func (zeroes) Read(bytes []byte) (int, error) {
	clear(bytes)
	return len(bytes), nil
}

func main() {
	rand.Reader = zeroes{}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	decoder := json.NewDecoder(in)
	encoder := json.NewEncoder(out)
	for decoder.More() {
		var next script
		if err := decoder.Decode(&next); err != nil {
			fmt.Fprintln(os.Stderr, "cannot read a script:", err)
			os.Exit(1)
		}
		if err := encoder.Encode(play(next)); err != nil {
			fmt.Fprintln(os.Stderr, "cannot write an answer:", err)
			os.Exit(1)
		}
		if err := out.Flush(); err != nil {
			fmt.Fprintln(os.Stderr, "cannot write an answer:", err)
			os.Exit(1)
		}
	}
}

func play(s script) answer {
	var result answer
	interpret := newInterpreter(s.Kind)
	for _, c := range s.Cases {
		name, args, err := datadriven.ParseLine(c.Directive)
		if err != nil {
			result.Failure = err.Error()
			return result
		}
		data := datadriven.TestData{Cmd: name, CmdArgs: args, Input: c.Input}
		output, failure := playCommand(interpret, data)
		if failure != "" {
			result.Failure = failure
			return result
		}
		result.Outputs = append(result.Outputs, output)
	}
	return result
}

// playCommand runs in a goroutine of its own, which a failed check of the harness ends.
func playCommand(interpret interpreter, data datadriven.TestData) (output string, failure string) {
	failure = "stopped by a check of the harness"
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if cause := recover(); cause != nil {
				failure = fmt.Sprint("panic: ", cause)
			}
		}()
		output = interpret(&testing.T{}, data)
		failure = ""
	}()
	<-done
	return output, failure
}

func newInterpreter(kind string) interpreter {
	switch kind {
	case "quorum":
		return playQuorum
	case "confchange":
		return newConfChange()
	default:
		return newInteraction()
	}
}
