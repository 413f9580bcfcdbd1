package pgwire_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgproto3"

	"foureyes/internal/pgwire"
)

// wire is a client that sends what no driver would.
type wire struct {
	t *testing.T
	net.Conn
	f *pgproto3.Frontend
}

func dial(t *testing.T, addr string) *wire {
	t.Helper()
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return &wire{t: t, Conn: c, f: pgproto3.NewFrontend(c, c)}
}

// signedIn takes over the socket of a client that has signed in.
func signedIn(t *testing.T, addr string) *wire {
	t.Helper()
	h, err := connect(t, address(addr), pgx.QueryExecModeExec).PgConn().Hijack()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Conn.Close() })
	return &wire{t: t, Conn: h.Conn, f: h.Frontend}
}

// packet sends a packet without a type.
func (w *wire) packet(code uint32, body []byte) {
	w.t.Helper()
	b := binary.BigEndian.AppendUint32(nil, uint32(8+len(body)))
	b = binary.BigEndian.AppendUint32(b, code)
	w.raw(append(b, body...))
}

func (w *wire) raw(b []byte) {
	w.t.Helper()
	if _, err := w.Write(b); err != nil {
		w.t.Fatal(err)
	}
}

func (w *wire) send(messages ...pgproto3.FrontendMessage) {
	w.t.Helper()
	for _, m := range messages {
		w.f.Send(m)
	}
	if err := w.f.Flush(); err != nil {
		w.t.Fatal(err)
	}
}

// read tells the next n messages in short, or all up to the connection's end for -1.
func (w *wire) read(n int) string {
	w.t.Helper()
	var said []string
	for ; n != 0; n-- {
		m, err := w.f.Receive()
		if err != nil {
			said = append(said, "end")
			break
		}
		said = append(said, short(m))
	}
	return strings.Join(said, " ")
}

func short(m pgproto3.BackendMessage) string {
	switch m := m.(type) {
	case *pgproto3.ErrorResponse:
		return m.Severity + ":" + m.Code
	case *pgproto3.ReadyForQuery:
		return string(m.TxStatus)
	case *pgproto3.CommandComplete:
		return strings.ReplaceAll(string(m.CommandTag), " ", "")
	case *pgproto3.DataRow:
		return fmt.Sprintf("row%q", m.Values)
	case *pgproto3.RowDescription:
		var b strings.Builder
		for _, f := range m.Fields {
			fmt.Fprintf(&b, "%s:%d/%d", f.Name, f.DataTypeOID, f.Format)
		}
		return "(" + b.String() + ")"
	case *pgproto3.ParameterDescription:
		return fmt.Sprint("params", m.ParameterOIDs)
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", m), "*pgproto3.")
}

// closed reads to the end, which must come without a word.
func (w *wire) closed() {
	w.t.Helper()
	if b, err := io.ReadAll(w); len(b) > 0 {
		w.t.Errorf("the server said %q (%v)", b, err)
	}
}

func (w *wire) expect(n int, want string) {
	w.t.Helper()
	if got := w.read(n); got != want {
		w.t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestPortalIsSuspendedAtItsLimitAndGoesOn(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	w := signedIn(t, addr)
	w.send(
		&pgproto3.Query{String: "begin"},
		&pgproto3.Parse{Name: "s", Query: "rows 3"}, &pgproto3.Bind{PreparedStatement: "s", DestinationPortal: "p", ResultFormatCodes: []int16{1, 0}},
		&pgproto3.Describe{ObjectType: 'P', Name: "p"},
		&pgproto3.Execute{Portal: "p", MaxRows: 2}, &pgproto3.Sync{},
		&pgproto3.Execute{Portal: "p", MaxRows: 2}, &pgproto3.Execute{Portal: "p"}, &pgproto3.Close{ObjectType: 'P', Name: "p"},
		&pgproto3.Execute{Portal: "p"}, &pgproto3.Sync{},
	)
	w.expect(2, "BEGIN T")
	w.expect(7, `ParseComplete BindComplete (n:20/1t:25/0) row["\x00\x00\x00\x00\x00\x00\x00\x01" "row 1"] row["\x00\x00\x00\x00\x00\x00\x00\x02" "row 2"] PortalSuspended T`)
	w.expect(6, `row["\x00\x00\x00\x00\x00\x00\x00\x03" ""] SELECT1 SELECT0 CloseComplete ERROR:34000 E`)
}

func TestPortalsEndWithTheirTransaction(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	w := signedIn(t, addr)
	w.send(
		&pgproto3.Parse{Name: "s", Query: "rows 3"}, &pgproto3.Bind{PreparedStatement: "s", DestinationPortal: "p"}, &pgproto3.Sync{},
		&pgproto3.Execute{Portal: "p"}, &pgproto3.Sync{},
		&pgproto3.Describe{ObjectType: 'S', Name: "s"}, &pgproto3.Sync{},
	)
	w.expect(5, "ParseComplete BindComplete I ERROR:34000 I")
	w.expect(3, "params[] (n:20/0t:25/0) I")
}

func TestWhatTheExtendedProtocolRefuses(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	s := []byte("s")
	for name, test := range map[string]struct {
		send []pgproto3.FrontendMessage
		want string
	}{
		"no statement":         {[]pgproto3.FrontendMessage{&pgproto3.Bind{PreparedStatement: "x"}}, "ERROR:26000"},
		"no unnamed statement": {[]pgproto3.FrontendMessage{&pgproto3.Describe{ObjectType: 'S'}}, "ERROR:26000"},
		"no portal":            {[]pgproto3.FrontendMessage{&pgproto3.Describe{ObjectType: 'P'}}, "ERROR:34000"},
		"no such object":       {[]pgproto3.FrontendMessage{&pgproto3.Close{ObjectType: 'S', Name: "x"}}, "CloseComplete"},
		"statement exists":     {[]pgproto3.FrontendMessage{&pgproto3.Parse{Name: "a", Query: "rows 1"}, &pgproto3.Parse{Name: "a", Query: "rows 1"}}, "ParseComplete ERROR:42P05"},
		"unnamed is replaced":  {[]pgproto3.FrontendMessage{&pgproto3.Parse{Query: "rows 1"}, &pgproto3.Parse{Query: "rows 1"}}, "ParseComplete ParseComplete"},
		"unnamed is gone":      {[]pgproto3.FrontendMessage{&pgproto3.Parse{Query: "rows 1"}, &pgproto3.Query{String: ""}, &pgproto3.Bind{}}, "ParseComplete EmptyQueryResponse I ERROR:26000"},
		"portal exists": {[]pgproto3.FrontendMessage{
			&pgproto3.Parse{Query: "rows 1"}, &pgproto3.Bind{DestinationPortal: "p"}, &pgproto3.Bind{DestinationPortal: "p"},
		}, "ParseComplete BindComplete ERROR:42P03"},
		"too few parameters":  {[]pgproto3.FrontendMessage{&pgproto3.Parse{Query: "echo $1 $2"}, &pgproto3.Bind{Parameters: [][]byte{s}}}, "ParseComplete ERROR:08P01"},
		"formats of params":   {[]pgproto3.FrontendMessage{&pgproto3.Parse{Query: "echo $1 $2"}, &pgproto3.Bind{Parameters: [][]byte{s, s}, ParameterFormatCodes: []int16{0, 0, 0}}}, "ParseComplete ERROR:08P01"},
		"unknown format":      {[]pgproto3.FrontendMessage{&pgproto3.Parse{Query: "echo $1 $2"}, &pgproto3.Bind{Parameters: [][]byte{s, s}, ParameterFormatCodes: []int16{2}}}, "ParseComplete ERROR:22023"},
		"formats of results":  {[]pgproto3.FrontendMessage{&pgproto3.Parse{Query: "wide 1"}, &pgproto3.Bind{ResultFormatCodes: []int16{0, 0}}}, "ParseComplete ERROR:08P01"},
		"describe what":       {[]pgproto3.FrontendMessage{&pgproto3.Describe{ObjectType: 'X'}}, "ERROR:08P01"},
		"close what":          {[]pgproto3.FrontendMessage{&pgproto3.Close{ObjectType: 'X'}}, "ERROR:08P01"},
		"skipped after error": {[]pgproto3.FrontendMessage{&pgproto3.Describe{ObjectType: 'P'}, &pgproto3.Query{String: "rows 1"}, &pgproto3.Parse{Query: "rows 1"}, &pgproto3.Flush{}}, "ERROR:34000"},
		"empty statement": {[]pgproto3.FrontendMessage{
			&pgproto3.Parse{Query: " -- nothing"}, &pgproto3.Describe{ObjectType: 'S'}, &pgproto3.Bind{}, &pgproto3.Execute{},
		}, "ParseComplete params[] NoData BindComplete EmptyQueryResponse"},
		"run once": {[]pgproto3.FrontendMessage{
			&pgproto3.Parse{Query: "set"}, &pgproto3.Bind{}, &pgproto3.Execute{}, &pgproto3.Execute{},
		}, "ParseComplete BindComplete SET ERROR:55000"},
		"no columns":    {[]pgproto3.FrontendMessage{&pgproto3.Query{String: "nothing"}}, "() row[] SELECT1 I"},
		"function call": {[]pgproto3.FrontendMessage{&pgproto3.FunctionCall{}}, "ERROR:0A000 I"},
		"copy data":     {[]pgproto3.FrontendMessage{&pgproto3.CopyData{Data: s}, &pgproto3.CopyFail{}, &pgproto3.CopyDone{}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := signedIn(t, addr)
			w.send(append(test.send, &pgproto3.Sync{}, &pgproto3.Terminate{})...)
			got := strings.TrimSuffix(w.read(-1), " end")
			want := strings.TrimSpace(test.want + " I")
			if strings.Contains(got, "ParameterStatus") { // set reports itself
				got = strings.ReplaceAll(got, "ParameterStatus ", "")
			}
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestErrorIsSentBeforeSync(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	w := signedIn(t, addr)
	w.send(&pgproto3.Parse{Query: "bad"}, &pgproto3.Flush{})
	w.expect(1, "ERROR:42601")
	w.send(&pgproto3.Sync{})
	w.expect(1, "I")
	w.send(&pgproto3.Parse{Query: "rows 0"}, &pgproto3.Flush{})
	w.expect(1, "ParseComplete")
}

func TestBrokenMessagesEndTheConnection(t *testing.T) {
	_, addr := serve(t, newFake(), func(c *pgwire.Config) { c.MaxMessage = 1000 })
	for name, sent := range map[string]string{
		"unknown type":    "?\x00\x00\x00\x04",
		"negative length": "Q\xff\xff\xff\xff",
		"too long":        "Q\x00\x00\x10\x00",
		"no terminator":   "Q\x00\x00\x00\x05x",
		"bind cut off":    "B\x00\x00\x00\x05x",
		"password again":  "p\x00\x00\x00\x05\x00",
	} {
		t.Run(name, func(t *testing.T) {
			w := signedIn(t, addr)
			w.raw([]byte(sent))
			w.expect(-1, "FATAL:08P01 end")
		})
	}
	w := signedIn(t, addr)
	w.send(&pgproto3.Query{String: "rows 1 --" + strings.Repeat("x", 900)})
	w.expect(4, `(n:20/0t:25/0) row["1" "row 1"] SELECT1 I`)
}

func TestStartupPackets(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	const v3 = 3 << 16
	for name, test := range map[string]struct {
		code uint32
		body string
		want string
	}{
		"version 2":       {2 << 16, "", "FATAL:0A000 end"},
		"version 4":       {4 << 16, "user\x00x\x00\x00", "FATAL:0A000 end"},
		"no user":         {v3, "database\x00x\x00\x00", "FATAL:28000 end"},
		"nothing":         {v3, "", "FATAL:08P01 end"},
		"no end":          {v3, "user\x00x\x00", "FATAL:08P01 end"},
		"more after end":  {v3, "user\x00x\x00\x00x", "FATAL:08P01 end"},
		"name only":       {v3, "user", "FATAL:08P01 end"},
		"latin1":          {v3, "user\x00x\x00client_encoding\x00latin1\x00\x00", "FATAL:22023 end"},
		"replication":     {v3, "user\x00x\x00replication\x00database\x00\x00", "FATAL:0A000 end"},
		"bad options":     {v3, "user\x00x\x00options\x00-x\x00\x00", "FATAL:22023 end"},
		"option cut off":  {v3, "user\x00x\x00options\x00-c\x00\x00", "FATAL:22023 end"},
		"not known":       {v3, "user\x00throttled\x00\x00", "FATAL:28000 end"},
		"ours to log":     {v3, "user\x00broken\x00\x00", "FATAL:XX000 end"},
		"cancel too long": {80877102, strings.Repeat("x", 300), "end"},
		"cancel no key":   {80877102, "\x00\x00\x00\x01", "end"},
	} {
		t.Run(name, func(t *testing.T) {
			w := dial(t, addr)
			w.packet(test.code, []byte(test.body))
			w.expect(-1, test.want)
		})
	}
	for name, sent := range map[string]string{
		"too short": "\x00\x00\x00\x07\x00\x03\x00\x00", "too long": "\x00\x00\x30\x00\x00\x03\x00\x00", "http": "GET / HTTP/1.1\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			w := dial(t, addr)
			w.raw([]byte(sent))
			w.expect(-1, "FATAL:08P01 end")
		})
	}
}

func TestRequestsForEncryptionAreDeclinedInTurn(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	w := dial(t, addr)
	var answer [1]byte
	for _, code := range []uint32{80877104, 80877103} {
		w.packet(code, nil)
		if _, err := io.ReadFull(w, answer[:]); err != nil || answer[0] != 'N' {
			t.Fatalf("got %q, %v", answer, err)
		}
	}
	w.packet(80877103, nil)
	_, _ = io.ReadFull(w, answer[:])
	w.expect(-1, "FATAL:08P01 end")
}

func TestNewerClientsAreToldTheVersion(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	w := dial(t, addr)
	w.packet(3<<16|9999, []byte("user\x00x\x00_pq_.new\x00on\x00\x00"))
	m, err := w.f.Receive()
	if err != nil {
		t.Fatal(err)
	}
	n, ok := m.(*pgproto3.NegotiateProtocolVersion)
	if !ok || n.NewestMinorProtocol != 3<<16|2 || len(n.UnrecognizedOptions) != 1 || n.UnrecognizedOptions[0] != "_pq_.new" {
		t.Errorf("got %+v", m)
	}
	w.expect(1, "AuthenticationSASL")
}

func TestSettingsReachTheSession(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	u := address(addr)
	u.RawQuery += "&application_name=a&TimeZone=Europe/Oslo&client_encoding=UTF8&options=" +
		"-c%20search_path%3Da%5C%20b%20--statement-timeout%3D5%20-cx%3D%5C%5C"
	conn := connect(t, u, pgx.QueryExecModeExec)
	s := f.opened[0]
	want := map[string]string{
		"application_name": "a", "timezone": "Europe/Oslo", "client_encoding": "UTF8", "search_path": "a b", "statement_timeout": "5", "x": `\`,
	}
	for name, value := range want {
		if s.Settings[name] != value {
			t.Errorf("%s is %q", name, s.Settings[name])
		}
	}
	if s.User != user || s.Database != "foureyes" || s.TLS || s.Remote == nil || len(s.Settings) != len(want) {
		t.Errorf("got %+v", s)
	}
	if got := conn.PgConn().ParameterStatus("application_name"); got != "a" {
		t.Errorf("application_name is reported as %q", got)
	}
}

func TestPipelinedBytesBehindSignInAreNotLost(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	w := signedIn(t, addr)
	for range 200 { // more than is read ahead, in pieces
		w.f.Send(&pgproto3.Query{String: "rows 1 --" + strings.Repeat("x", 1000)})
	}
	flushed := make(chan error, 1)
	go func() { flushed <- w.f.Flush() }()
	for i := range 200 {
		if got := w.read(4); got != `(n:20/0t:25/0) row["1" "row 1"] SELECT1 I` {
			t.Fatalf("%d: %s", i, got)
		}
	}
	if err := <-flushed; err != nil {
		t.Fatal(errors.Unwrap(err))
	}
}
