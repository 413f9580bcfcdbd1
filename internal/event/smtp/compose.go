package smtp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	"foureyes/internal/event"
)

// page is what a mail says, as text and as HTML.
type page struct {
	Subject string
	Lines   []string
	// Link is where to go; empty for nowhere.
	Link, LinkText string
	// Document is the whole event, for people to read; empty when it says no more.
	Document string
}

// pageOf says what an event means to people.
func pageOf(e event.Event, v event.Envelope) (page, error) {
	switch v.DetailType {
	case event.NoticeType:
		return noticePage(v)
	case event.DetailType:
		return page{
			Subject:  fmt.Sprintf("Human loop %s is %s", v.Loop.Name, v.Loop.Status),
			Lines:    []string{fmt.Sprintf("The human loop %s is %s.", v.Loop.Name, v.Loop.Status), "Flow definition: " + v.Loop.FlowARN},
			Document: indented(e),
		}, nil
	}
	return page{Subject: v.DetailType, Lines: []string{"This event was sent by Foureyes."}, Document: indented(e)}, nil
}

func noticePage(v event.Envelope) (page, error) {
	var n event.Notice
	if err := json.Unmarshal(v.Detail, &n); err != nil {
		return page{}, fmt.Errorf("read the notice: %w", err)
	}
	waiting := fmt.Sprintf("%d tasks are waiting for the work team %s.", n.Waiting, n.WorkteamName)
	if n.Waiting == 1 {
		waiting = fmt.Sprintf("One task is waiting for the work team %s.", n.WorkteamName)
	}
	return page{
		Subject: "Tasks are waiting for " + n.WorkteamName, Lines: []string{waiting},
		Link: n.PortalURL, LinkText: "Open the worker portal",
	}, nil
}

func indented(e event.Event) string {
	var b bytes.Buffer
	if json.Indent(&b, e.Body, "", "  ") != nil {
		return string(e.Body)
	}
	return b.String()
}

func (p page) text() string {
	var b strings.Builder
	for _, l := range p.Lines {
		b.WriteString(l + "\n")
	}
	if p.Link != "" {
		b.WriteString("\n" + p.LinkText + ": " + p.Link + "\n")
	}
	if p.Document != "" {
		b.WriteString("\n" + p.Document + "\n")
	}
	return b.String()
}

var html = template.Must(template.New("mail").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Subject}}</title></head>
<body style="font-family: sans-serif">
{{range .Lines}}<p>{{.}}</p>
{{end}}{{if .Link}}<p><a href="{{.Link}}">{{.LinkText}}</a></p>
{{end}}{{if .Document}}<pre>{{.Document}}</pre>
{{end}}</body></html>
`))

// compose writes a mail (RFC 5322, MIME). The same event gives the same bytes.
// What is encoded by mime cannot end a line, so no header can be smuggled in.
func compose(from *mail.Address, to []*mail.Address, e event.Event, v event.Envelope) ([]byte, error) {
	p, err := pageOf(e, v)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	if err := parts.SetBoundary("foureyes-" + e.ID); err != nil {
		return nil, fmt.Errorf("separate the mail's parts: %w", err)
	}
	for _, h := range [][2]string{
		{"From", from.String()},
		{"To", list(to)},
		{"Subject", mime.QEncoding.Encode("utf-8", p.Subject)},
		{"Date", v.Time.UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + e.ID + from.Address[strings.LastIndex(from.Address, "@"):] + ">"},
		{"Auto-Submitted", "auto-generated"}, // no answering machine shall answer (RFC 3834)
		{"MIME-Version", "1.0"},
		{"Content-Type", mime.FormatMediaType("multipart/alternative", map[string]string{"boundary": parts.Boundary()})},
	} {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	b.WriteString("\r\n")
	var asHTML strings.Builder
	if err := html.Execute(&asHTML, p); err != nil {
		return nil, fmt.Errorf("write the mail as HTML: %w", err)
	}
	for _, part := range [][2]string{{"text/plain; charset=utf-8", p.text()}, {"text/html; charset=utf-8", asHTML.String()}} {
		if err := add(parts, part[0], part[1]); err != nil {
			return nil, fmt.Errorf("write the mail: %w", err)
		}
	}
	if err := parts.Close(); err != nil {
		return nil, fmt.Errorf("end the mail: %w", err)
	}
	return b.Bytes(), nil
}

func add(parts *multipart.Writer, contentType, text string) error {
	w, err := parts.CreatePart(textproto.MIMEHeader{"Content-Type": {contentType}, "Content-Transfer-Encoding": {"quoted-printable"}})
	if err != nil {
		return err
	}
	q := quotedprintable.NewWriter(w)
	if _, err := q.Write([]byte(text)); err != nil {
		return err
	}
	return q.Close()
}

// list is the header's addresses; a mail that only a team's people get names nobody.
func list(to []*mail.Address) string {
	if len(to) == 0 {
		return "undisclosed-recipients:;"
	}
	all := make([]string, 0, len(to))
	for _, a := range to {
		all = append(all, a.String())
	}
	return strings.Join(all, ",\r\n ")
}
