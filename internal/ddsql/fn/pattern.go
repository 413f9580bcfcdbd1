package fn

import (
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// Limits of regular expressions. Go's engine needs time in proportion to the
// product of the two lengths, and cannot be stopped in between.
const (
	maxPattern  = 16 << 10
	maxSubject  = 4 << 20
	maxPatterns = 100 // kept compiled in one query
)

func errPattern(format string, args ...any) *sqlerr.Error {
	e := sqlerr.New(sqlerr.InvalidRegularExpression, format, args...)
	e.Message = "invalid regular expression: " + e.Message
	return e
}

// pattern compiles a regular expression with PostgreSQL's flags, once for the
// query.
func (e *Env) pattern(text, flags string) (*regexp.Regexp, error) {
	key := flags + "/" + text
	if re, ok := e.patterns[key]; ok {
		return re, nil
	}
	if len(text) > maxPattern {
		return nil, sqlerr.New(sqlerr.ProgramLimitExceeded, "regular expression is too long")
	}
	re, err := compile(text, flags)
	if err != nil {
		return nil, err
	}
	if e.patterns == nil || len(e.patterns) >= maxPatterns {
		e.patterns = map[string]*regexp.Regexp{}
	}
	e.patterns[key] = re
	return re, nil
}

// subject refuses texts that would take too long.
func (e *Env) subject(text string) error {
	if len(text) > maxSubject {
		return sqlerr.New(sqlerr.ProgramLimitExceeded, "text is too long for a regular expression").
			WithDetail("It has %d bytes, and %d are allowed.", len(text), maxSubject)
	}
	return e.Worked(int64(len(text)/100) + 1)
}

// options are PostgreSQL's flags of a pattern.
type options struct {
	fold, literal, expanded bool
	dotAll, lines           bool // . matches line ends; ^ and $ match at them
}

// parseOptions reads flags; global says that g was among them.
func parseOptions(o options, flags string) (options, error) {
	for _, f := range flags {
		switch f {
		case 'g': // the caller's
		case 'i':
			o.fold = true
		case 'c':
			o.fold = false
		case 'n', 'm':
			o.dotAll, o.lines = false, true
		case 's':
			o.dotAll, o.lines = true, false
		case 'p':
			o.dotAll, o.lines = false, false
		case 'w':
			o.dotAll, o.lines = true, true
		case 'q':
			o.literal = true
		case 'x':
			o.expanded = true
		case 't', 'e', 'b':
		default:
			return o, sqlerr.New(sqlerr.InvalidParameterValue, "invalid regular expression option: \"%c\"", f)
		}
	}
	return o, nil
}

func compile(text, flags string) (*regexp.Regexp, error) {
	o, err := parseOptions(options{dotAll: true}, flags)
	if err != nil {
		return nil, err
	}
	if rest, ok := strings.CutPrefix(text, "***="); ok {
		text, o.literal = rest, true
	}
	text = strings.TrimPrefix(text, "***:")
	if !o.literal {
		if text, o, err = embedded(text, o); err != nil {
			return nil, err
		}
	}
	t := translator{in: text, o: o}
	if o.literal {
		t.out.WriteString(regexp.QuoteMeta(text))
	} else if err := t.run(); err != nil {
		return nil, err
	}
	re, err := regexp.Compile(o.prefix() + t.out.String())
	if err != nil {
		return nil, explain(err)
	}
	if !t.lazy {
		re.Longest() // POSIX prefers the longest alternative
	}
	return re, nil
}

func (o options) prefix() string {
	flags := ""
	if o.fold {
		flags += "i"
	}
	if o.dotAll {
		flags += "s"
	}
	if o.lines {
		flags += "m"
	}
	if flags == "" {
		return ""
	}
	return "(?" + flags + ")"
}

// embedded reads options such as (?i) in front of a pattern.
func embedded(text string, o options) (string, options, error) {
	rest, ok := strings.CutPrefix(text, "(?")
	end := strings.IndexByte(rest, ')')
	if !ok || end <= 0 || strings.Trim(rest[:end], "abcdefghijklmnopqrstuvwxyz") != "" {
		return text, o, nil
	}
	o, err := parseOptions(o, rest[:end])
	return rest[end+1:], o, err
}

// explain words Go's complaint as PostgreSQL would.
func explain(err error) error {
	se, ok := err.(*syntax.Error) //nolint:errorlint // regexp documents that it returns this type, and nothing wraps it
	if !ok {
		return errPattern("%s", err.Error())
	}
	words := map[syntax.ErrorCode]string{
		syntax.ErrMissingParen: "parentheses () not balanced", syntax.ErrUnexpectedParen: "parentheses () not balanced",
		syntax.ErrMissingBracket: "brackets [] not balanced", syntax.ErrInvalidCharRange: "invalid character range",
		syntax.ErrMissingRepeatArgument: "quantifier operand invalid", syntax.ErrInvalidRepeatOp: "quantifier operand invalid",
		syntax.ErrInvalidRepeatSize: "invalid repetition count(s)", syntax.ErrTrailingBackslash: `invalid escape \ sequence`,
		syntax.ErrInvalidEscape: `invalid escape \ sequence`, syntax.ErrLarge: "regular expression is too complex",
		syntax.ErrNestingDepth: "regular expression is too complex",
	}
	if w, ok := words[se.Code]; ok {
		return errPattern("%s", w)
	}
	return errPattern("%s", se.Code.String())
}

// translator rewrites PostgreSQL's regular expressions in Go's syntax.
type translator struct {
	in   string
	at   int
	o    options
	out  strings.Builder
	lazy bool // a quantifier that takes as little as it can
}

func (t *translator) run() error {
	for t.at < len(t.in) {
		if err := t.step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *translator) rest() string { return t.in[t.at:] }

func (t *translator) step() error {
	c := t.in[t.at]
	switch {
	case c == '\\':
		return t.escape(false)
	case c == '[':
		return t.class()
	case c == '(' && strings.HasPrefix(t.rest(), "(?"):
		return t.special()
	case c == '?' && t.at > 0 && strings.IndexByte("*+?}", t.in[t.at-1]) >= 0:
		t.lazy = true
	case t.o.expanded && strings.IndexByte(" \t\n\r\v\f", c) >= 0:
		t.at++
		return nil
	case t.o.expanded && c == '#':
		end := strings.IndexByte(t.rest(), '\n')
		if end < 0 {
			end = len(t.rest())
		}
		t.at += end
		return nil
	case c == '$' && !t.o.lines:
		t.out.WriteString(`\z`)
		t.at++
		return nil
	}
	t.out.WriteByte(c)
	t.at++
	return nil
}

// special handles what begins with (?.
func (t *translator) special() error {
	r := t.rest()
	switch {
	case strings.HasPrefix(r, "(?:"):
		t.out.WriteString("(?:")
		t.at += 3
		return nil
	case strings.HasPrefix(r, "(?#"):
		end := strings.IndexByte(r, ')')
		if end < 0 {
			return errPattern("parentheses () not balanced")
		}
		t.at += end + 1
		return nil
	case strings.HasPrefix(r, "(?="), strings.HasPrefix(r, "(?!"), strings.HasPrefix(r, "(?<"):
		return errPattern("look-around is not supported").
			WithHint("Patterns are matched in linear time, which leaves out look-around and back-references.")
	}
	return errPattern("quantifier operand invalid")
}

// class copies a bracket expression.
func (t *translator) class() error {
	for _, mark := range []string{"[[:<:]]", "[[:>:]]"} {
		if strings.HasPrefix(t.rest(), mark) {
			t.out.WriteString(`\b`)
			t.at += len(mark)
			return nil
		}
	}
	t.out.WriteByte('[')
	t.at++
	if strings.HasPrefix(t.rest(), "^") {
		t.out.WriteByte('^')
		t.at++
		if t.o.lines || !t.o.dotAll {
			t.out.WriteString(`\n`) // [^a] does not match line ends then
		}
	}
	for first := true; t.at < len(t.in); first = false {
		switch c := t.in[t.at]; {
		case c == ']' && !first:
			t.out.WriteByte(']')
			t.at++
			return nil
		case c == '\\':
			if err := t.escape(true); err != nil {
				return err
			}
		case c == '[':
			if err := t.named(); err != nil {
				return err
			}
		case c == ']':
			t.out.WriteString(`\]`)
			t.at++
		default:
			t.out.WriteByte(c)
			t.at++
		}
	}
	return errPattern("brackets [] not balanced")
}

// named copies [:alpha:], and writes [.x.] and [=x=] as the character.
func (t *translator) named() error {
	r := t.rest()
	for _, kind := range []string{":", ".", "="} {
		if !strings.HasPrefix(r, "["+kind) {
			continue
		}
		end := strings.Index(r[2:], kind+"]")
		if end < 0 {
			return errPattern("brackets [] not balanced")
		}
		t.at += end + 4
		name := r[2 : 2+end]
		if kind != ":" {
			t.out.WriteString(regexp.QuoteMeta(name))
			return nil
		}
		if !strings.Contains(" alpha digit alnum upper lower space punct blank cntrl graph print xdigit word ascii ", " "+name+" ") {
			return errPattern("invalid character class")
		}
		t.out.WriteString("[:" + name + ":]")
		return nil
	}
	t.out.WriteString(`\[`)
	t.at++
	return nil
}

// escape rewrites what begins with a backslash.
func (t *translator) escape(inClass bool) error {
	t.at++
	if t.at >= len(t.in) {
		return errPattern(`invalid escape \ sequence`)
	}
	c := t.in[t.at]
	t.at++
	switch c {
	case 'd', 'w', 's', 'D', 'W', 'S', 'n', 't', 'r', 'f', 'v', 'a':
		t.out.WriteString(`\` + string(c))
	case 'm', 'M', 'y', 'b':
		if inClass {
			t.out.WriteString(`\x08`)
		} else {
			t.out.WriteString(`\b`)
		}
	case 'Y':
		t.out.WriteString(`\B`)
	case 'B':
		t.out.WriteString(`\\`)
	case 'A':
		t.out.WriteString(`\A`)
	case 'Z':
		t.out.WriteString(`\z`)
	case 'e':
		t.out.WriteString(`\x1b`)
	case 'u':
		return t.code(4)
	case 'U':
		return t.code(8)
	case 'x':
		return t.code(0)
	case 'c':
		if t.at >= len(t.in) {
			return errPattern(`invalid escape \ sequence`)
		}
		t.writeCode(uint64(t.in[t.at] & 31))
		t.at++
	case '0':
		t.out.WriteString(`\x00`)
	default:
		return t.other(c)
	}
	return nil
}

func (t *translator) other(c byte) error {
	switch {
	case c >= '1' && c <= '9':
		return errPattern("back-references are not supported").
			WithHint("Patterns are matched in linear time, which leaves out look-around and back-references.")
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return errPattern(`invalid escape \ sequence`)
	case c < 0x80:
		t.out.WriteString(regexp.QuoteMeta(string(rune(c))))
	default:
		t.out.WriteByte(c)
	}
	return nil
}

// code reads a character's number in hexadecimal digits; 0 is as many as there
// are.
func (t *translator) code(digits int) error {
	n := 0
	for n < len(t.rest()) && (digits == 0 || n < digits) && strings.IndexByte("0123456789abcdefABCDEF", t.rest()[n]) >= 0 {
		n++
	}
	code, err := strconv.ParseUint(t.rest()[:n], 16, 32)
	if err != nil || n < digits || code > 0x10ffff {
		return errPattern(`invalid escape \ sequence`)
	}
	t.writeCode(code)
	t.at += n
	return nil
}

func (t *translator) writeCode(code uint64) {
	t.out.WriteString(`\x{` + strconv.FormatUint(code, 16) + `}`)
}
