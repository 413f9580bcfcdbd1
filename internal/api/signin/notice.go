package signin

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/http"
)

// notice is a page that says one thing and leads on.
type notice struct {
	Title, Text string
	Link, Label string // where to go from here; without one, nowhere
}

// noticeStyle is the look of notices. The policy names it by its hash, since nothing
// else may be in the page.
const noticeStyle = `:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 15vh auto; padding: 0 1.5rem; max-width: 34rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
a { color: light-dark(#0a665c, #63d2c2); }`

var noticePage = template.Must(template.New("notice").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}} · Foureyes</title>
<style>` + noticeStyle + `</style>
<main>
<h1>{{.Title}}</h1>
<p>{{.Text}}</p>
{{if .Link}}<p><a href="{{.Link}}">{{.Label}}</a></p>
{{end}}</main>
</html>
`))

// noticePolicy lets a notice have its style and nothing more.
var noticePolicy = func() string {
	sum := sha256.Sum256([]byte(noticeStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}()

func (n notice) send(w http.ResponseWriter, status int) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", noticePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = noticePage.Execute(w, n) // a client that hung up is nobody's error
}
