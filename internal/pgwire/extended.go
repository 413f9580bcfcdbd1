package pgwire

import (
	"bytes"
	"context"

	"github.com/jackc/pgx/v5/pgproto3"
)

// portal is a statement with its parameters, and how far it was read.
type portal struct {
	cursor  Cursor
	formats []Format
	done    bool
}

// extended does one step of the extended protocol. After an error all is skipped
// until Sync.
func (c *conn) extended(step func(context.Context) error) error {
	err := c.run(step)
	if err == nil {
		return nil
	}
	c.skipping = true
	return c.fail(err)
}

func (c *conn) parse(ctx context.Context, m *pgproto3.Parse) error {
	if m.Name == "" {
		delete(c.statements, "") // also when the new one is refused
	}
	if err := checkText(m.Query); err != nil {
		return err
	}
	if _, taken := c.statements[m.Name]; taken {
		return refuse(codeStatementExists, "prepared statement %q already exists", m.Name)
	}
	if len(c.statements) >= c.config.MaxPrepared {
		return refuse(codeLimit, "a connection may have no more than %d prepared statements", c.config.MaxPrepared)
	}
	// The decoder uses its list again for the next message.
	s, err := c.session.Parse(ctx, m.Query, append([]uint32(nil), m.ParameterOIDs...))
	if err != nil {
		return err
	}
	c.statements[m.Name] = s
	return c.out.send(&pgproto3.ParseComplete{})
}

func (c *conn) statement(name string) (Statement, error) {
	s, there := c.statements[name]
	switch {
	case there:
		return s, nil
	case name == "":
		return nil, refuse(codeNoStatement, "unnamed prepared statement does not exist")
	}
	return nil, refuse(codeNoStatement, "prepared statement %q does not exist", name)
}

func (c *conn) bind(ctx context.Context, m *pgproto3.Bind) error {
	s, err := c.statement(m.PreparedStatement)
	if err != nil {
		return err
	}
	params, err := paramsOf(m, len(s.Params()))
	if err != nil {
		return err
	}
	formats, err := formatsOf(m.ResultFormatCodes, len(s.Columns()))
	if err != nil {
		return err
	}
	if m.DestinationPortal == "" {
		c.dropPortal("")
	} else if _, taken := c.portals[m.DestinationPortal]; taken {
		return refuse(codePortalExists, "cursor %q already exists", m.DestinationPortal)
	}
	if len(c.portals) >= c.config.MaxPrepared {
		return refuse(codeLimit, "a connection may have no more than %d portals", c.config.MaxPrepared)
	}
	cursor, err := s.Bind(ctx, params)
	if err != nil {
		return err
	}
	c.portals[m.DestinationPortal] = &portal{cursor: cursor, formats: formats}
	return c.out.send(&pgproto3.BindComplete{})
}

// paramsOf copies the values out of a message, whose memory is used again.
func paramsOf(m *pgproto3.Bind, want int) ([]Param, error) {
	if n := len(m.ParameterFormatCodes); n > 1 && n != len(m.Parameters) {
		return nil, refuse(codeProtocol, "bind message has %d parameter formats but %d parameters", n, len(m.Parameters))
	}
	if len(m.Parameters) != want {
		return nil, refuse(codeProtocol, "bind message supplies %d parameters, but prepared statement %q requires %d",
			len(m.Parameters), m.PreparedStatement, want)
	}
	params := make([]Param, len(m.Parameters))
	for i, value := range m.Parameters {
		f, err := formatAt(m.ParameterFormatCodes, i)
		if err != nil {
			return nil, err
		}
		params[i] = Param{Value: bytes.Clone(value), Format: f}
	}
	return params, nil
}

func (c *conn) portal(name string) (*portal, error) {
	p, there := c.portals[name]
	if !there {
		return nil, refuse(codeNoPortal, "portal %q does not exist", name)
	}
	return p, nil
}

func (c *conn) describe(m *pgproto3.Describe) error {
	if m.ObjectType == 'P' {
		return c.describePortal(m.Name)
	}
	if m.ObjectType != 'S' {
		return refuse(codeProtocol, "invalid DESCRIBE message subtype %d", m.ObjectType)
	}
	s, err := c.statement(m.Name)
	if err != nil {
		return err
	}
	if err := c.out.send(&pgproto3.ParameterDescription{ParameterOIDs: s.Params()}); err != nil {
		return err
	}
	columns := s.Columns()
	return c.out.describe(columns, make([]Format, len(columns)))
}

// describePortal describes a portal of the protocol, or one that DECLARE opened: in
// PostgreSQL they are one.
func (c *conn) describePortal(name string) error {
	p, err := c.portal(name)
	if err == nil {
		return c.out.describe(p.cursor.Columns(), p.formats)
	}
	if declared, ok := c.session.(Declarer); ok {
		if columns, there := declared.Declared(name); there {
			return c.out.describe(columns, make([]Format, len(columns)))
		}
	}
	return err
}

// execute runs a portal, or goes on with one that was suspended.
func (c *conn) execute(ctx context.Context, m *pgproto3.Execute) error {
	p, err := c.portal(m.Portal)
	if err != nil {
		return err
	}
	if p.done && p.cursor.Columns() == nil {
		return refuse(codePortalState, "portal %q cannot be run", m.Portal)
	}
	if p.done {
		return c.complete(p.cursor.Tag(0))
	}
	// The limit is a signed number, and without a limit when it is none.
	limit := max(0, int64(int32(m.MaxRows)))
	n, more, err := c.rows(ctx, p.cursor, p.formats, limit)
	if err != nil {
		return err
	}
	if more {
		return c.out.send(&pgproto3.PortalSuspended{})
	}
	p.done = true
	return c.complete(p.cursor.Tag(n))
}

// closeObject closes a statement or a portal; one that is not there is closed.
func (c *conn) closeObject(m *pgproto3.Close) error {
	switch m.ObjectType {
	case 'S':
		delete(c.statements, m.Name)
	case 'P':
		c.dropPortal(m.Name)
	default:
		return refuse(codeProtocol, "invalid CLOSE message subtype %d", m.ObjectType)
	}
	return c.out.send(&pgproto3.CloseComplete{})
}

func (c *conn) dropPortal(name string) {
	if p, there := c.portals[name]; there {
		delete(c.portals, name)
		p.cursor.Close()
	}
}

func (c *conn) dropPortals() {
	for name := range c.portals {
		c.dropPortal(name)
	}
}
