package page_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/page"
)

// noon has more digits than are stored.
var noon = time.Date(2026, 2, 3, 12, 0, 0, 123_456_789, time.UTC)

var tokens = page.NewTokens([]byte("a key of these tests"))

func row(id string) page.Key { return page.Key{CreatedAt: noon.Truncate(time.Millisecond), ID: id} }

func TestTokenGivesItsRowBack(t *testing.T) {
	for _, k := range []page.Key{
		row("01K"), row(""), row("ü\xff"),
		{CreatedAt: time.Date(1969, 12, 31, 23, 59, 59, 999_000_000, time.UTC), ID: "old"},
	} {
		got, err := tokens.Open("list", tokens.Seal("list", k))
		if diff := cmp.Diff(k, got); err != nil || diff != "" {
			t.Errorf("%+v: %v %s", k, err, diff)
		}
	}
}

func TestTokenOfAnotherListOrKeyIsRefused(t *testing.T) {
	token := tokens.Seal("list", row("01K"))
	for _, scope := range []string{"", "lis", "list\x00", "List"} {
		if _, err := tokens.Open(scope, token); !errors.Is(err, page.ErrToken) {
			t.Errorf("scope %q: %v", scope, err)
		}
	}
	if _, err := page.NewTokens([]byte("another key")).Open("list", token); !errors.Is(err, page.ErrToken) {
		t.Errorf("another key: %v", err)
	}
}

// What ends a scope must not be mistaken for what begins a row.
func TestScopeAndRowAreToldApart(t *testing.T) {
	raw, err := base64.RawURLEncoding.DecodeString(tokens.Seal("list", row("01K-and-more")))
	if err != nil {
		t.Fatal(err)
	}
	mac, body := raw[:16], raw[16:]
	if body[0] != 0 {
		t.Fatal("this test needs a row whose first byte could end a scope")
	}
	moved := base64.RawURLEncoding.EncodeToString(append(mac, body[1:]...))
	if k, err := tokens.Open("list\x00", moved); !errors.Is(err, page.ErrToken) {
		t.Errorf("the row's first byte passed as the end of a scope: %+v, %v", k, err)
	}
}

func TestEveryChangedBitIsNoticed(t *testing.T) {
	raw, err := base64.RawURLEncoding.DecodeString(tokens.Seal("list", row("01K")))
	if err != nil {
		t.Fatal(err)
	}
	for bit := range len(raw) * 8 {
		changed := append([]byte(nil), raw...)
		changed[bit/8] ^= 1 << (bit % 8)
		if _, err := tokens.Open("list", base64.RawURLEncoding.EncodeToString(changed)); !errors.Is(err, page.ErrToken) {
			t.Errorf("bit %d: %v", bit, err)
		}
	}
	for n := range raw {
		if _, err := tokens.Open("list", base64.RawURLEncoding.EncodeToString(raw[:n])); !errors.Is(err, page.ErrToken) {
			t.Errorf("cut to %d bytes: %v", n, err)
		}
	}
}

func TestTextThatIsNoTokenIsRefused(t *testing.T) {
	for _, text := range []string{"", "a", "not base64!", "====", "AAAA", "ü"} {
		if _, err := tokens.Open("list", text); !errors.Is(err, page.ErrToken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRequestWithoutWishes(t *testing.T) {
	empty := ""
	for _, r := range []page.Request{{}, {NextToken: &empty}} {
		q, err := tokens.Query("list", r)
		if diff := cmp.Diff(page.Query{Limit: page.DefaultLimit}, q); err != nil || diff != "" {
			t.Errorf("%v %s", err, diff)
		}
	}
}

func TestBoundsKeepTheirMeaningInMilliseconds(t *testing.T) {
	whole := noon.Truncate(time.Millisecond)
	for _, c := range []struct{ asked, want time.Time }{
		{whole, whole},
		{whole.Add(1), whole.Add(time.Millisecond)},
		{whole.Add(time.Millisecond - 1), whole.Add(time.Millisecond)},
	} {
		q, err := tokens.Query("list", page.Request{CreatedAfter: &c.asked, CreatedBefore: &c.asked})
		if err != nil || !q.From.Equal(c.want) || !q.Until.Equal(c.want) {
			t.Errorf("%v: from %v until %v, %v", c.asked, q.From, q.Until, err)
		}
	}
}

func TestNextTokenHoldsForTheSameListAndFiltersOnly(t *testing.T) {
	limit, more := 10, 20
	from, until, name := noon, noon.Add(time.Hour), "inv"
	other, otherName := noon.Add(time.Second), "inw"
	asked := page.Request{MaxResults: &limit, Descending: true, CreatedAfter: &from, CreatedBefore: &until, NameContains: &name}
	q, err := tokens.Query("flows of 42", asked)
	if err != nil {
		t.Fatal(err)
	}
	last := row("01K")
	next := tokens.Next("flows of 42", q, &last)
	for _, c := range []struct {
		name   string
		list   string
		change func(*page.Request)
		ok     bool
	}{
		{"the same", "flows of 42", func(*page.Request) {}, true},
		{"another page size", "flows of 42", func(r *page.Request) { r.MaxResults = &more }, true},
		{"another list", "flows of 43", func(*page.Request) {}, false},
		{"another order", "flows of 42", func(r *page.Request) { r.Descending = false }, false},
		{"another lower bound", "flows of 42", func(r *page.Request) { r.CreatedAfter = &other }, false},
		{"no lower bound", "flows of 42", func(r *page.Request) { r.CreatedAfter = nil }, false},
		{"another upper bound", "flows of 42", func(r *page.Request) { r.CreatedBefore = &other }, false},
		{"no upper bound", "flows of 42", func(r *page.Request) { r.CreatedBefore = nil }, false},
		{"the bounds exchanged", "flows of 42", func(r *page.Request) { r.CreatedAfter, r.CreatedBefore = &until, &from }, false},
		{"another name", "flows of 42", func(r *page.Request) { r.NameContains = &otherName }, false},
		{"no name", "flows of 42", func(r *page.Request) { r.NameContains = nil }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := asked
			r.NextToken = next
			c.change(&r)
			q, err := tokens.Query(c.list, r)
			switch {
			case c.ok && (err != nil || q.After == nil || *q.After != last):
				t.Errorf("after %+v, %v", q.After, err)
			case !c.ok && !errors.Is(err, page.ErrToken):
				t.Errorf("not refused: %v", err)
			}
		})
	}
}

func TestLastPageHasNoNextToken(t *testing.T) {
	if token := tokens.Next("list", page.Query{}, nil); token != nil {
		t.Error(*token)
	}
}

func TestMore(t *testing.T) {
	for _, c := range []struct {
		rows []int
		kept []int
		last int // 0 for none
	}{
		{nil, nil, 0},
		{[]int{1}, []int{1}, 0},
		{[]int{1, 2}, []int{1, 2}, 0},
		{[]int{1, 2, 3}, []int{1, 2}, 2},
		{[]int{1, 2, 3, 4}, []int{1, 2}, 2},
	} {
		kept, last := page.More(c.rows, 2)
		if !cmp.Equal(kept, c.kept) || (last == nil) != (c.last == 0) || (last != nil && *last != c.last) {
			t.Errorf("%v: kept %v, last %v", c.rows, kept, last)
		}
	}
}

// Whatever text comes back as a token, only our own opens, and as what it was.
func FuzzTokenOpensOnlyWhatWasSealed(f *testing.F) {
	f.Add("list", "", int64(0), "01K")
	f.Add("list", tokens.Seal("list", row("01K")), noon.UnixMilli(), "01K")
	f.Add("list", tokens.Seal("other", row("01K")), noon.UnixMilli(), "01K")
	f.Add("", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", int64(-1), "\xff")
	f.Add("list", "V2nzu7YnqTTMZZuo8o6TLQAAAZwjX7J7MDFL", noon.UnixMilli(), "01K") // sealed without a name's place
	f.Add("a\x00b", "_-_-", int64(1)<<62, "ü")
	f.Fuzz(func(t *testing.T, scope, text string, ms int64, id string) {
		id = strings.ReplaceAll(id, "\x00", "") // no id has one
		k := page.Key{CreatedAt: time.UnixMilli(ms).UTC(), ID: id}
		got, err := tokens.Open(scope, tokens.Seal(scope, k))
		if err != nil || got.ID != id || got.CreatedAt.UnixMilli() != ms {
			t.Errorf("sealed %+v, opened %+v, %v", k, got, err)
		}
		opened, err := tokens.Open(scope, text)
		if err != nil {
			if !errors.Is(err, page.ErrToken) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		given, _ := base64.RawURLEncoding.DecodeString(text)
		sealed, _ := base64.RawURLEncoding.DecodeString(tokens.Seal(scope, opened))
		if !bytes.Equal(given, sealed) {
			t.Errorf("%q opens as %+v, whose token is %x", text, opened, sealed)
		}
	})
}
