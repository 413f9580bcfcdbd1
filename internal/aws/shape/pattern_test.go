package shape

import (
	"strings"
	"testing"
)

func TestPatternMatchesAsJavaDoes(t *testing.T) {
	tests := []struct {
		pattern   string
		matches   []string
		unmatched []string
	}{
		{`[a-z]`, []string{"a"}, []string{"", "ab", "A"}},
		{`a|bc`, []string{"a", "bc"}, []string{"ac", "abc"}},
		{`^[a-z](-*[a-z])*$`, []string{"a", "a--b"}, []string{"a-", "a\n", "-a"}},
		{`.*`, []string{"", "é😀\t"}, []string{"\n", "a\r", "\u0085", "\u2028", "\u2029"}},
		{`.+`, []string{"a"}, []string{"", "a\n"}},
		{`a.*`, []string{"a", "a\v\f"}, []string{"a\n", "a\u0085", "a\u2029"}},
		{`[\S\s]+`, []string{"\n", "a b"}, []string{""}},
		{`\s`, []string{"\v", "\t", " ", "\f", "\r", "\n"}, []string{"\u00a0", "\u0085", "a"}},
		{`https://\S+`, []string{"https://a", "https://\u00a0"}, []string{"https://", "https://a b", "https://a\v"}},
		{`.*\S.*`, []string{"a", " a "}, []string{" ", "\v", ""}},
		{`[^\s]`, []string{"a"}, []string{"\v", " "}},
		{`[\t\n\r -\uD7FF\uE000-\uFFFD]*`, []string{"Check an invoice\t\n", "é漢\uFFFD", ""}, []string{"\v", "😀", "\x00", "\uFFFE"}},
		{`([\p{L}\p{Z}\p{N}_.:/=+\-@]*)`, []string{"Größe 1/2 @x"}, []string{"a;b", "a\tb"}},
		{`[\p{L}\p{M}\p{S}\p{N}\p{P}]+`, []string{"a-b+c"}, []string{"a b", ""}},
		{`[\w-]+_[0-9a-zA-Z]+`, []string{"eu-west-1_Ab9"}, []string{"eu-west-1", "é_a"}},
		{`[!#-\[\]-~]+( [!#-\[\]-~]+)*`, []string{"openid profile"}, []string{`a"b`, `a\b`, "a  b", " "}},
		{`a\.b`, []string{"a.b"}, []string{"axb"}},
		{`[.]`, []string{"."}, []string{"x"}},
	}
	for _, test := range tests {
		p := NewPattern(test.pattern)
		for _, s := range test.matches {
			if !p.Match(s) {
				t.Errorf("%s does not match %q", p, s)
			}
		}
		for _, s := range test.unmatched {
			if p.Match(s) {
				t.Errorf("%s matches %q", p, s)
			}
		}
	}
}

func TestCheckedPattern(t *testing.T) {
	p := NewCheckedPattern("as published", CIDR)
	for s, want := range map[string]bool{
		"10.0.0.0/8": true, "192.168.1.7/32": true, "2001:db8::/32": true, "::/0": true,
		"10.0.0.0": false, "10.0.0.0/33": false, "256.0.0.0/8": false, "10.0.0.0/08": false, "fe80::1%eth0/64": false, "": false, "x": false,
	} {
		if p.Match(s) != want {
			t.Errorf("%q: got %v", s, !want)
		}
	}
	if p.constraint() != "Member must satisfy regular expression pattern: as published" {
		t.Error(p.constraint())
	}
}

func TestEchoCutsBetweenCharacters(t *testing.T) {
	if got := echo(strings.Repeat("é", 300)); got != strings.Repeat("é", 256)+"..." {
		t.Errorf("got %q", got)
	}
	if s := strings.Repeat("é", 200); echo(s) != s { // 400 bytes, but not too many characters
		t.Errorf("got %q", echo(s))
	}
}
