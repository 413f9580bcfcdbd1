package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// An import that waited and went on does not end with the reason for which it waited.
func TestImportThatWentOnWaitsForNothing(t *testing.T) {
	answers := make(chan string, 2)
	answers <- `{"id":"i","status":"Starting","reason":"there is no room","done":1}`
	answers <- `{"id":"i","status":"Completed","done":2}`
	at := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v1/flow-definitions/f/imports/i" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		_, _ = w.Write([]byte(<-answers))
	}))
	defer at.Close()
	s := &server{found: map[string]string{"endpoint_url": at.URL, "region": "eu-west-1", "aws_access_key_id": "id", "aws_secret_access_key": "secret"}}
	run := importRun{server: s, flow: "f", bar: newImportBar(true)}
	i, err := run.await(t.Context(), loopImport{ID: "i", Status: "Starting"}, "Starting")
	if err != nil || i.Status != "Completed" || i.Done != 2 || i.Reason != "" {
		t.Errorf("%+v, %v", i, err)
	}
}
