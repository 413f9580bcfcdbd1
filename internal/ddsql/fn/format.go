package fn

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// formatter walks through the pattern of format().
type formatter struct {
	pattern string
	at      int
	args    []value.Value
	next    int // the next argument that no position names
	out     strings.Builder
}

// format writes arguments where the pattern has %s, %I or %L.
func format(e *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	f := formatter{pattern: a[0].Str(), args: a[1:]}
	for f.at < len(f.pattern) {
		c := f.pattern[f.at]
		f.at++
		if c != '%' {
			f.out.WriteByte(c)
			continue
		}
		if err := f.specifier(e); err != nil {
			return value.Null, err
		}
		if err := e.Room(int64(f.out.Len())); err != nil {
			return value.Null, err
		}
	}
	return value.OfText(f.out.String()), nil
}

func errFormat(format string, args ...any) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, format, args...)
}

var errUnended = errFormat("unterminated format() type specifier")

// number reads digits, ok is false without any.
func (f *formatter) number() (n int, ok bool) {
	from := f.at
	for f.at < len(f.pattern) && f.pattern[f.at] >= '0' && f.pattern[f.at] <= '9' {
		f.at++
	}
	n, err := strconv.Atoi(f.pattern[from:f.at])
	return n, err == nil && f.at > from
}

func (f *formatter) peek() byte {
	if f.at < len(f.pattern) {
		return f.pattern[f.at]
	}
	return 0
}

// specifier reads [position$][-][width]type after a percent sign.
func (f *formatter) specifier(e *Env) error {
	if f.peek() == '%' {
		f.at++
		f.out.WriteByte('%')
		return nil
	}
	position := 0
	from := f.at
	if n, ok := f.number(); ok && f.peek() == '$' {
		if n == 0 {
			return errFormat("format specifies argument 0, but arguments are numbered from 1")
		}
		position = n
		f.at++
	} else {
		f.at = from
	}
	leftAligned := false
	for f.peek() == '-' {
		leftAligned = true
		f.at++
	}
	width, err := f.width()
	if err != nil {
		return err
	}
	kind := f.peek()
	f.at++
	switch kind {
	case 0:
		return errUnended
	case 's', 'I', 'L':
	default:
		return errFormat("unrecognized format() type specifier \"%c\"", kind)
	}
	v, err := f.argument(position)
	if err != nil {
		return err
	}
	text, err := formatted(kind, v)
	if err != nil {
		return err
	}
	if width < 0 {
		width, leftAligned = -width, true
	}
	if err := e.Room(int64(width)); err != nil {
		return err
	}
	fill := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
	if leftAligned {
		f.out.WriteString(text + fill)
	} else {
		f.out.WriteString(fill + text)
	}
	return nil
}

// width is a number, or * for an argument.
func (f *formatter) width() (int, error) {
	if f.peek() != '*' {
		n, _ := f.number()
		return n, nil
	}
	f.at++
	position, ok := f.number()
	if ok && f.peek() == '$' {
		f.at++
	}
	v, err := f.argument(position)
	if err != nil || v.IsNull() {
		return 0, err
	}
	if v.Kind() == value.KindText {
		v, err = value.ParseText(value.Int4, v.Str(), zeroTime)
	}
	return int(v.Int()), err
}

// argument gives an argument by position, or the next one.
func (f *formatter) argument(position int) (value.Value, error) {
	if position > 0 {
		f.next = position - 1
	}
	if f.next >= len(f.args) {
		return value.Null, errFormat("too few arguments for format()")
	}
	f.next++
	return f.args[f.next-1], nil
}

func formatted(kind byte, v value.Value) (string, error) {
	switch {
	case kind == 'L' && v.IsNull():
		return "NULL", nil
	case kind == 'I' && v.IsNull():
		return "", sqlerr.New(sqlerr.NullValueNotAllowed, "null values cannot be formatted as an SQL identifier")
	case v.IsNull():
		return "", nil
	case kind == 'L':
		return quoteLiteral(written(v)), nil
	case kind == 'I':
		return quoteIdent(written(v)), nil
	}
	return written(v), nil
}
