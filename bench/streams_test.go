package bench_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	lookers    = 10_000
	streamsOf  = 4 // each person, which is as many as one may have
	idleFor    = 60 * time.Second
	starts     = 200 // loops that all of them are told of
	startsRest = 100 * time.Millisecond
)

// BenchmarkIdleStreams tells what 10,000 pages that look on cost the server while
// nothing happens, and while loops are started of which all of them are told. It
// needs 10,000 open files in either process.
func BenchmarkIdleStreams(b *testing.B) {
	for b.Loop() {
		idleStreams(b)
	}
}

func idleStreams(b *testing.B) {
	s := startServer(b, settings(filepath.Join(b.TempDir(), "data")))
	prepare(b, s.host)
	people := signIn(b, s.host, lookers/streamsOf)
	before := s.memory(b)
	w := watchers{b: b, host: s.host}
	for range streamsOf {
		w.open(people)
	}
	began, cpu := time.Now(), s.cpu(b)
	<-time.After(idleFor)
	idle := (s.cpu(b) - cpu) / time.Since(began).Seconds()
	memory := s.memory(b)

	starter, body := dial(b, s.host, "sagemaker"), bodyAround(b, input(b))
	began, cpu = time.Now(), s.cpu(b)
	next := time.NewTicker(startsRest)
	defer next.Stop()
	for i := range starts {
		starter.must(b, "POST", "/human-loops", []field{{"content-type", "application/json"}}, fmt.Sprintf("%sloop-%d%s", body[0], i, body[1]))
		<-next.C
	}
	busy := (s.cpu(b) - cpu) / time.Since(began).Seconds()
	told := w.close()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric((memory-before)/lookers, "B/stream")
	b.ReportMetric(idle, "idle-cores")
	b.ReportMetric(busy, "busy-cores")
	b.ReportMetric(float64(told)/lookers, "events/stream")
	fmt.Fprintf(os.Stdout, "%d streams: %.1f KiB each, %.3f cores while idle, %.2f cores with %.1f starts in a second, %.1f events got by each\n",
		lookers, (memory-before)/lookers/1024, idle, busy, float64(starts)/time.Since(began).Seconds(), float64(told)/lookers)
}

// signIn makes people, and gives the tokens of their sessions.
func signIn(b *testing.B, host string, people int) []string {
	b.Helper()
	o := operator{b, dial(b, host, "sagemaker")}
	tokens := make([]string, people)
	for i := range tokens {
		email := fmt.Sprintf("looker-%d@example.com", i)
		o.ask("/users", `{"email": "`+email+`", "name": "Looker"}`)
		tokens[i] = o.session(email)
	}
	return tokens
}

// operator is a program that may let people in.
type operator struct {
	b *testing.B
	w *wire
}

// session gives the token of a new session of somebody.
func (o operator) session(email string) string {
	_, link, _ := strings.Cut(o.ask("/users/"+strings.ReplaceAll(email, "@", "%40")+"/sign-in-link", "{}").SignInLink, "#sign-in=")
	return o.ask("/session", `{"signInToken": "`+link+`"}`).Token
}

func (o operator) ask(path, body string) (answer struct{ SignInLink, Token string }) {
	o.b.Helper()
	status, text, err := o.w.call("POST", "/api/v1"+path, []field{{"content-type", "application/json"}}, []byte(body))
	if err == nil {
		err = json.Unmarshal(text, &answer)
	}
	if err != nil || status >= 300 {
		o.b.Fatalf("%s: %d %s %v", path, status, text, err)
	}
	return answer
}

// watchers hold streams open and read what comes.
type watchers struct {
	b     *testing.B
	host  string
	conns []net.Conn
	done  sync.WaitGroup
	mu    sync.Mutex
	told  int
}

// open opens a stream for each token, and waits until it has begun.
func (w *watchers) open(tokens []string) {
	w.b.Helper()
	for _, token := range tokens {
		conn, err := (&net.Dialer{}).DialContext(w.b.Context(), "tcp", w.host)
		if err != nil {
			w.b.Fatal(err)
		}
		w.conns = append(w.conns, conn)
		if _, err := fmt.Fprintf(conn, "GET /api/v1/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n", w.host, token); err != nil {
			w.b.Fatal(err)
		}
		in := bufio.NewReaderSize(conn, 512)
		for line := ""; !strings.HasPrefix(line, "id: "); {
			if line, err = in.ReadString('\n'); err != nil || strings.HasPrefix(line, "HTTP/1.1 4") {
				w.b.Fatalf("the stream has not begun: %s %v", line, err)
			}
		}
		w.done.Go(func() { w.read(in) })
	}
}

func (w *watchers) read(in *bufio.Reader) {
	told := 0
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			w.mu.Lock()
			w.told += told
			w.mu.Unlock()
			return
		}
		if strings.HasPrefix(line, "event: ") {
			told++
		}
	}
}

// close ends the streams, and gives how many events have come.
func (w *watchers) close() int {
	for _, c := range w.conns {
		_ = c.Close()
	}
	w.done.Wait()
	return w.told
}

// inUse is the memory that the process holds for its heap and its stacks.
func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}
