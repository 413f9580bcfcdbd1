package pgwire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The codes that stand where a startup packet has its version (PostgreSQL
// documentation, Message Formats).
const (
	codeSSL    = 80877103
	codeGSS    = 80877104
	codeCancel = 80877102
)

const (
	// newestMinor is the newest version that is spoken: 3.2 has long cancel keys.
	newestMinor = 2
	// maxStartup bounds a startup packet in bytes, as PostgreSQL does.
	maxStartup = 10_000
)

// packet is what a client sends before messages have types.
type packet struct {
	code uint32
	body []byte
}

// readPacket reads one packet and not a byte more: what follows may be TLS.
func readPacket(r io.Reader) (packet, error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return packet{}, fmt.Errorf("%w: %w", errLost, err)
	}
	size := binary.BigEndian.Uint32(head[:])
	if size < uint32(len(head)) || size > maxStartup {
		return packet{}, refuseFatal(codeProtocol, "invalid length of startup packet")
	}
	p := packet{code: binary.BigEndian.Uint32(head[4:]), body: make([]byte, size-uint32(len(head)))}
	if _, err := io.ReadFull(r, p.body); err != nil {
		return packet{}, fmt.Errorf("%w: %w", errLost, err)
	}
	return p, nil
}

// hello is a startup packet that was understood.
type hello struct {
	Startup
	minor    int
	encoding string
	// unknown are the protocol options that we do not have.
	unknown []string
}

// readHello reads a startup packet of any minor version; newer ones are spoken to in
// ours.
func (p packet) readHello() (hello, error) {
	if major := p.code >> 16; major != 3 {
		return hello{}, refuseFatal(codeUnsupported, "unsupported frontend protocol %d.%d: server supports 3.0 to 3.%d", major, p.code&0xffff, newestMinor)
	}
	h := hello{minor: int(p.code & 0xffff), encoding: "UTF8", Startup: Startup{Settings: map[string]string{}}}
	rest := p.body
	for {
		name, after, ok := cutText(rest)
		if !ok {
			return hello{}, errLayout()
		}
		if name == "" {
			if len(after) > 0 {
				return hello{}, errLayout()
			}
			break
		}
		value, next, ok := cutText(after)
		if !ok {
			return hello{}, errLayout()
		}
		if err := h.set(name, value); err != nil {
			return hello{}, err
		}
		rest = next
	}
	return h, h.complete()
}

func errLayout() error {
	return refuseFatal(codeProtocol, "invalid startup packet layout: expected terminator as last byte")
}

// cutText takes a text that ends in a NUL.
func cutText(b []byte) (text string, rest []byte, ok bool) {
	head, rest, ok := bytes.Cut(b, []byte{0})
	return string(head), rest, ok
}

// set takes one parameter of the packet.
func (h *hello) set(name, value string) error {
	switch {
	case name == "user":
		h.User = value
	case name == "database":
		h.Database = value
	case name == "replication":
		if on := strings.ToLower(value); on != "" && on != "false" && on != "off" && on != "no" && on != "0" {
			return refuseFatal(codeUnsupported, "replication connections are not supported")
		}
	case name == "options":
		return h.options(value)
	case strings.HasPrefix(name, "_pq_."):
		h.unknown = append(h.unknown, name)
	default:
		h.Settings[strings.ToLower(name)] = value
	}
	return nil
}

// complete checks what must be there, and fills in what follows from it.
func (h *hello) complete() error {
	if h.User == "" {
		return refuseFatal(codeAuthorization, "no PostgreSQL user name specified in startup packet")
	}
	if h.Database == "" {
		h.Database = h.User
	}
	encoding, asked := h.Settings["client_encoding"]
	if !asked {
		return nil
	}
	name, known := Encoding(encoding)
	if !known {
		return refuseFatal(codeInvalidParameter, "invalid value for parameter \"client_encoding\": %q", encoding)
	}
	h.encoding = name
	return nil
}

// Encoding gives PostgreSQL's name of a client encoding in which UTF-8 needs no
// conversion; false for every other. SQL_ASCII is what libpq asks for in the C
// locale: it means bytes as they are.
func Encoding(name string) (canonical string, known bool) {
	switch strings.ToLower(strings.Trim(name, "'\" ")) {
	case "utf8", "utf-8", "unicode":
		return "UTF8", true
	case "sql_ascii", "sqlascii", "sql-ascii":
		return "SQL_ASCII", true
	}
	return "", false
}

// options reads the command line in a startup packet: -c name=value and --name=value,
// with backslashes before spaces that are part of a value.
func (h *hello) options(line string) error {
	words := optionWords(line)
	for i := 0; i < len(words); i++ {
		word := words[i]
		var assignment string
		switch {
		case word == "-c":
			if i++; i < len(words) {
				assignment = words[i]
			}
		case strings.HasPrefix(word, "-c"):
			assignment = word[2:]
		case strings.HasPrefix(word, "--"):
			assignment = word[2:]
		}
		name, value, ok := strings.Cut(assignment, "=")
		if !ok || name == "" {
			return refuseFatal(codeInvalidParameter, "invalid command-line argument for server process: %s", word)
		}
		h.Settings[strings.ToLower(strings.ReplaceAll(name, "-", "_"))] = value
	}
	return nil
}

// optionWords splits at spaces that no backslash stands before.
func optionWords(line string) []string {
	var words []string
	var word strings.Builder
	inside, escaped := false, false
	for _, b := range []byte(line) {
		switch {
		case escaped:
			word.WriteByte(b)
			escaped = false
		case b == '\\':
			inside, escaped = true, true
		case b == ' ' || b == '\t' || b == '\n' || b == '\r':
			if inside {
				words = append(words, word.String())
				word.Reset()
			}
			inside = false
		default:
			word.WriteByte(b)
			inside = true
		}
	}
	if inside {
		words = append(words, word.String())
	}
	return words
}

// readCancel reads a cancellation: whose query, and the key that allows it.
func (p packet) readCancel() (id uint32, key []byte, err error) {
	if len(p.body) < 5 || len(p.body) > 4+256 {
		return 0, nil, errors.New("a cancellation has a key of 1 to 256 bytes")
	}
	return binary.BigEndian.Uint32(p.body), p.body[4:], nil
}
