package bench_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"foureyes/internal/humanloop"
)

const (
	// looked is how often each question of the console is asked; those in SQL are asked once.
	looked = 3
	// leaving is about how many finished loops are old enough for retention.
	leaving = 5000
)

// lookAround measures what does not come with each loop: retention, the start of the real
// binary, and what it answers people at the console and programs that ask in SQL. The
// store is closed after it.
func (w *town) lookAround(b *testing.B) {
	b.Helper()
	w.retire(b)
	if err := w.db.Close(); err != nil {
		b.Fatal(err)
	}
	for range *rounds {
		w.starting.start(b, w.d)
	}
	w.starting.rest(b, w.d)
	r := startBinary(b, w.d.settings)
	d := desk{host: r.host, token: operator{b, dial(b, r.host, "sagemaker")}.session(adminEmail)}
	for range looked {
		w.lookOn(b, d)
	}
	for _, q := range inSQL {
		w.looks.timed(b, "SQL: "+q.what, func() error { return d.sql(q.query, q.parameters(w)...) })
	}
	r.stop(b)
}

// retire lets the oldest finished loops leave, and tells how many do in a second.
func (w *town) retire(b *testing.B) {
	b.Helper()
	if w.finished < w.gone+leaving {
		return
	}
	age := finishedAge - (finishedAge-openAge)/time.Duration(w.finished)*time.Duration(w.gone+leaving) - time.Minute // until their end
	began := time.Now()
	removed, err := humanloop.Retention{Store: w.db, For: age}.Run(b.Context(), w.began)
	if err != nil || removed.Loops < leaving/2 || removed.Loops > 2*leaving {
		b.Fatalf("removed %d loops: %v", removed.Loops, err)
	}
	w.removed = float64(removed.Loops) / time.Since(began).Seconds()
}

// desk is somebody at the console.
type desk struct{ host, token string }

// get asks for a path of the JSON API.
func (d desk) get(path string, query url.Values) error {
	query.Set("region", region)
	return d.do("GET", path+"?"+query.Encode(), nil)
}

// sql asks a question in SQL, and reads all of the answer. One that takes longer than a query
// may (--sql-timeout, a minute) has taken a minute.
func (d desk) sql(query string, parameters ...string) error {
	body, err := json.Marshal(map[string]any{"query": query, "parameters": parameters})
	if err != nil {
		return err
	}
	if err = d.do("POST", "/sql", body); err != nil && strings.Contains(err.Error(), "57014") {
		return nil
	}
	return err
}

func (d desk) do(method, path string, body []byte) error {
	request, err := http.NewRequest(method, "http://"+d.host+"/api/v1"+path, bytes.NewReader(body)) //nolint:noctx // the server's own limits hold
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+d.token)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || strings.Contains(string(text[max(0, len(text)-200):]), `"error"`) {
		return errors.Join(fmt.Errorf("%d %.300s", answer.StatusCode, text), err)
	}
	return nil
}

// lookOn asks each question of the console once.
func (w *town) lookOn(b *testing.B, d desk) {
	b.Helper()
	ask := func(what, path string, query url.Values) {
		w.looks.timed(b, what, func() error { return d.get(path, query) })
	}
	all := url.Values{}
	for _, f := range w.flows {
		all.Add("name", f.Name)
	}
	largest := "/flow-definitions/" + w.flows[0].Name
	ask("overview: figures of 50 flows", "/flow-definitions/figures", all)
	ask("loops of the largest flow", largest+"/human-loops", url.Values{})
	for _, status := range []string{"InProgress", "Completed", "Failed"} {
		ask("those "+status, largest+"/human-loops", url.Values{"status": {status}})
	}
	ask("those with a part of a name that none has", largest+"/human-loops", url.Values{"contains": {"nobody"}})
	ask("a loop with its answers", "/human-loops/"+w.name(w.finished)+"/review", url.Values{})
	ask("activity of a flow", largest+"/activity", url.Values{})
	ask("what a deletion does", largest+"/deletion", url.Values{})
	ask("audit", "/audit", url.Values{})
	ask("audit: what was refused", "/audit", url.Values{"outcome": {"Refused"}})
	ask("audit: an action that is rare", "/audit", url.Values{"action": {"foureyes:DisableAccessKey"}})
	ask("audit: a resource that is not there", "/audit", url.Values{"resource": {"nobody"}})
}
