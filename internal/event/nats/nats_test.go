package nats_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	natsio "github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nkeys"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi/awstest"
	"foureyes/internal/event/nats"
)

// patience bounds waits for the server beside the test.
const patience = 20 * time.Second

// serve starts a NATS server with JetStream.
func serve(t *testing.T, changes ...func(*server.Options)) *server.Server {
	t.Helper()
	o := &server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: t.TempDir(), NoSigs: true, NoLog: true}
	for _, c := range changes {
		c(o)
	}
	s, err := server.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(patience) {
		t.Fatal("the server is not ready")
	}
	return s
}

// stream makes a stream of the subjects below reviews.
func stream(t *testing.T, s *server.Server, options ...natsio.Option) jetstream.Stream {
	t.Helper()
	c, err := natsio.Connect(s.ClientURL(), append(options, natsio.Timeout(patience))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	js, err := jetstream.New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience) // the library's own is shorter
	defer cancel()
	made, err := js.CreateStream(ctx, jetstream.StreamConfig{Name: "REVIEWS", Subjects: []string{"reviews.>"}})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func to(address, subject, secret string) event.Destination {
	return event.Destination{Address: address, Settings: fmt.Sprintf(`{"subject":%q}`, subject), Secret: []byte(secret)}
}

func held(t *testing.T, s jetstream.Stream) uint64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	info, err := s.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return info.State.Msgs
}

func TestStreamHoldsEachEventOnce(t *testing.T) {
	s := serve(t)
	reviews := stream(t, s)
	for range 3 {
		if err := nats.New().Send(t.Context(), to(s.ClientURL(), "reviews.events", ""), awstest.Event, awstest.Now); err != nil {
			t.Fatal(err)
		}
	}
	if err := nats.New().Send(t.Context(), to(s.ClientURL(), "reviews.trials", ""), awstest.Trial, awstest.Now); err != nil {
		t.Fatal(err)
	}
	if n := held(t, reviews); n != 2 {
		t.Errorf("the stream holds %d events", n)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	m, err := reviews.GetMsg(ctx, 1)
	if err != nil || m.Subject != "reviews.events" || string(m.Data) != string(awstest.Event.Body) {
		t.Errorf("%+v, %v", m, err)
	}
	for name, want := range map[string]string{
		"Nats-Msg-Id": awstest.Event.ID, "Content-Type": "application/json", "Foureyes-humanLoopStatus": "Failed",
		"Foureyes-detail-type": "SageMaker A2I HumanLoop Status Change", "Foureyes-source": "aws.sagemaker",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestFailuresAreTold(t *testing.T) {
	s := serve(t)
	err := nats.New().Send(t.Context(), to(s.ClientURL(), "elsewhere", ""), awstest.Event, awstest.Now)
	if err == nil || !strings.Contains(err.Error(), "no stream holds the subject elsewhere") {
		t.Error(err)
	}
	s.Shutdown()
	s.WaitForShutdown()
	err = nats.New().Send(t.Context(), to(s.ClientURL(), "reviews.events", ""), awstest.Event, awstest.Now)
	if err == nil || !strings.HasPrefix(err.Error(), "reach the NATS server: ") {
		t.Error(err)
	}
}

func TestPasswordsAndTokensLetIn(t *testing.T) {
	withUser := serve(t, func(o *server.Options) { o.Username, o.Password = "reviews", "right" })
	withToken := serve(t, func(o *server.Options) { o.Authorization = "right" })
	users := stream(t, withUser, natsio.UserInfo("reviews", "right"))
	tokens := stream(t, withToken, natsio.Token("right"))
	address := strings.Replace(withUser.ClientURL(), "nats://", "nats://reviews@", 1)
	for _, secret := range []string{"wrong", "right"} {
		for _, at := range []string{address, withToken.ClientURL()} {
			err := nats.New().Send(t.Context(), to(at, "reviews.events", secret), awstest.Event, awstest.Now)
			if (err == nil) != (secret == "right") || err != nil && strings.Contains(err.Error(), "wrong") {
				t.Errorf("%s with %s: %v", at, secret, err)
			}
		}
	}
	if held(t, users) != 1 || held(t, tokens) != 1 {
		t.Error("an event is missing")
	}
}

// must takes the value of a step that has to succeed.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestCredentialsFileLetsIn(t *testing.T) {
	operator, account, user := must(nkeys.CreateOperator()), must(nkeys.CreateAccount()), must(nkeys.CreateUser())
	system := must(nkeys.CreateAccount()) // JetStream does not start without one
	id := func(k nkeys.KeyPair) string { return must(k.PublicKey()) }
	a := jwt.NewAccountClaims(id(account))
	a.Limits.JetStreamLimits = jwt.JetStreamLimits{MemoryStorage: -1, DiskStorage: -1, Streams: -1, Consumer: -1}
	resolver := &server.MemAccResolver{}
	for _, c := range []*jwt.AccountClaims{a, jwt.NewAccountClaims(id(system))} {
		if err := resolver.Store(c.Subject, must(c.Encode(operator))); err != nil {
			t.Fatal(err)
		}
	}
	s := serve(t, func(o *server.Options) {
		o.TrustedKeys, o.AccountResolver, o.SystemAccount = []string{id(operator)}, resolver, id(system)
	})
	credentials := must(jwt.FormatUserConfig(must(jwt.NewUserClaims(id(user)).Encode(account)), must(user.Seed())))
	reviews := stream(t, s, natsio.UserCredentialBytes(credentials))
	if err := nats.New().Send(t.Context(), to(s.ClientURL(), "reviews.events", string(credentials)), awstest.Event, awstest.Now); err != nil {
		t.Error(err)
	}
	if held(t, reviews) != 1 {
		t.Error("the event is missing")
	}
}

func TestSecondServerIsAskedWhenTheFirstIsDown(t *testing.T) {
	down, up := serve(t), serve(t)
	reviews := stream(t, up)
	address := down.ClientURL() + "," + up.ClientURL()
	down.Shutdown()
	down.WaitForShutdown()
	for range 4 { // the library asks them in any order
		if err := nats.New().Send(t.Context(), to(address, "reviews.events", ""), awstest.Event, awstest.Now); err != nil {
			t.Error(err)
		}
	}
	if held(t, reviews) != 1 {
		t.Error("the event is missing")
	}
}

func TestServersThatCouldNotBeReachedAreRefused(t *testing.T) {
	for _, good := range []event.Destination{
		to("nats://a:4222,tls://b:4222", "reviews.events", ""), to("tls://reviews@a", "reviews", "x"), to("nats://a", "größe.$1", "token"),
	} {
		if err := nats.New().Check(good); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for want, bad := range map[string]event.Destination{
		"a URL such as":           to("http://a", "b", ""),
		"a URL such as n":         to("nats://a,", "b", ""),
		"holds no password":       to("nats://a:b@c", "b", ""),
		"needs a subject":         to("nats://a", "", ""),
		"without spaces":          to("nats://a", "a b", ""),
		"and wildcards":           to("nats://a", "a.*", ""),
		"of words and dots":       to("nats://a", "a..b", ""),
		"of words and":            to("nats://a", "$JS.API", ""),
		"of words":                to("nats://a", "a\r\nPUB b", ""),
		"the password":            to("nats://reviews@a", "b", ""),
		`has no setting "stream"`: {Address: "nats://a", Settings: `{"stream":"a"}`},
	} {
		if err := nats.New().Check(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", bad, err, want)
		}
	}
}

// BenchmarkSend measures an event with a connection of its own.
func BenchmarkSend(b *testing.B) {
	o := &server.Options{Host: "127.0.0.1", Port: -1, JetStream: true, StoreDir: b.TempDir(), NoSigs: true, NoLog: true}
	s := must(server.NewServer(o))
	s.Start()
	defer s.Shutdown()
	if !s.ReadyForConnections(patience) {
		b.Fatal("the server is not ready")
	}
	c := must(natsio.Connect(s.ClientURL()))
	defer c.Close()
	must(must(jetstream.New(c)).CreateStream(b.Context(), jetstream.StreamConfig{Name: "REVIEWS", Subjects: []string{"reviews.>"}}))
	for i := range b.N {
		e := awstest.Event
		e.ID = fmt.Sprint(i)
		if err := nats.New().Send(b.Context(), to(s.ClientURL(), "reviews.events", ""), e, awstest.Now); err != nil {
			b.Fatal(err)
		}
	}
}
