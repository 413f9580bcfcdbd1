package scenarios

import (
	"context"
	"fmt"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/rogpeppe/go-internal/testscript"
)

// stream is a NATS server of the requester's, whose stream REVIEWS holds the subjects
// below reviews:
//
//	stream start        $NATS is its URL, $NATS_USER the same for the user reviews
//	stream read COUNT   so many events, one a line, once they are there; not one more
func stream(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: stream start | read COUNT")
	}
	s := storyOf(ts)
	switch args[0] {
	case "start":
		ts.Check(s.startStream(ts))
	case "read":
		out, err := readStream(s.stream, number(ts, args[1]))
		ts.Check(err)
		_, _ = fmt.Fprint(ts.Stdout(), out)
	default:
		ts.Fatalf("stream %s: no such word", args[0])
	}
}

func (s *story) startStream(ts *testscript.TestScript) error {
	n, err := natsserver.NewServer(&natsserver.Options{
		Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: ts.MkAbs("nats"), NoSigs: true, NoLog: true,
		Username: "reviews", Password: "nats password",
	})
	if err != nil {
		return err
	}
	n.Start()
	ts.Defer(func() {
		n.Shutdown()
		n.WaitForShutdown()
	})
	if !n.ReadyForConnections(patience) {
		return fmt.Errorf("the NATS server is not ready after %v", patience)
	}
	ts.Setenv("NATS", "nats://"+n.Addr().String())
	ts.Setenv("NATS_USER", "nats://reviews@"+n.Addr().String())
	c, err := nats.Connect(n.ClientURL(), nats.UserInfo("reviews", "nats password"), nats.Timeout(patience))
	if err != nil {
		return err
	}
	ts.Defer(c.Close)
	js, err := jetstream.New(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s.stream, err = js.CreateStream(ctx, jetstream.StreamConfig{Name: "REVIEWS", Subjects: []string{"reviews.>"}})
	return err
}

// readStream waits for events from the first on.
func readStream(s jetstream.Stream, count int) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	consumer, err := s.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{})
	if err != nil {
		return "", err
	}
	out := ""
	for range count {
		m, err := consumer.Next(jetstream.FetchMaxWait(patience))
		if err != nil {
			return "", fmt.Errorf("the stream holds fewer than %d events: %w", count, err)
		}
		out += m.Subject() + " " + m.Headers().Get("Nats-Msg-Id") + " " + string(m.Data()) + "\n"
	}
	info, err := s.Info(ctx)
	if err == nil && info.State.Msgs != uint64(count) { //nolint:gosec // a small count of a script
		return "", fmt.Errorf("the stream holds %d events, not %d", info.State.Msgs, count)
	}
	return out, err
}
