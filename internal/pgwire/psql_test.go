package pgwire_test

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// psql is a command that talks to the server.
func psql(t *testing.T, addr, settings string, args ...string) *exec.Cmd {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	line := "host=" + host + " port=" + port + " dbname=foureyes user=" + user + " " + settings
	cmd := exec.CommandContext(t.Context(), "psql", append([]string{"-X", "-A", "-t", "-d", line}, args...)...)
	cmd.Env = append(os.Environ(), "PGPASSWORD="+password, "LC_ALL=C")
	return cmd
}

func TestPsqlReadsRows(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	out, err := psql(t, addr, "", "-c", "rows 3", "-c", "begin; rows 1; commit").CombinedOutput()
	if want := "1|row 1\n2|row 2\n3|\nBEGIN\n1|row 1\nCOMMIT\n"; string(out) != want || err != nil {
		t.Errorf("got %q, %v", out, err)
	}
	out, err = psql(t, addr, "", "-c", "rows 20000").CombinedOutput()
	if lines := strings.Count(string(out), "\n"); lines != 20000 || !strings.HasSuffix(string(out), "\n20000|row 20000\n") || err != nil {
		t.Errorf("got %d lines, %v", lines, err)
	}
}

func TestPsqlShowsErrorsWithTheirPlace(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	out, err := psql(t, addr, "", "-c", "bad query").CombinedOutput()
	want := "ERROR:  syntax error at or near \"bad\"\nLINE 1: bad query\n        ^\nDETAIL:  d\\0\nHINT:  h\n"
	if string(out) != want || err == nil {
		t.Errorf("got %s, %v", out, err)
	}
}

func TestPsqlIsRefusedWithAWrongPassword(t *testing.T) {
	_, addr := serve(t, newFake(), nil)
	cmd := psql(t, addr, "", "-c", "rows 1")
	cmd.Env = append(cmd.Env, "PGPASSWORD=wrong")
	out, err := cmd.CombinedOutput()
	if !strings.Contains(string(out), `password authentication failed for user "`+user+`"`) || err == nil {
		t.Errorf("got %s, %v", out, err)
	}
}

func TestPsqlOverTLS(t *testing.T) {
	_, addr, ca := encrypted(t)
	out, err := psql(t, addr, "sslmode=verify-full channel_binding=require sslrootcert="+ca, "-c", `\conninfo`, "-c", "rows 1").CombinedOutput()
	if !strings.Contains(string(out), "TLSv1.3") || !strings.HasSuffix(string(out), "1|row 1\n") || err != nil {
		t.Errorf("got %s, %v", out, err)
	}
}

func TestCtrlCInPsqlCancelsTheQuery(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	cmd := psql(t, addr, "", "-c", "block")
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-f.started
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	<-f.ended
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || !strings.Contains(out.String(), "ERROR:  canceling statement due to user request") {
		t.Errorf("got %s, %v", out.String(), err)
	}
}

func TestPsqlThatIsKilledEndsItsQuery(t *testing.T) {
	f := newFake()
	_, addr := serve(t, f, nil)
	cmd := psql(t, addr, "", "-c", "block")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-f.started
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-f.ended
	<-f.closed
	_ = cmd.Wait() // it was killed
}
