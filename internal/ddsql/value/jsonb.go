package value

import (
	"cmp"
	"hash/maphash"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// ParseJSONB reads a document into jsonb's one form: keys by length and then
// bytes, each once with its last value, one blank after commas and colons.
func ParseJSONB(s string) (Value, error) {
	d, err := ParseDoc(s)
	if err != nil {
		return Null, err
	}
	return OfJSONBDoc(d)
}

// OfJSONBDoc makes the jsonb of a document.
func OfJSONBDoc(d Doc) (Value, error) {
	text, err := appendJSONB(nil, d)
	if err != nil {
		return Null, err
	}
	return ofString(KindJSONB, string(text)), nil
}

// Canonical gives the document with objects as jsonb keeps them.
func (d Doc) Canonical() Doc {
	items := make([]Doc, len(d.Items))
	for i, item := range d.Items {
		items[i] = item.Canonical()
	}
	d.Items = items
	if d.Kind != DocObject {
		return d
	}
	order := make([]int, len(d.Keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareKeys(d.Keys[a], d.Keys[b]) })
	keys, sorted := d.Keys[:0:0], d.Items[:0:0]
	for i, at := range order {
		if i+1 < len(order) && d.Keys[order[i+1]] == d.Keys[at] {
			continue // the last one of equal keys counts
		}
		keys, sorted = append(keys, d.Keys[at]), append(sorted, items[at])
	}
	d.Keys, d.Items = keys, sorted
	return d
}

func compareKeys(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

func appendJSONB(dst []byte, d Doc) ([]byte, error) {
	d = d.Canonical()
	return d.append(dst, ", ", ": ", true)
}

// AppendJSON writes the document with the given separators, as it was written
// otherwise.
func (d Doc) AppendJSON(dst []byte, comma, colon string) []byte {
	dst, _ = d.append(dst, comma, colon, false) // fails on numbers of jsonb alone
	return dst
}

func (d Doc) append(dst []byte, comma, colon string, canonical bool) ([]byte, error) {
	var err error
	switch d.Kind {
	case DocNull:
		return append(dst, "null"...), nil
	case DocBool:
		return strconv.AppendBool(dst, d.True), nil
	case DocString:
		if canonical && strings.ContainsRune(d.Text, nulStandIn) {
			return dst, errNul()
		}
		return AppendJSONString(dst, d.Text), nil
	case DocNumber:
		if canonical {
			return appendNumeric(dst, d.Text)
		}
		return append(dst, d.Text...), nil
	}
	open, end := byte('['), byte(']')
	if d.Kind == DocObject {
		open, end = '{', '}'
	}
	dst = append(dst, open)
	for i, item := range d.Items {
		if i > 0 {
			dst = append(dst, comma...)
		}
		if d.Kind == DocObject {
			dst = append(AppendJSONString(dst, d.Keys[i]), colon...)
		}
		if dst, err = item.append(dst, comma, colon, canonical); err != nil {
			return dst, err
		}
	}
	return append(dst, end), nil
}

func errNul() error {
	return sqlerr.New(sqlerr.UntranslatableCharacter, "unsupported Unicode escape sequence").
		WithDetail(`\u0000 cannot be converted to text.`)
}

// Plain is a JSON string's content as text; \u0000 has none.
func (d Doc) Plain() (string, error) {
	if strings.ContainsRune(d.Text, nulStandIn) {
		return "", errNul()
	}
	return d.Text, nil
}

// AppendJSONString writes a string in quotes, escaped as PostgreSQL does.
func AppendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if at := strings.IndexByte("\"\\\b\f\n\r\t", c); at >= 0 {
			dst = append(dst, '\\', `"\bfnrt`[at])
		} else if c < ' ' {
			dst = append(dst, `\u00`...)
			dst = append(dst, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		} else if strings.HasPrefix(s[i:], string(nulStandIn)) {
			dst = append(dst, `\u0000`...)
			i += len(string(nulStandIn)) - 1
		} else {
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

// maxDigits is how many digits a number of jsonb may have on either side.
const maxDigits = 16383

// appendNumeric writes a JSON number without exponent, as type numeric does.
func appendNumeric(dst []byte, s string) ([]byte, error) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	shift := 0
	if exponent != "" {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > 8*maxDigits || n < -maxDigits {
			return dst, sqlerr.New(sqlerr.NumericValueOutOfRange, "value overflows numeric format")
		}
		shift = n
	}
	digits, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	all := whole + fraction
	point := len(whole) + shift
	if point > len(all) {
		all += strings.Repeat("0", point-len(all))
	}
	if point < 1 {
		all, point = strings.Repeat("0", 1-point)+all, 1
	}
	whole = strings.TrimLeft(all[:point], "0")
	if whole == "" {
		whole = "0"
	}
	if negative && strings.Trim(all, "0") != "" {
		dst = append(dst, '-')
	}
	dst = append(dst, whole...)
	if fraction = all[point:]; fraction != "" {
		dst = append(append(dst, '.'), fraction...)
	}
	return dst, nil
}

// compareJSONB orders documents as jsonb does: null, strings, numbers,
// booleans, arrays and objects, the shorter of two containers first.
func compareJSONB(a, b string) int {
	if a == b {
		return 0
	}
	return CompareDocs(mustDoc(a), mustDoc(b))
}

// mustDoc parses a jsonb value's text, which was written by us.
func mustDoc(s string) Doc {
	d, err := ParseDoc(s)
	if err != nil {
		panic("value: jsonb that is none: " + err.Error())
	}
	return d
}

// CompareDocs orders documents as jsonb does.
func CompareDocs(a, b Doc) int {
	if c := cmp.Compare(a.Kind, b.Kind); c != 0 {
		return c
	}
	switch a.Kind {
	case DocString:
		return strings.Compare(a.Text, b.Text)
	case DocNumber:
		return rational(a.Text).Cmp(rational(b.Text))
	case DocBool:
		return cmp.Compare(boolInt(a.True), boolInt(b.True))
	}
	if c := cmp.Compare(len(a.Items), len(b.Items)); c != 0 {
		return c
	}
	for i := range a.Items {
		if a.Kind == DocObject {
			if c := strings.Compare(a.Keys[i], b.Keys[i]); c != 0 {
				return c
			}
		}
		if c := CompareDocs(a.Items[i], b.Items[i]); c != 0 {
			return c
		}
	}
	return 0
}

func rational(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return new(big.Rat)
	}
	return r
}

func hashJSONB(s string) uint64 { return hashDoc(mustDoc(s)) }

func hashDoc(d Doc) uint64 {
	h := mix(uint64(d.Kind) + uint64(len(d.Items))<<8 + uint64(boolInt(d.True))<<4)
	switch d.Kind {
	case DocString:
		return Combine(h, maphash.String(seed, d.Text))
	case DocNumber:
		// 1.0 equals 1.00.
		return Combine(h, maphash.String(seed, rational(d.Text).RatString()))
	}
	for i, item := range d.Items {
		if d.Kind == DocObject {
			h = Combine(h, maphash.String(seed, d.Keys[i]))
		}
		h = Combine(h, hashDoc(item))
	}
	return h
}
