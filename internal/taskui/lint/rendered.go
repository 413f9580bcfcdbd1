package lint

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// loading are the attributes from which a browser, or a crowd element, loads a file.
var loading = []string{"src", "href", "poster", "data", "srcset"}

// texts are the elements whose text may be an object behind a link.
var texts = []string{"crowd-text-ranking", "crowd-question-answer-generation"}

// Rendered looks at what a template gave for one input.
func Rendered(page string) []Finding {
	var found []Finding
	seen := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
			continue
		}
		for _, a := range t.Attr {
			message := address(t.Data, a)
			if message == "" || seen[message] {
				continue
			}
			seen[message] = true
			found = append(found, Finding{Severity: Warning, Message: message})
		}
	}
	return found
}

// address warns of a file that cannot be loaded.
func address(tag string, a html.Attribute) string {
	value := strings.TrimSpace(a.Val)
	switch {
	case !slices.Contains(loading, a.Key) && (a.Key != "text" || !slices.Contains(texts, tag)):
		return ""
	case strings.HasPrefix(value, "s3://"):
		return fmt.Sprintf("<%s %s=\"%s\"> is an address that browsers cannot open. Print it through | grant_read_access.", tag, a.Key, value)
	case value == "" && a.Key == "src":
		return fmt.Sprintf("<%s src> is empty: what it is made from is not in the input.", tag)
	}
	return ""
}
