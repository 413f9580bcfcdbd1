package pgwire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"
)

const (
	// flushSize is how many bytes are collected before they are sent.
	flushSize = 64 << 10
	// keepSize is the largest buffer that is kept after it was sent: one wide row
	// must not hold its memory until the connection ends.
	keepSize = 4 * flushSize
	// maxRow bounds a row in bytes: PostgreSQL's messages end below 1 GiB.
	maxRow = 1<<30 - 1
)

// out collects messages to the client. What the client does not read is never
// collected beyond flushSize and one row: writing waits, and gives up after timeout.
type out struct {
	conn    net.Conn
	now     func() time.Time
	timeout time.Duration
	buf     []byte
}

// send collects a message. Those that are too long for the protocol end the
// connection.
func (o *out) send(m pgproto3.BackendMessage) error {
	buf, err := m.Encode(o.buf)
	if err != nil {
		return fatal{refuse(codeTooLong, "a message could not be encoded: %v", err)}
	}
	o.buf = buf
	return o.full()
}

// full flushes when enough was collected.
func (o *out) full() error {
	if len(o.buf) < flushSize {
		return nil
	}
	return o.flush()
}

// flush sends what was collected.
func (o *out) flush() error {
	if len(o.buf) == 0 {
		return nil
	}
	if err := o.conn.SetWriteDeadline(o.now().Add(o.timeout)); err != nil {
		return errors.Join(errLost, err)
	}
	_, err := o.conn.Write(o.buf)
	o.buf = o.buf[:0]
	if cap(o.buf) > keepSize {
		o.buf = nil
	}
	if err != nil {
		return errors.Join(errLost, err)
	}
	return nil
}

// row collects the row at which a cursor stands; nothing of it when that fails.
func (o *out) row(c Cursor, formats []Format) error {
	start := len(o.buf)
	buf := append(o.buf, 'D', 0, 0, 0, 0)
	buf = binary.BigEndian.AppendUint16(buf, uint16(len(formats)))
	for i, f := range formats {
		at := len(buf)
		value, null, err := c.AppendColumn(append(buf, 0, 0, 0, 0), i, f)
		if err != nil {
			return err
		}
		if null {
			buf = binary.BigEndian.AppendUint32(value[:at], 0xffffffff)
			continue
		}
		if len(value)-start > maxRow {
			return refuse(codeTooLong, "a row is longer than %d bytes", maxRow)
		}
		binary.BigEndian.PutUint32(value[at:], uint32(len(value)-at-4))
		buf = value
	}
	binary.BigEndian.PutUint32(buf[start+1:], uint32(len(buf)-start-1))
	o.buf = buf
	return o.full()
}

// describe collects the description of a result's columns.
func (o *out) describe(columns []Column, formats []Format) error {
	if columns == nil {
		return o.send(&pgproto3.NoData{})
	}
	m := &pgproto3.RowDescription{Fields: make([]pgproto3.FieldDescription, len(columns))}
	for i, c := range columns {
		m.Fields[i] = pgproto3.FieldDescription{
			Name: []byte(c.Name), TableOID: c.Table, TableAttributeNumber: c.Attribute, DataTypeOID: c.OID,
			DataTypeSize: c.Size, TypeModifier: c.Modifier, Format: int16(formats[i]),
		}
	}
	return o.send(m)
}

// formatsOf gives each column's format from what a client asks for: nothing is text,
// one is for all (PostgreSQL documentation, Bind).
func formatsOf(codes []int16, columns int) ([]Format, error) {
	if len(codes) > 1 && len(codes) != columns {
		return nil, refuse(codeProtocol, "bind message has %d result formats but query has %d columns", len(codes), columns)
	}
	formats := make([]Format, columns)
	for i := range formats {
		code, err := formatAt(codes, i)
		if err != nil {
			return nil, err
		}
		formats[i] = code
	}
	return formats, nil
}

// formatAt is the format of the i-th value.
func formatAt(codes []int16, i int) (Format, error) {
	switch len(codes) {
	case 0:
		return Text, nil
	case 1:
		i = 0
	}
	if f := Format(codes[i]); f == Text || f == Binary {
		return f, nil
	}
	return Text, refuse(codeInvalidParameter, "unsupported format code: %d", codes[i])
}

// String names the format for messages.
func (f Format) String() string {
	switch f {
	case Text:
		return "text"
	case Binary:
		return "binary"
	}
	return fmt.Sprintf("format %d", int16(f))
}
