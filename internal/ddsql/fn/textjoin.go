package fn

import (
	"crypto/md5" //nolint:gosec // SQL's md5 is no protection
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addTextJoins adds the functions that put texts together or write them in
// another form.
func addTextJoins(s *shelf) {
	t1 := types(value.Text)
	s.operators(
		strict("||", types(value.Text, value.Text), value.Text, concatTwo),
		strict("||", types(value.Text, value.AnyNonArray), value.Text, concatTwo),
		strict("||", types(value.AnyNonArray, value.Text), value.Text, concatTwo),
		strict("||", types(value.Bytea, value.Bytea), value.Bytea, func(e *Env, a []value.Value) (value.Value, error) {
			return value.OfBytea(a[0].Str() + a[1].Str()), e.Room(int64(len(a[0].Str()) + len(a[1].Str())))
		}),
	)
	s.add(
		loose("concat", types(value.Any), value.Text, concat).variadic().stable(),
		loose("concat_ws", types(value.Text, value.Any), value.Text, concatWS).variadic().stable(),
		loose("format", types(value.Text, value.Any), value.Text, format).variadic().stable(),
		loose("format", t1, value.Text, format).stable(),
		strict("quote_ident", t1, value.Text, textOf(quoteIdent)),
		strict("quote_literal", t1, value.Text, textOf(quoteLiteral)),
		strict("quote_literal", types(value.AnyElement), value.Text, quoteAny),
		loose("quote_nullable", t1, value.Text, quoteNullable),
		strict("md5", t1, value.Text, textOf(md5Of)),
		strict("md5", types(value.Bytea), value.Text, textOf(md5Of)),
		strict("sha256", types(value.Bytea), value.Bytea, digest(func(b []byte) []byte { d := sha256.Sum256(b); return d[:] })),
		strict("sha512", types(value.Bytea), value.Bytea, digest(func(b []byte) []byte { d := sha512.Sum512(b); return d[:] })),
		strict("encode", types(value.Bytea, value.Text), value.Text, encode),
		strict("decode", types(value.Text, value.Text), value.Bytea, decode),
		strict("convert_from", types(value.Bytea, value.Text), value.Text, convertFrom),
		strict("convert_to", types(value.Text, value.Text), value.Bytea, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfBytea(a[0].Str()), nil
		}),
		strict("length", types(value.Bytea), value.Int8, octets),
		strict("octet_length", types(value.Bytea), value.Int8, octets),
	)
}

// written is a value's text as || and concat write it: a boolean is t or f.
func written(v value.Value) string {
	if v.Kind() == value.KindText {
		return v.Str()
	}
	return string(value.AppendText(nil, v))
}

func concatTwo(e *Env, a []value.Value) (value.Value, error) {
	// Unlike concat, || writes booleans as a cast does.
	l, err := toText(e, a[0])
	if err != nil {
		return value.Null, err
	}
	r, err := toText(e, a[1])
	if err != nil {
		return value.Null, err
	}
	if err := e.Room(int64(len(l.Str()) + len(r.Str()))); err != nil {
		return value.Null, err
	}
	return value.OfText(l.Str() + r.Str()), nil
}

func concat(e *Env, a []value.Value) (value.Value, error) { return joined(e, "", a) }

func concatWS(e *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	return joined(e, a[0].Str(), a[1:])
}

// joined joins what is not NULL.
func joined(e *Env, separator string, a []value.Value) (value.Value, error) {
	var b strings.Builder
	first := true
	for _, v := range a {
		if v.IsNull() {
			continue
		}
		if !first {
			b.WriteString(separator)
		}
		first = false
		b.WriteString(written(v))
		if err := e.Room(int64(b.Len())); err != nil {
			return value.Null, err
		}
	}
	return value.OfText(b.String()), nil
}

func quoteAny(_ *Env, a []value.Value) (value.Value, error) {
	return value.OfText(quoteLiteral(written(a[0]))), nil
}

func quoteNullable(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.OfText("NULL"), nil
	}
	return value.OfText(quoteLiteral(a[0].Str())), nil
}

func md5Of(s string) string {
	d := md5.Sum([]byte(s)) //nolint:gosec // see the import
	return hex.EncodeToString(d[:])
}

func digest(f func([]byte) []byte) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		return value.OfBytea(string(f([]byte(a[0].Str())))), nil
	}
}

func encode(_ *Env, a []value.Value) (value.Value, error) {
	b := []byte(a[0].Str())
	switch strings.ToLower(a[1].Str()) {
	case "hex":
		return value.OfText(hex.EncodeToString(b)), nil
	case "base64":
		return value.OfText(lines(base64.StdEncoding.EncodeToString(b))), nil
	case "escape":
		return value.OfText(escapeBytes(b)), nil
	}
	return value.Null, errEncoding(a[1].Str())
}

func errEncoding(name string) error {
	return sqlerr.New(sqlerr.InvalidParameterValue, "unrecognized encoding: \"%s\"", name)
}

// lines breaks base64 after 76 characters.
func lines(s string) string {
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\n")
		s = s[76:]
	}
	return b.String() + s
}

func escapeBytes(in []byte) string {
	var b strings.Builder
	for _, c := range in {
		switch {
		case c == '\\':
			b.WriteString(`\\`)
		case c == 0 || c >= 0x80:
			b.WriteByte('\\')
			b.WriteString(leftZeros(strconv.FormatInt(int64(c), 8), 3))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func leftZeros(s string, n int) string { return strings.Repeat("0", max(0, n-len(s))) + s }

func decode(e *Env, a []value.Value) (value.Value, error) {
	s := a[0].Str()
	switch strings.ToLower(a[1].Str()) {
	case "hex":
		b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
		if err != nil {
			return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "invalid hexadecimal data")
		}
		return value.OfBytea(string(b)), nil
	case "base64":
		b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
		if err != nil {
			return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "invalid base64 end sequence")
		}
		return value.OfBytea(string(b)), nil
	case "escape":
		return value.ParseText(value.Bytea, s, e.Now)
	}
	return value.Null, errEncoding(a[1].Str())
}

func convertFrom(_ *Env, a []value.Value) (value.Value, error) {
	switch strings.ToLower(strings.ReplaceAll(a[1].Str(), "-", "")) {
	case "utf8", "unicode", "sql_ascii":
	default:
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "invalid source encoding name \"%s\"", a[1].Str())
	}
	if s := a[0].Str(); !utf8.ValidString(s) || strings.Contains(s, "\x00") {
		return value.Null, sqlerr.New(sqlerr.CharacterNotInRepertoire, "invalid byte sequence for encoding \"UTF8\"")
	}
	return value.OfText(a[0].Str()), nil
}
