package bench_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/object/objecttest/gateway"
)

// replicaCallers are how many callers share the replicas.
const replicaCallers = 16

// BenchmarkReplicas measures starts, and whole lives, on one, two and three servers that
// share a PostgreSQL and an S3 store, behind a plain proxy. Each number of servers has
// a database of its own, and they take turns. All are on one machine: what more of them
// can do than one, or less, is what sharing costs.
func BenchmarkReplicas(b *testing.B) {
	for b.Loop() {
		outside := gateway.Run(b)
		makeOutsideBucket(b, outside)
		fleets := []*fleet{newFleet(b, 1, outside), newFleet(b, 2, outside), newFleet(b, 3, outside)}
		for round := range *rounds + 1 {
			for _, f := range fleets {
				if round == 1 {
					f.starts, f.lives = nil, nil // the round before was to warm up
				}
				f.starts = append(f.starts, f.measureFleet(b, func(c *caller) error { return c.start(c.system) }))
				f.lives = append(f.lives, f.measureFleet(b, (*caller).live))
				f.answered += f.lives[len(f.lives)-1].run.done
			}
		}
		for _, f := range fleets {
			f.checkFleet(b)
		}
		printFleets(b, fleets)
	}
}

func makeOutsideBucket(b *testing.B, outside *gateway.Server) {
	b.Helper()
	store := s3.New(s3.Options{
		BaseEndpoint: aws.String(outside.URL), Region: gateway.Region, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(gateway.AccessKeyID, gateway.Secret, ""),
	})
	if _, err := store.CreateBucket(b.Context(), &s3.CreateBucketInput{Bucket: aws.String(bucket)}); err != nil {
		b.Fatal(err)
	}
}

// fleet is some servers on one database.
type fleet struct {
	stage

	servers       []*server
	proxy         string
	starts, lives []sample
	answered      int // loops that are over
}

func newFleet(b *testing.B, n int, outside *gateway.Server) *fleet {
	b.Helper()
	d := newPostgres(b)
	d.settings.ObjectsURL = "s3://?endpoint=" + url.QueryEscape(outside.URL) + "&region=" + gateway.Region
	environment := []string{"AWS_ACCESS_KEY_ID=" + gateway.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + gateway.Secret, "AWS_SESSION_TOKEN="}
	f := &fleet{stage: stage{db: d.db, body: bodyAround(b, input(b))}}
	var hosts []string
	for i := range n {
		c := d.settings
		c.Data = filepath.Join(b.TempDir(), fmt.Sprint("data-", i))
		s := startServer(b, c, environment...)
		f.servers, hosts = append(f.servers, s), append(hosts, s.host)
	}
	prepareFlow(b, hosts[0])
	f.tokens = signIn(b, hosts[0], replicaCallers)
	f.proxy = newProxy(b, hosts)
	return f
}

// measureFleet lets all callers do something for one slot, and waits until every job of it
// is done, which counts: so a life is over when its loop is Completed.
func (f *fleet) measureFleet(b *testing.B, what func(*caller) error) sample {
	b.Helper()
	callers := make([]func() error, replicaCallers)
	for i := range callers {
		c := f.caller(b, f.proxy, f.tokens[i])
		defer c.close()
		callers[i] = func() error { return what(c) }
	}
	servers := f.cpu(b)
	m := f.measure(b, callers...)
	database := postgresCPU(b, f.db)
	m.drain = f.drained(b)
	m.run.elapsed += m.drain
	m.databaseCPU += postgresCPU(b, f.db) - database
	m.serverCPU = f.cpu(b) - servers
	f.told += m.run.done
	return m
}

// checkFleet compares what was acknowledged with what is there.
func (f *fleet) checkFleet(b *testing.B) {
	b.Helper()
	all := f.count(b, `SELECT COUNT(*) FROM human_loop`)
	over := f.count(b, `SELECT COUNT(*) FROM human_loop WHERE status = 'Completed'`)
	if all != f.told || over != f.answered {
		b.Fatalf("%d loops were started and %d answered; %d are there, %d of them Completed", f.told, f.answered, all, over)
	}
}

func (f *fleet) cpu(b *testing.B) float64 {
	b.Helper()
	sum := 0.0
	for _, s := range f.servers {
		sum += s.cpu(b)
	}
	return sum
}

func printFleets(b *testing.B, fleets []*fleet) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(out, "\n\treplicas\tcalls/s\tleast..most\tp50 ms\tp99 ms\tx one\tCPU load and proxy\tservers\tdatabase\t\n")
	for _, kind := range []string{"start", "life"} {
		var one *row
		for i, f := range fleets {
			r := &row{kind: kind, callers: i + 1, samples: f.starts}
			if kind == "life" {
				r.samples = f.lives
			}
			if one == nil {
				one = r
			}
			fmt.Fprintf(out, "%s\t%d\t%.0f\t%s\t%.2f\t%.2f\t%s\t%.2f\t%.2f\t%.2f\t\n", kind, r.callers, r.of(rate), r.spread(),
				r.of(p50), r.of(p99), r.ratio(one), r.of(loadCPU), r.of(serverCPU), r.of(databaseCPU))
			b.ReportMetric(r.of(rate), fmt.Sprintf("%s%d/s", kind, r.callers))
		}
	}
	_ = out.Flush() // to the terminal
}

// newProxy passes each connection on to the next of some hosts. It looks into none.
func newProxy(b *testing.B, hosts []string) string {
	b.Helper()
	l, err := (&net.ListenConfig{}).Listen(b.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	var open sync.WaitGroup
	var next atomic.Int64
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.Context()), time.Hour)
	open.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return // it is closed
			}
			open.Go(func() { pass(ctx, conn, hosts[int(next.Add(1))%len(hosts)]) })
		}
	})
	b.Cleanup(func() {
		cancel()
		_ = l.Close()
		open.Wait()
	})
	return l.Addr().String()
}

// pass carries what either side says to the other, until one of them ends.
func pass(ctx context.Context, client net.Conn, host string) {
	server, err := (&net.Dialer{}).DialContext(ctx, "tcp", host)
	if err != nil {
		_ = client.Close()
		return
	}
	closeBoth := func() {
		_ = client.Close()
		_ = server.Close()
	}
	defer context.AfterFunc(ctx, closeBoth)()
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{client, server}, {server, client}} {
		both.Go(func() {
			_, _ = io.Copy(way[0], way[1])
			closeBoth()
		})
	}
	both.Wait()
}
