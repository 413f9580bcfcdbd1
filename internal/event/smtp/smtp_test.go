package smtp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"slices"
	"strings"
	"testing"

	gosmtp "github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"foureyes/internal/event"
	"foureyes/internal/event/awsapi/awstest"
)

// people are the members of the one team that there is.
type people []string

// TeamMails lists them.
func (p people) TeamMails(_ context.Context, account, region, team string) ([]string, error) {
	if account != "000000000042" || region != "eu-west-1" || team != "readers" {
		return nil, errors.New("no such team")
	}
	return p, nil
}

// send sends an event to a target of the server and gives what was logged.
func (p *post) send(t *testing.T, url string, more map[string]any, secret string, e event.Event) (string, error) {
	t.Helper()
	settings := map[string]any{"from": "Foureyes <reviews@example.org>", "to": []string{"ops@example.org"}}
	maps.Copy(settings, more)
	text, err := json.Marshal(settings)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s := New(people{"ada@example.org", "bob@example.org"}, slog.New(slog.NewTextHandler(&log, nil)))
	s.roots = p.roots
	to := event.Destination{Address: url, Settings: string(text), Secret: []byte(secret)}
	if err := s.Check(to); err != nil {
		t.Fatal(err)
	}
	err = s.Send(t.Context(), to, e, awstest.Now)
	return log.String(), err
}

// parts reads a mail as a mail program does: the header, the text and the HTML.
func parts(t *testing.T, text string) (h mail.Header, plain, asHTML string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatal(kind, err)
	}
	r := multipart.NewReader(m.Body, params["boundary"])
	for _, into := range []struct {
		kind string
		text *string
	}{{"text/plain; charset=utf-8", &plain}, {"text/html; charset=utf-8", &asHTML}} {
		p, err := r.NextPart()
		if err != nil || p.Header.Get("Content-Type") != into.kind {
			t.Fatal(p, err)
		}
		b, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		*into.text = strings.ReplaceAll(string(b), "\r\n", "\n")
	}
	if _, err := r.NextPart(); !errors.Is(err, io.EOF) {
		t.Error("a third part", err)
	}
	return m.Header, plain, asHTML
}

func notice(team string, waiting int) event.Event {
	detail, err := json.Marshal(event.Notice{WorkteamName: team, Waiting: waiting, PortalURL: "https://review.example/portal?a=1&b=2"})
	if err != nil {
		panic(err)
	}
	return event.Event{ID: "2", Body: []byte(`{"id":"2","detail-type":"` + event.NoticeType + `","source":"foureyes","account":"000000000042",` +
		`"time":"2025-02-03T04:06:52Z","region":"eu-west-1","resources":[],"detail":` + string(detail) + `}`)}
}

func TestMailTellsOfTheEvent(t *testing.T) {
	p := open(t, false)
	for range 2 {
		if _, err := p.send(t, "smtp://"+p.address, nil, "", awstest.Event); err != nil {
			t.Fatal(err)
		}
	}
	mails := p.got()
	if diff := cmp.Diff(mails[0], mails[1], cmp.AllowUnexported(received{})); diff != "" {
		t.Error("the second attempt sends another mail:", diff)
	}
	if mails[0].from != "reviews@example.org" || !slices.Equal(mails[0].to, []string{"ops@example.org"}) {
		t.Errorf("%+v", mails[0])
	}
	h, plain, asHTML := parts(t, mails[0].text)
	want := mail.Header{
		"From": {`"Foureyes" <reviews@example.org>`}, "To": {"<ops@example.org>"}, "Subject": {"Human loop inv-1001 is Failed"},
		"Date": {"Mon, 03 Feb 2025 04:06:52 +0000"}, "Message-Id": {"<" + awstest.Event.ID + "@example.org>"},
		"Auto-Submitted": {"auto-generated"}, "Mime-Version": {"1.0"},
		"Content-Type": {"multipart/alternative; boundary=foureyes-" + awstest.Event.ID},
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(plain, "The human loop inv-1001 is Failed.\nFlow definition: arn:aws:") || !strings.Contains(plain, `"failureReason": "a < b & ü"`) {
		t.Error(plain)
	}
	if !strings.Contains(asHTML, "<p>The human loop inv-1001 is Failed.</p>") || !strings.Contains(asHTML, "a &lt; b &amp; ü") {
		t.Error(asHTML)
	}
}

func TestNoticeGoesToTheTeam(t *testing.T) {
	p := open(t, false)
	if _, err := p.send(t, "smtp://"+p.address, map[string]any{"team": true, "to": nil}, "", notice("readers", 3)); err != nil {
		t.Fatal(err)
	}
	if _, err := p.send(t, "smtp://"+p.address, map[string]any{"team": true}, "", notice("readers", 1)); err != nil {
		t.Fatal(err)
	}
	mails := p.got()
	if !slices.Equal(mails[0].to, []string{"ada@example.org", "bob@example.org"}) || !slices.Equal(mails[1].to, []string{"ops@example.org", "ada@example.org", "bob@example.org"}) {
		t.Errorf("%+v", mails)
	}
	for _, m := range mails {
		if strings.Contains(m.text, "ada@") {
			t.Error("people see each other's addresses")
		}
	}
	h, plain, asHTML := parts(t, mails[0].text)
	if h.Get("Subject") != "Tasks are waiting for readers" || h.Get("To") != "undisclosed-recipients:;" {
		t.Error(h)
	}
	if plain != "3 tasks are waiting for the work team readers.\n\nOpen the worker portal: https://review.example/portal?a=1&b=2\n" {
		t.Error(plain)
	}
	if !strings.Contains(asHTML, `<a href="https://review.example/portal?a=1&amp;b=2">Open the worker portal</a>`) {
		t.Error(asHTML)
	}
	if _, plain, _ := parts(t, mails[1].text); !strings.HasPrefix(plain, "One task is waiting") {
		t.Error(plain)
	}
}

func TestOnlyNoticesGoToTheTeam(t *testing.T) {
	p := open(t, false)
	if _, err := p.send(t, "smtp://"+p.address, map[string]any{"team": true, "to": nil}, "", awstest.Event); err != nil || len(p.got()) > 0 {
		t.Error(p.got(), err)
	}
	if _, err := p.send(t, "smtp://"+p.address, map[string]any{"team": true}, "", notice("writers", 1)); err == nil || !strings.Contains(err.Error(), "no such team") {
		t.Error(err)
	}
}

func TestOtherEventsAreMailedAsTheyAre(t *testing.T) {
	p := open(t, false)
	if _, err := p.send(t, "smtp://"+p.address, nil, "", awstest.Trial); err != nil {
		t.Fatal(err)
	}
	h, plain, _ := parts(t, p.got()[0].text)
	if h.Get("Subject") != "Foureyes Test Event" || !strings.Contains(plain, `"source": "foureyes"`) {
		t.Error(h, plain)
	}
}

// What an event says can be anything. It stays in its place.
func TestNoHeaderCanBeSmuggledIn(t *testing.T) {
	p := open(t, false)
	team := "readers\r\nBcc: eve@example.org\r\n\r\n<script>"
	e := notice(team, 1)
	if _, err := p.send(t, "smtp://"+p.address, nil, "", e); err != nil {
		t.Fatal(err)
	}
	h, _, asHTML := parts(t, p.got()[0].text)
	subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	if err != nil || h.Get("Bcc") != "" || subject != "Tasks are waiting for "+team || strings.Contains(asHTML, "<script>") {
		t.Errorf("%q, %v, %v", subject, h, err)
	}
}

func TestPasswordLetsInByPlainAndLogin(t *testing.T) {
	for _, implicit := range []bool{false, true} {
		for _, login := range []bool{false, true} {
			p := open(t, implicit, func(p *post) { p.login, p.user = login, "reviews" })
			scheme := map[bool]string{false: "smtp", true: "smtps"}[implicit]
			url := scheme + "://reviews@" + p.address
			if _, err := p.send(t, url, nil, "right", awstest.Event); err != nil || len(p.got()) != 1 {
				t.Error(scheme, login, err)
			}
			_, err := p.send(t, url, nil, "wrong", awstest.Event)
			if err == nil || !strings.HasPrefix(err.Error(), "sign in to the mail server as reviews: ") || strings.Contains(err.Error(), "wrong") {
				t.Error(scheme, login, err)
			}
			_, err = p.send(t, scheme+"://"+p.address, nil, "", awstest.Event)
			if err == nil || !strings.Contains(err.Error(), "refuses the sender") {
				t.Error(scheme, login, err)
			}
		}
	}
}

func TestNothingIsSentInTheClear(t *testing.T) {
	p := open(t, false, func(p *post) { p.TLSConfig = nil })
	if _, err := p.send(t, "smtp://"+p.address, nil, "", awstest.Event); err == nil || !strings.Contains(err.Error(), "offers no STARTTLS") {
		t.Error(err)
	}
	if len(p.got()) > 0 {
		t.Error("a mail was sent")
	}
	if _, err := p.send(t, "smtp://"+p.address, map[string]any{"plain": true}, "", awstest.Event); err != nil || len(p.got()) != 1 {
		t.Error(err)
	}
}

func TestUnknownCertificateIsNotTrusted(t *testing.T) {
	for _, implicit := range []bool{false, true} {
		p := open(t, implicit)
		p.roots = nil
		scheme := map[bool]string{false: "smtp", true: "smtps"}[implicit]
		if _, err := p.send(t, scheme+"://"+p.address, nil, "", awstest.Event); err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Error(err)
		}
	}
}

func TestRefusalsOfAddresses(t *testing.T) {
	gone := &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "nobody here"}
	busy := &gosmtp.SMTPError{Code: 450, EnhancedCode: gosmtp.EnhancedCode{4, 2, 0}, Message: "later"}
	team := map[string]any{"team": true}
	p := open(t, false)
	p.refuse["ada@example.org"] = gone
	log, err := p.send(t, "smtp://"+p.address, team, "", notice("readers", 1))
	if err != nil || len(p.got()) != 1 || !slices.Equal(p.got()[0].to, []string{"ops@example.org", "bob@example.org"}) || !strings.Contains(log, "address=ada@example.org") {
		t.Error(p.got(), log, err)
	}
	p.refuse["bob@example.org"] = busy
	if _, err := p.send(t, "smtp://"+p.address, team, "", notice("readers", 1)); err == nil || !strings.Contains(err.Error(), "for bob@example.org now") || len(p.got()) != 1 {
		t.Error(err)
	}
	p.refuse["ops@example.org"] = gone
	if _, err := p.send(t, "smtp://"+p.address, nil, "", awstest.Event); err == nil || !strings.Contains(err.Error(), "for none of 1 addresses") {
		t.Error(err)
	}
	delete(p.refuse, "ops@example.org")
	p.refuse["data"] = busy
	if _, err := p.send(t, "smtp://"+p.address, nil, "", awstest.Event); err == nil || !strings.Contains(err.Error(), "refuses the mail") || len(p.got()) != 1 {
		t.Error(err)
	}
}

func TestServerThatSaysNothingIsGivenUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	connected := make(chan net.Conn, 1)
	go func() {
		c, err := l.Accept()
		if err == nil {
			connected <- c
		}
		cancel()
	}()
	to := event.Destination{Address: "smtp://" + l.Addr().String(), Settings: `{"from":"a@b","to":["c@d"]}`}
	if err := New(people{}, slog.New(slog.DiscardHandler)).Send(ctx, to, awstest.Event, awstest.Now); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	_ = (<-connected).Close()
	_ = l.Close()
	if err := New(people{}, slog.New(slog.DiscardHandler)).Send(t.Context(), to, awstest.Event, awstest.Now); err == nil || !strings.HasPrefix(err.Error(), "reach the mail server") {
		t.Error(err)
	}
}

func TestMailThatCouldNotBeSentIsRefused(t *testing.T) {
	at := func(url, settings, secret string) event.Destination {
		return event.Destination{Address: url, Settings: settings, Secret: []byte(secret)}
	}
	const ok = `{"from":"a@b","to":["Ops <c@d>","e@f"]}`
	for _, good := range []event.Destination{
		at("smtp://mail.example", ok, ""), at("smtps://user@mail.example", ok, "x"), at("smtp://user@[::1]:25", `{"from":"a@b","team":true,"plain":true}`, "x"),
		at("smtp://user@localhost", `{"from":"a@b","to":["c@d"],"plain":true}`, "x"),
	} {
		if err := new(Sender).Check(good); err != nil {
			t.Errorf("%+v: %v", good, err)
		}
	}
	for want, bad := range map[string]event.Destination{
		"by a URL":              at("mail.example:587", ok, ""),
		"by a URL such":         at("smtp://mail.example/path", ok, ""),
		"holds no password":     at("smtp://a:b@mail.example", ok, ""),
		"mail comes from":       at("smtp://mail.example", `{"to":["c@d"]}`, ""),
		"mail comes":            at("smtp://mail.example", `{"from":"a@b\r\nBcc: e@f","to":["c@d"]}`, ""),
		`"c" is no address`:     at("smtp://mail.example", `{"from":"a@b","to":["c"]}`, ""),
		"goes to":               at("smtp://mail.example", `{"from":"a@b"}`, ""),
		"password of the user":  at("smtp://user@mail.example", ok, ""),
		"without a user":        at("smtp://mail.example", ok, "x"),
		"always with TLS":       at("smtps://mail.example", `{"from":"a@b","to":["c@d"],"plain":true}`, ""),
		"only with TLS":         at("smtp://user@mail.example", `{"from":"a@b","to":["c@d"],"plain":true}`, "x"),
		`no setting "endpoint"`: at("smtp://mail.example", `{"endpoint":"a"}`, ""),
	} {
		if err := new(Sender).Check(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", bad, err, want)
		}
	}
}
