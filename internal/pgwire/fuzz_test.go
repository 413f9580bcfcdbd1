package pgwire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
)

func FuzzStartupPacket(f *testing.F) {
	for _, seed := range []string{
		"\x00\x00\x00\x08\x04\xd2\x16\x2f", "\x00\x00\x00\x11\x00\x03\x00\x00user\x00x\x00\x00",
		"\x00\x00\x00\x22\x00\x03\x00\x00user\x00x\x00options\x00-c a=\\ b\x00\x00", "\x00\x00\x00\x10\x04\xd2\x16\x2e\x00\x00\x00\x01\x01\x02\x03\x04",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		r := bytes.NewReader(sent)
		p, err := readPacket(r)
		if err != nil {
			return
		}
		if read := len(sent) - r.Len(); read != 8+len(p.body) || len(p.body) > maxStartup {
			t.Fatalf("%d bytes were read for a body of %d", read, len(p.body))
		}
		if _, key, err := p.readCancel(); err == nil && len(key) == 0 {
			t.Error("a cancellation without a key")
		}
		h, err := p.readHello()
		if err == nil && (h.User == "" || h.Database == "" || h.Settings == nil) {
			t.Errorf("got %+v", h)
		}
	})
}

// FuzzMessages sends anything to a session: it must end, and hold nothing.
func FuzzMessages(f *testing.F) {
	encode := func(messages ...pgproto3.FrontendMessage) (sent []byte) {
		for _, m := range messages {
			var err error
			if sent, err = m.Encode(sent); err != nil {
				f.Fatal(err)
			}
		}
		return sent
	}
	f.Add(encode(&pgproto3.Query{String: "x"}, &pgproto3.Terminate{}))
	f.Add(encode(
		&pgproto3.Parse{Name: "s", Query: "x", ParameterOIDs: []uint32{25}}, &pgproto3.Bind{PreparedStatement: "s", Parameters: [][]byte{nil}},
		&pgproto3.Describe{ObjectType: 'P'}, &pgproto3.Execute{MaxRows: 1}, &pgproto3.Flush{}, &pgproto3.Execute{}, &pgproto3.Close{ObjectType: 'S', Name: "s"}, &pgproto3.Sync{},
	))
	f.Add(encode(&pgproto3.FunctionCall{}, &pgproto3.CopyFail{}, &pgproto3.Sync{}))
	f.Fuzz(func(t *testing.T, sent []byte) {
		s := New(nil, Config{Now: time.Now, Log: slog.New(slog.DiscardHandler), MaxMessage: 1 << 16, MaxPrepared: 3})
		c := newConn(t.Context(), s, sink{})
		session := &counting{}
		c.session = session
		c.input.Reader = bytes.NewReader(sent)
		c.in = pgproto3.NewBackend(c.input, nil)
		c.in.SetMaxBodyLen(s.config.MaxMessage)
		c.feed = newFeed(c.net, c.end, s.stopping) // only its clock is used
		err := c.loop()
		c.say(err)
		c.close()
		if session.open != 0 {
			t.Errorf("%d cursors are open", session.open)
		}
		if err != nil && !errors.Is(err, errLost) && !errors.As(err, new(fatal)) {
			t.Errorf("ended with %v", err)
		}
	})
}

// sink takes everything.
type sink struct{ net.Conn }

func (sink) Write(b []byte) (int, error)      { return len(b), nil }
func (sink) SetWriteDeadline(time.Time) error { return nil }
func (sink) Close() error                     { return nil }

// counting has one statement of one parameter and two rows, and counts cursors.
type counting struct{ open int }

func (s *counting) Simple(context.Context, string) iter.Seq2[Cursor, error] {
	return func(yield func(Cursor, error) bool) {
		s.open++
		yield(&two{s: s}, nil)
	}
}

func (s *counting) Parse(context.Context, string, []uint32) (Statement, error) { return s, nil }
func (s *counting) Status() Status                                             { return InTransaction }
func (s *counting) Fail()                                                      {}
func (s *counting) Settings() []Setting                                        { return nil }
func (s *counting) Close()                                                     {}
func (s *counting) Params() []uint32                                           { return []uint32{25} }

func (s *counting) Columns() []Column { return []Column{{Name: "c", OID: 25}} }

func (s *counting) Bind(context.Context, []Param) (Cursor, error) {
	s.open++
	return &two{s: s}, nil
}

type two struct {
	s *counting
	n int
}

func (c *two) Columns() []Column                  { return c.s.Columns() }
func (c *two) Next(context.Context) (bool, error) { c.n++; return c.n < 3, nil }
func (c *two) Tag(int64) string                   { return "SELECT" }
func (c *two) Close()                             { c.s.open-- }
func (c *two) AppendColumn(dst []byte, _ int, _ Format) ([]byte, bool, error) {
	return append(dst, 'x'), false, nil
}

func TestRowThatFailsLeavesNothingBehind(t *testing.T) {
	o := out{conn: sink{}, now: time.Now}
	if err := o.send(&pgproto3.ParseComplete{}); err != nil {
		t.Fatal(err)
	}
	before := len(o.buf)
	if err := o.row(&broken{}, []Format{Text, Text}); !errors.Is(err, io.ErrUnexpectedEOF) || len(o.buf) != before {
		t.Errorf("%v, %d bytes more", err, len(o.buf)-before)
	}
}

// broken fails in the second column.
type broken struct{ two }

func (broken) AppendColumn(dst []byte, i int, _ Format) ([]byte, bool, error) {
	if i == 1 {
		return append(dst, "half"...), false, io.ErrUnexpectedEOF
	}
	return append(dst, "whole"...), false, nil
}
