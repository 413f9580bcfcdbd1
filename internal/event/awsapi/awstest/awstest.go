// Package awstest is an AWS service for tests: it checks the signature of each
// request as Amazon would, keeps what came, and answers as it was told to.
//
// It knows no operation. Tests look at the requests themselves.
package awstest

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"foureyes/internal/aws/sigv4"
	"foureyes/internal/event"
)

// The key that requests must be signed with, the region that they must be signed
// for, and the time at which.
const (
	KeyID  = "AKIAEXAMPLE"
	Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	Region = "eu-west-1"
)

// Now is the time at which tests send.
var Now = time.Date(2025, 2, 3, 4, 7, 0, 0, time.UTC)

// Event is an event that tests send.
var Event = event.Event{ID: "106bec46-4490-5207-afd6-494b8c2bbeaa", Body: []byte(
	`{"version":"0","id":"106bec46-4490-5207-afd6-494b8c2bbeaa","detail-type":"SageMaker A2I HumanLoop Status Change",` +
		`"source":"aws.sagemaker","account":"000000000042","time":"2025-02-03T04:06:52Z","region":"eu-west-1",` +
		`"resources":["arn:aws:sagemaker:eu-west-1:000000000042:human-loop/inv-1001"],` +
		`"detail":{"flowDefinitionArn":"arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/invoice-check",` +
		`"humanLoopName":"inv-1001","failureReason":"a < b & ü","humanLoopStatus":"Failed"}}`)}

// Trial is an event that tells of no loop.
var Trial = event.Event{ID: "1", Body: []byte(`{"version":"0","id":"1","detail-type":"Foureyes Test Event","source":"foureyes",` +
	`"account":"000000000042","time":"2025-02-03T04:06:52Z","region":"*","resources":[],"detail":{}}`)}

// Request is one that came.
type Request struct {
	Host, Path string
	Header     http.Header
	Body       string
}

// Service is a service that listens.
type Service struct {
	*httptest.Server

	name string
	t    testing.TB

	mu     sync.Mutex
	status int
	header http.Header
	answer string
	got    []Request
}

// Start starts a service that signatures must be for, such as sqs. It answers 200
// and nothing until Will says otherwise.
func Start(t testing.TB, name string) *Service {
	t.Helper()
	s := &Service{name: name, t: t, status: http.StatusOK}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

// Will says what is answered from now on. Headers are names and values in turn.
func (s *Service) Will(status int, answer string, headers ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.status, s.answer, s.header = status, answer, http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		s.header.Set(headers[i], headers[i+1])
	}
}

// Last is the request that came last.
func (s *Service) Last() Request {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.got) == 0 {
		s.t.Fatal("no request came")
	}
	return s.got[len(s.got)-1]
}

// ServeHTTP checks a request, keeps it and answers.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	if err := s.check(r, body); err != nil {
		s.t.Errorf("the signature of %s %s: %v", r.Method, r.URL, err)
		w.WriteHeader(http.StatusForbidden)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, Request{Host: r.Host, Path: r.Method + " " + r.RequestURI, Header: r.Header, Body: string(body)})
	maps.Copy(w.Header(), s.header)
	w.WriteHeader(s.status)
	_, _ = io.WriteString(w, s.answer)
}

func (s *Service) check(r *http.Request, body []byte) error {
	signature, err := sigv4.Parse(r)
	if err != nil {
		return err
	}
	if signature.AccessKeyID != KeyID || signature.Region != Region || signature.Service != s.name {
		s.t.Errorf("signed with %s for %s in %s", signature.AccessKeyID, signature.Service, signature.Region)
	}
	if err := signature.CheckTime(Now); err != nil {
		return err
	}
	return signature.VerifyBody(r, sigv4.DeriveKey(Secret, signature.Date, signature.Region, signature.Service), body)
}
