// The child process that measures go.etcd.io/raft: a line of JSON with a work in, a line with what it took out.
// The other half of the contract is ../work.ts; both languages must do the same.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

type work struct {
	Kind         string `json:"kind"`
	Operations   int    `json:"operations"`
	Voters       int    `json:"voters"`
	Batch        int    `json:"batch"`
	PayloadBytes int    `json:"payloadBytes"`
	Stored       int    `json:"stored"`
	IsJoint      bool   `json:"isJoint"`
	InFlight     int    `json:"inFlight"`
}

type measured struct {
	Wall float64 `json:"wall"`
	CPU  float64 `json:"cpu"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked work
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fail(fmt.Errorf("read the work %q: %w", lines.Text(), err))
		}
		answer, err := measure(asked)
		if err != nil {
			fail(fmt.Errorf("measure %s: %w", asked.Kind, err))
		}
		if err := answers.Encode(answer); err != nil {
			fail(err)
		}
	}
	if err := lines.Err(); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
