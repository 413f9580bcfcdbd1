package pgwire_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"foureyes/internal/pgwire"
)

// refusalOf is what a client is told that may not connect.
func refusalOf(t *testing.T, u *url.URL) pgconn.PgError {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), u.String())
	if err == nil {
		_ = conn.Close(t.Context())
		t.Fatal("it was let in")
	}
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		t.Fatalf("got %v", err)
	}
	return *e
}

func TestWrongPasswordAndUnknownUserAreToldTheSame(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	u := address(addr)
	u.User = url.UserPassword(user, "wrong")
	wrong := refusalOf(t, u)
	u.User = url.UserPassword("nobody", password)
	unknown := refusalOf(t, u)
	if wrong.Code != "28P01" || wrong.Severity != "FATAL" {
		t.Errorf("got %+v", wrong)
	}
	wrong.Message = strings.ReplaceAll(wrong.Message, user, "nobody")
	if !reflect.DeepEqual(wrong, unknown) {
		t.Errorf("wrong password %+v\nunknown user %+v", wrong, unknown)
	}
	if got := strings.Join(f.failures, ","); got != user+",nobody" || len(f.opened) != 0 {
		t.Errorf("failed %s, opened %v", got, f.opened)
	}
}

// challenge is the server's first message of SCRAM without the nonce.
func challenge(t *testing.T, addr, user string) string {
	t.Helper()
	w := dial(t, addr)
	w.packet(3<<16, []byte("user\x00"+user+"\x00\x00"))
	w.expect(1, "AuthenticationSASL")
	w.send(&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256", Data: []byte("n,,n=,r=x")})
	m, err := w.f.Receive()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(m.(*pgproto3.AuthenticationSASLContinue).Data), ",")
	return rest
}

func TestUnknownUserHasAStableSaltOfTheUsualKind(t *testing.T) {
	key := func(c *pgwire.Config) { c.MockKey = []byte("key") }
	_, addr := serve(t, newFake(), key)
	_, restarted := serve(t, newFake(), key)
	nobody := challenge(t, addr, "nobody")
	if nobody != challenge(t, addr, "nobody") || nobody != challenge(t, restarted, "nobody") {
		t.Error("the salt changes, which that of a user does not")
	}
	if nobody == challenge(t, addr, "nobody else") {
		t.Error("all strangers have one salt")
	}
	known := challenge(t, addr, user)
	if len(known) != len(nobody) || known[len(known)-7:] != nobody[len(nobody)-7:] {
		t.Errorf("%s does not look like %s", nobody, known)
	}
}

func TestBrokenSignInsEndTheConnection(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	for name, messages := range map[string][]pgproto3.FrontendMessage{
		"query":     {&pgproto3.Query{String: "rows 1"}},
		"mechanism": {&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-1", Data: []byte("n,,n=,r=x")}},
		"plus":      {&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256-PLUS", Data: []byte("p=tls-server-end-point,,n=,r=x")}},
		"malformed": {&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256", Data: []byte("n")}},
		"too long":  {&pgproto3.SASLInitialResponse{AuthMechanism: "SCRAM-SHA-256", Data: make([]byte, 20_000)}},
	} {
		t.Run(name, func(t *testing.T) {
			w := dial(t, addr)
			w.packet(3<<16, []byte("user\x00"+user+"\x00\x00"))
			w.expect(1, "AuthenticationSASL")
			w.send(messages...)
			w.expect(-1, "FATAL:08P01 end")
		})
	}
	w := dial(t, addr)
	w.packet(3<<16, []byte("user\x00"+user+"\x00\x00"))
	w.expect(1, "AuthenticationSASL")
	w.send(&pgproto3.Terminate{})
	w.expect(-1, "end")
}

func TestBackendMayRefuseWhoIsKnown(t *testing.T) {
	f := newFake()
	f.refusal = &pgwire.Error{Code: "42501", Message: "permission denied"}
	_, addr := serve(t, f, nil)
	if e := refusalOf(t, address(addr)); e.Code != "42501" || e.Severity != "FATAL" {
		t.Errorf("got %+v", e)
	}
}

func TestConnectionsAreLimited(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, func(c *pgwire.Config) { c.MaxConnections, c.MaxPerUser = 3, 2 })
	first := connect(t, address(addr), pgx.QueryExecModeExec)
	connect(t, address(addr), pgx.QueryExecModeExec)
	if e := refusalOf(t, address(addr)); e.Code != "53300" || !strings.Contains(e.Message, "role") {
		t.Errorf("third of a user: %+v", e)
	}
	other := address(addr)
	other.User = url.UserPassword(user+"2", password)
	connect(t, other, pgx.QueryExecModeExec)
	other.User = url.UserPassword(user+"3", password)
	if e := refusalOf(t, other); e.Code != "53300" || !strings.Contains(e.Message, "clients") {
		t.Errorf("fourth of all: %+v", e)
	}
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-f.closed
	// The place is free just after the session was closed: ask until then.
	for {
		conn, err := pgx.Connect(t.Context(), other.String())
		if err == nil {
			_ = conn.Close(t.Context())
			return
		}
		if code(err) != "53300" {
			t.Fatal(err)
		}
	}
}

func TestStrangersAreLimitedAndTakeNoPlaces(t *testing.T) {
	_, addr := serve(t, newFake(), func(c *pgwire.Config) { c.MaxPending, c.MaxConnections = 2, 1 })
	connect(t, address(addr), pgx.QueryExecModeExec)
	for range 2 {
		w := dial(t, addr)
		w.packet(3<<16, []byte("user\x00x\x00\x00"))
		w.expect(1, "AuthenticationSASL")
	}
	dial(t, addr).closed()
}

// authority is a test's CA with a certificate for 127.0.0.1.
func authority(t *testing.T) (file string, certificate *tls.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func encrypted(t *testing.T) (f *fake, addr, ca string) {
	t.Helper()
	ca, certificate := authority(t)
	f = newFake()
	_, addr = serve(t, f, func(c *pgwire.Config) {
		c.Certificate = func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return certificate, nil }
	})
	return f, strings.Replace(addr, "127.0.0.1", "localhost", 1), ca
}

func TestTLSWithChannelBinding(t *testing.T) {
	f, addr, ca := encrypted(t)
	for _, more := range []string{"", "&channel_binding=require", "&channel_binding=disable", "&sslnegotiation=direct&channel_binding=require"} {
		u := address(addr)
		u.RawQuery = "sslmode=verify-full&sslrootcert=" + url.QueryEscape(ca) + more
		conn := connect(t, u, pgx.QueryExecModeExec)
		if _, err := conn.Exec(t.Context(), "rows 20000"); err != nil {
			t.Errorf("%s: %v", more, err)
		}
		if !f.opened[len(f.opened)-1].TLS {
			t.Errorf("%s: the session does not know", more)
		}
	}
	connect(t, address(addr), pgx.QueryExecModeExec) // without TLS, as it asked for
}

func TestBindingToAnotherChannelIsRefused(t *testing.T) {
	_, addr, _ := encrypted(t)
	for flag, mechanism := range map[string]string{"y,,": "SCRAM-SHA-256", "n,,": "SCRAM-SHA-256-PLUS"} {
		w := dial(t, addr)
		w.packet(80877103, nil)
		var answer [1]byte
		if _, err := w.Read(answer[:]); err != nil || answer[0] != 'S' {
			t.Fatalf("got %q, %v", answer, err)
		}
		secure := tls.Client(w.Conn, &tls.Config{InsecureSkipVerify: true}) //nolint:gosec // the test's own server
		w.Conn, w.f = secure, pgproto3.NewFrontend(secure, secure)
		w.packet(3<<16, []byte("user\x00"+user+"\x00\x00"))
		w.expect(1, "AuthenticationSASL")
		w.send(&pgproto3.SASLInitialResponse{AuthMechanism: mechanism, Data: []byte(flag + "n=,r=x")})
		w.expect(-1, "FATAL:08P01 end")
	}
}
