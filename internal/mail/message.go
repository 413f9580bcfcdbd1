package mail

import (
	"bytes"
	"fmt"
	"html/template"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

// Message is what a mail says, as text and as HTML.
type Message struct {
	Subject string
	Lines   []string
	// Link is where to go; empty for nowhere.
	Link, LinkText string
	// Document is something longer for people to read, such as a whole event; empty
	// when there is no more to say.
	Document string
}

// Head is what the header of a mail tells beside its subject.
type Head struct {
	// ID is what tells a mail from all others, in letters and digits.
	ID   string
	Date time.Time
	From *mail.Address
	// To are those whom all recipients see.
	To []*mail.Address
}

func (m Message) text() string {
	var b strings.Builder
	for _, l := range m.Lines {
		b.WriteString(l + "\n")
	}
	if m.Link != "" {
		b.WriteString("\n" + m.LinkText + ": " + m.Link + "\n")
	}
	if m.Document != "" {
		b.WriteString("\n" + m.Document + "\n")
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

// Compose writes the mail (RFC 5322, MIME). The same head gives the same bytes.
// What is encoded by mime cannot end a line, so no header can be smuggled in.
func (m Message) Compose(h Head) ([]byte, error) {
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	if err := parts.SetBoundary("foureyes-" + h.ID); err != nil {
		return nil, fmt.Errorf("separate the mail's parts: %w", err)
	}
	for _, field := range [][2]string{
		{"From", h.From.String()},
		{"To", list(h.To)},
		{"Subject", mime.QEncoding.Encode("utf-8", m.Subject)},
		{"Date", h.Date.UTC().Format(time.RFC1123Z)},
		{"Message-ID", "<" + h.ID + h.From.Address[strings.LastIndex(h.From.Address, "@"):] + ">"},
		{"Auto-Submitted", "auto-generated"}, // no answering machine shall answer (RFC 3834)
		{"MIME-Version", "1.0"},
		{"Content-Type", mime.FormatMediaType("multipart/alternative", map[string]string{"boundary": parts.Boundary()})},
	} {
		b.WriteString(field[0] + ": " + field[1] + "\r\n")
	}
	b.WriteString("\r\n")
	var asHTML strings.Builder
	if err := html.Execute(&asHTML, m); err != nil {
		return nil, fmt.Errorf("write the mail as HTML: %w", err)
	}
	for _, part := range [][2]string{{"text/plain; charset=utf-8", m.text()}, {"text/html; charset=utf-8", asHTML.String()}} {
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

// list is the header's addresses; a mail to people who shall not see each other names nobody.
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
