package value

import (
	"encoding/hex"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"foureyes/internal/ddsql/sqlerr"
)

// ParseText reads a type's text input, as in TYPE 'text' and in parameters. now
// is what 'now' and 'today' mean. A reg type takes a number only; names need
// a catalogue, which package fn asks.
func ParseText(t Type, s string, now time.Time) (Value, error) {
	if elem := t.Elem(); elem != 0 {
		return parseArray(t, elem, s, now)
	}
	switch t {
	case Text, VarChar, BPChar, Unknown, CString, NodeTree, ACLItem:
		return OfText(s), nil
	case Name:
		return OfText(CutName(s)), nil
	case Char:
		return OfText(s[:min(1, len(s))]), nil
	case Void:
		return OfText(""), nil
	case Bool:
		return parseBool(s)
	case Int8, Int4, Int2, OID, XID:
		return parseInteger(t, s)
	case Float8, Float4, Numeric:
		return parseFloat(t, s)
	case JSON:
		if _, err := ParseDoc(s); err != nil {
			return Null, err
		}
		return OfJSON(s), nil
	case JSONB:
		return ParseJSONB(s)
	case Bytea:
		return parseBytea(s)
	case UUID:
		return parseUUID(s)
	case Inet, CIDR:
		return parseNetwork(t, s)
	case Hstore:
		return ParseHstore(s)
	case Date, Time, Timestamp, TimestampTZ:
		return parseMoment(t, s, now)
	case Interval:
		span, err := ParseInterval(s)
		return OfInterval(span), err
	}
	if t.IsReg() {
		return parseOIDOnly(t, s)
	}
	return Null, sqlerr.New(sqlerr.FeatureNotSupported, "cannot accept a value of type %s", t)
}

func invalid(t Type, s string) error {
	return sqlerr.New(sqlerr.InvalidTextRepresentation, "invalid input syntax for type %s: \"%s\"", t, s)
}

func outOfRange(t Type, s string) error {
	return sqlerr.New(sqlerr.NumericValueOutOfRange, "value \"%s\" is out of range for type %s", s, t)
}

// blanks are what PostgreSQL trims around numbers.
const blanks = " \t\n\r\v\f"

// nameBytes is how long a name may be.
const nameBytes = 63

// CutName cuts a text to what a name can hold, between characters.
func CutName(s string) string {
	if len(s) <= nameBytes {
		return s
	}
	end := nameBytes
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// parseBool takes the beginnings of true, false, yes, no, on and off, and 1 and 0.
func parseBool(s string) (Value, error) {
	word := strings.ToLower(strings.Trim(s, blanks))
	switch {
	case word == "":
	case strings.HasPrefix("true", word), strings.HasPrefix("yes", word), word == "on", word == "1":
		return OfBool(true), nil
	case strings.HasPrefix("false", word), strings.HasPrefix("no", word), word == "of", word == "off", word == "0":
		return OfBool(false), nil
	}
	return Null, invalid(Bool, s)
}

func parseInteger(t Type, s string) (Value, error) {
	word := strings.Trim(s, blanks)
	n, err := strconv.ParseInt(word, 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return Null, outOfRange(t, s)
	case err != nil:
		return Null, invalid(t, s)
	}
	if CheckInteger(t, n) != nil {
		return Null, outOfRange(t, s)
	}
	return OfInt(n), nil
}

// CheckInteger refuses a number that an integer type cannot hold.
func CheckInteger(t Type, n int64) error {
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	switch t {
	case Int4:
		low, high = math.MinInt32, math.MaxInt32
	case Int2:
		low, high = math.MinInt16, math.MaxInt16
	case OID, XID:
		low, high = math.MinInt32, math.MaxUint32
	}
	if t.IsReg() {
		low, high = math.MinInt32, math.MaxUint32
	}
	if n < low || n > high {
		return sqlerr.New(sqlerr.NumericValueOutOfRange, "%s out of range", t)
	}
	return nil
}

func parseOIDOnly(t Type, s string) (Value, error) {
	n, err := strconv.ParseUint(strings.Trim(s, blanks), 10, 32)
	if err != nil {
		return Null, invalid(t, s)
	}
	return OfReg(uint32(n), strconv.FormatUint(n, 10)), nil
}

func parseFloat(t Type, s string) (Value, error) {
	word := strings.Trim(s, blanks)
	digits := strings.TrimLeft(word, "+-")
	switch strings.ToLower(digits) {
	case "nan", "inf", "infinity":
		if len(word)-len(digits) > 1 {
			return Null, invalid(t, s)
		}
	default:
		// Go takes more than SQL: underscores, hexadecimal digits.
		if digits == "" || len(word)-len(digits) > 1 || strings.Trim(digits, "0123456789.eE+-") != "" {
			return Null, invalid(t, s)
		}
	}
	f, err := strconv.ParseFloat(word, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return Null, sqlerr.New(sqlerr.NumericValueOutOfRange, "\"%s\" is out of range for type %s", s, t)
	case err != nil:
		return Null, invalid(t, s)
	}
	if t == Float4 {
		f = float64(float32(f))
	}
	return OfFloat(f), nil
}

// parseBytea reads \x followed by hexadecimal digits, or the older form with
// backslashes.
func parseBytea(s string) (Value, error) {
	if digits, ok := strings.CutPrefix(s, `\x`); ok {
		b, err := hex.DecodeString(strings.NewReplacer(" ", "", "\n", "", "\t", "", "\r", "").Replace(digits))
		if err != nil {
			return Null, sqlerr.New(sqlerr.InvalidParameterValue, "invalid hexadecimal data")
		}
		return OfBytea(string(b)), nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] != '\\':
			b.WriteByte(s[i])
		case i+1 < len(s) && s[i+1] == '\\':
			b.WriteByte('\\')
			i++
		default:
			n, err := strconv.ParseUint(s[min(i+1, len(s)):min(i+4, len(s))], 8, 8)
			if err != nil || i+4 > len(s) {
				return Null, invalid(Bytea, s)
			}
			b.WriteByte(byte(n))
			i += 3
		}
	}
	return OfBytea(b.String()), nil
}

// parseUUID takes digits with a hyphen after any group of four, in braces or not.
func parseUUID(s string) (Value, error) {
	text := s
	if inner, ok := strings.CutPrefix(text, "{"); ok {
		if text, ok = strings.CutSuffix(inner, "}"); !ok {
			return Null, invalid(UUID, s)
		}
	}
	var digits []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '-' && len(digits) > 0 && len(digits)%4 == 0 && len(digits) < 32 && text[i-1] != '-' {
			continue
		}
		digits = append(digits, text[i])
	}
	var u [16]byte
	if len(digits) != 32 {
		return Null, invalid(UUID, s)
	}
	if _, err := hex.Decode(u[:], digits); err != nil {
		return Null, invalid(UUID, s)
	}
	return OfUUID(u), nil
}
