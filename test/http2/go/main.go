// A client of grpc-go against an echo server: sizes, compression, deadlines, cancellations and streams at once, every answer compared.
package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/gzip"
	"google.golang.org/grpc/status"
)

const (
	callers        = 50
	callsEach      = 100
	streams        = 10
	streamMessages = 1000
)

// raw passes bytes: what a message means is not what is tried here.
type raw struct{}

func (raw) Marshal(message any) ([]byte, error) { return *(message.(*[]byte)), nil }
func (raw) Unmarshal(data []byte, message any) error {
	*(message.(*[]byte)) = bytes.Clone(data)
	return nil
}
func (raw) Name() string { return "raw" }

type tally struct{ ok, canceled, late, refused, wrong atomic.Int64 }

func (t *tally) fault(what string, err error) {
	if t.wrong.Add(1) <= 10 {
		fmt.Println(what, err)
	}
}

func echo(ctx context.Context, conn *grpc.ClientConn, t *tally, size int, options ...grpc.CallOption) {
	request := bytes.Repeat([]byte{byte(size)}, size)
	var answer []byte
	err := conn.Invoke(ctx, "/test.Service/Echo", &request, &answer, options...)
	switch status.Code(err) {
	case codes.OK:
		if bytes.Equal(request, answer) {
			t.ok.Add(1)
		} else {
			t.fault("echo", fmt.Errorf("%d bytes sent, %d others came back", size, len(answer)))
		}
	case codes.Canceled:
		t.canceled.Add(1)
	case codes.DeadlineExceeded:
		t.late.Add(1)
	case codes.ResourceExhausted:
		t.refused.Add(1)
	default:
		t.fault("echo", err)
	}
}

func callOnce(conn *grpc.ClientConn, t *tally, random *rand.Rand) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	switch random.Intn(8) {
	case 0:
		echo(ctx, conn, t, random.Intn(2<<20))
	case 1:
		echo(ctx, conn, t, random.Intn(100_000), grpc.UseCompressor(gzip.Name))
	case 2:
		soon, cancelSoon := context.WithTimeout(ctx, time.Duration(random.Intn(3000))*time.Microsecond)
		echo(soon, conn, t, 1000)
		cancelSoon()
	case 3:
		time.AfterFunc(time.Duration(random.Intn(2000))*time.Microsecond, cancel)
		echo(ctx, conn, t, 20_000)
	case 4:
		// Above the server's limit.
		echo(ctx, conn, t, 5<<20)
	default:
		echo(ctx, conn, t, random.Intn(1000))
	}
}

func stream(conn *grpc.ClientConn, t *tally) {
	description := &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}
	both, err := conn.NewStream(context.Background(), description, "/test.Service/Stream")
	if err != nil {
		t.fault("stream", err)
		return
	}
	size := func(at int) int { return at * 17 % 40_000 }
	go func() {
		for at := range streamMessages {
			message := make([]byte, size(at))
			if err := both.SendMsg(&message); err != nil {
				return
			}
		}
		both.CloseSend()
	}()
	for at := range streamMessages {
		var message []byte
		if err := both.RecvMsg(&message); err != nil || len(message) != size(at) {
			t.fault(fmt.Sprintf("stream message %d of %d bytes", at, len(message)), err)
			return
		}
	}
	t.ok.Add(1)
}

func main() {
	encoding.RegisterCodec(raw{})
	conn, err := grpc.NewClient(os.Args[1], grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.ForceCodec(raw{}), grpc.MaxCallRecvMsgSize(64<<20)))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var t tally
	var running sync.WaitGroup
	for caller := range callers {
		running.Go(func() {
			random := rand.New(rand.NewSource(int64(caller)))
			for range callsEach {
				callOnce(conn, &t, random)
			}
		})
	}
	for range streams {
		running.Go(func() { stream(conn, &t) })
	}
	running.Wait()
	fmt.Printf("grpc-go: %d echoed, %d canceled, %d late, %d refused as too large, %d wrong\n",
		t.ok.Load(), t.canceled.Load(), t.late.Load(), t.refused.Load(), t.wrong.Load())
	if t.wrong.Load() > 0 || t.ok.Load() == 0 {
		os.Exit(1)
	}
}
