package taskui

import (
	"bytes"
	"html"
	"strings"

	xhtml "golang.org/x/net/html"
)

// Assets are the URL paths of the bundle that defines the crowd elements.
type Assets struct {
	// CrowdScript is a classic script.
	CrowdScript string
	// CrowdStyle is a style sheet; empty when there is none, and links to Amazon's go.
	CrowdStyle string
	// Language is that of a fragment's page, such as de; empty when it is not known,
	// and the worker's own counts.
	Language string
}

// Page makes the page that a worker's frame shows from a template's output. URLs
// of Amazon's element library become ours; a page that loads no such library
// gets it; a fragment gets a document around it. All else keeps its bytes.
func Page(rendered string, a Assets) string {
	p := &pageWriter{assets: a, source: rendered}
	p.walk()
	body := p.out.String()
	tags := ""
	if !p.loads {
		tags = a.tags()
	}
	if !p.whole {
		return a.opening() + tags + "</head><body>" + body + "</body></html>\n"
	}
	body = body[:p.head] + tags + body[p.head:]
	if !p.doctype {
		// Without it browsers fall back to the layout rules of the nineties, which
		// they never do for the srcdoc frames that templates were written for.
		body = "<!doctype html>" + body
	}
	return body
}

// opening begins the document around a fragment.
func (a Assets) opening() string {
	return `<!doctype html><html lang="` + html.EscapeString(a.Language) + `"><head><meta charset="utf-8">` +
		`<meta name="viewport" content="width=device-width, initial-scale=1">`
}

// tags load the bundle.
func (a Assets) tags() string {
	var b strings.Builder
	if a.CrowdStyle != "" {
		b.WriteString(`<link rel="stylesheet" href="` + html.EscapeString(a.CrowdStyle) + `">`)
	}
	if a.CrowdScript != "" {
		b.WriteString(`<script src="` + html.EscapeString(a.CrowdScript) + `"></script>`)
	}
	return b.String()
}

// pageWriter copies a page token by token.
type pageWriter struct {
	assets Assets
	source string
	out    bytes.Buffer
	// head is where in out the bundle's tags belong in a whole document.
	head int
	// begun is set by the first token that is content of a fragment.
	begun, whole, doctype, loads bool
}

// walk copies the source, changing only the tags that load the library.
func (p *pageWriter) walk() {
	z := xhtml.NewTokenizer(strings.NewReader(p.source))
	pos := 0
	for z.Next() != xhtml.ErrorToken {
		raw := p.source[pos : pos+len(z.Raw())]
		pos += len(raw)
		p.token(z, raw)
	}
	// What the tokenizer could not finish, such as a tag cut off at the end.
	p.out.WriteString(p.source[pos:])
}

// token copies one token.
func (p *pageWriter) token(z *xhtml.Tokenizer, raw string) {
	t := z.Token()
	switch t.Type {
	case xhtml.DoctypeToken:
		p.structure(raw, !p.begun)
		p.doctype = p.doctype || p.whole
		return
	case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
		switch t.Data {
		case "html", "head":
			p.structure(raw, !p.begun)
			return
		case "body":
			p.whole = p.whole || !p.begun
		}
		p.begun = true
		raw = p.load(t.Data, raw)
	case xhtml.TextToken:
		p.begun = p.begun || strings.Trim(raw, " \t\r\n\f\ufeff") != ""
	}
	p.out.WriteString(raw)
}

// structure copies a tag that makes the source a whole document, if it stands
// before all content; the bundle belongs behind the last of them.
func (p *pageWriter) structure(raw string, first bool) {
	p.out.WriteString(raw)
	if first {
		p.whole = true
		p.head = p.out.Len()
	}
}

// load points a tag at our bundle if it loads Amazon's library.
func (p *pageWriter) load(name, raw string) string {
	switch name {
	case "script":
		return p.point(raw, "src", p.assets.CrowdScript, isCrowdScript)
	case "link":
		return p.point(raw, "href", p.assets.CrowdStyle, isCrowdStyle)
	}
	return raw
}

// point replaces a tag's URL by ours when it is one that is meant. A digest of
// Amazon's file (integrity) cannot hold for ours and goes.
func (p *pageWriter) point(raw, name, ours string, meant func(url string) bool) string {
	url, ok := attribute(raw, name)
	if !ok {
		return raw
	}
	value := strings.Trim(html.UnescapeString(raw[url.from:url.to]), " \t\r\n\f")
	if name == "src" && (meant(value) || value == ours) {
		p.loads = true
	}
	switch {
	case !meant(value):
		return raw
	case ours == "" && name == "href":
		// The elements carry their looks with them, so there is nothing to load.
		return ""
	case ours == "":
		return raw
	}
	out := raw[:url.from] + url.quoted(html.EscapeString(ours)) + raw[url.to:]
	if digest, ok := attribute(out, "integrity"); ok {
		out = out[:digest.start] + out[digest.end:]
	}
	return out
}

// crowdFile gives the path of a URL on the host of Amazon's element library.
func crowdFile(url string) string {
	url, _, _ = strings.Cut(url, "#")
	url, _, _ = strings.Cut(url, "?")
	for _, scheme := range []string{"https:", "http:"} {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			url = url[len(scheme):]
			break
		}
	}
	const host = "//assets.crowd.aws/"
	if len(url) < len(host) || !strings.EqualFold(url[:len(host)], host) {
		return ""
	}
	return url[len(host):]
}

func isCrowdScript(url string) bool {
	file := crowdFile(url)
	return file == "crowd-html-elements.js" || file == "crowd-html-elements-v2.js"
}

func isCrowdStyle(url string) bool {
	return crowdFile(url) == "css/crowd-html-elements-v2.css"
}
