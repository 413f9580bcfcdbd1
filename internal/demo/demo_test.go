package demo_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"golang.org/x/net/html"

	"foureyes/internal/app"
	"foureyes/internal/config"
	"foureyes/internal/demo"
)

const (
	accessKeyID = "AKIADEMOTEST00000000"
	secret      = "a-secret-of-the-demo-test-with-40-letters"
	email       = "worker@example.com"
	password    = "a long password of the demo test"
)

// outputWithin is how long the output may take on a busy machine.
const outputWithin = 30 * time.Second

// server is a running app with the demo in it, and its worker signed in.
type server struct {
	t       *testing.T
	url     string
	token   string
	reviews []demo.Review
}

// assignment is the part of the worker API's assignments that is read here.
type assignment struct {
	ID            string `json:"id"`
	HumanLoopName string `json:"humanLoopName"`
	TaskTitle     string `json:"taskTitle"`
}

func TestEveryTaskCanBeSeen(t *testing.T) {
	s := start(t)
	pictures := map[string]int{"return": 1, "expense": 1, "answer": 0}
	shown := map[string]int{}
	for a, ok := s.next(); ok; a, ok = s.next() {
		shown[a.TaskTitle]++
		status, page := s.do(http.MethodGet, "/api/v1/assignments/"+a.ID+"/content", nil)
		if status != http.StatusOK || strings.Contains(page, "{{") || strings.Contains(page, "{%") {
			t.Errorf("%s is not rendered: %d %s", a.HumanLoopName, status, page)
		}
		links := mediaLinks(t, page)
		kind, _, _ := strings.Cut(a.HumanLoopName, "-")
		if len(links) != pictures[kind] {
			t.Errorf("%s shows the pictures %q, want %d", a.HumanLoopName, links, pictures[kind])
		}
		for _, link := range links {
			s.checkPicture(link)
		}
	}
	for _, r := range s.reviews {
		if shown[r.Title] != r.Tasks || r.Tasks == 0 {
			t.Errorf("%q: %d tasks were shown, %d were announced", r.Title, shown[r.Title], r.Tasks)
		}
	}
}

func TestAnswerComesOutWhereItWasAnnounced(t *testing.T) {
	s := start(t)
	first := s.reviews[0]
	a, ok := s.next()
	if !ok || a.TaskTitle != first.Title || !strings.Contains(first.OutputURI, "/"+a.HumanLoopName+"/") {
		t.Fatalf("the first task is %+v, announced was %+v", a, first)
	}
	answer := `{"damage":{"label":"Intact"}}`
	if status, body := s.do(http.MethodPost, "/api/v1/assignments/"+a.ID+"/submit",
		strings.NewReader(`{"answerContent":`+answer+`}`)); status != http.StatusOK {
		t.Fatalf("submit: %d %s", status, body)
	}
	var output struct {
		HumanLoopName string `json:"humanLoopName"`
		HumanAnswers  []struct {
			AnswerContent json.RawMessage `json:"answerContent"`
		} `json:"humanAnswers"`
		InputContent struct {
			Photo string `json:"photo"`
		} `json:"inputContent"`
	}
	if err := json.Unmarshal(s.object(first.OutputURI), &output); err != nil {
		t.Fatal(err)
	}
	if output.HumanLoopName != a.HumanLoopName || len(output.HumanAnswers) != 1 ||
		string(output.HumanAnswers[0].AnswerContent) != answer ||
		!strings.HasPrefix(output.InputContent.Photo, "s3://"+demo.Bucket+"/") {
		t.Errorf("output.json is %+v", output)
	}
}

func TestSeedingTwiceIsRefused(t *testing.T) {
	s, a := startApp(t)
	if _, err := a.Demo(t.Context()); err == nil || !strings.Contains(err.Error(), "create the bucket demo") {
		t.Errorf("the second seeding of %s said %v", s.url, err)
	}
}

func start(t *testing.T) *server {
	t.Helper()
	s, _ := startApp(t)
	status, body := s.do(http.MethodPost, "/api/v1/session",
		strings.NewReader(`{"email":"`+email+`","password":"`+password+`"}`))
	var session struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal([]byte(body), &session); err != nil || status != http.StatusOK {
		t.Fatalf("sign in: %d %s", status, body)
	}
	s.token = session.Token
	return s
}

func startApp(t *testing.T) (*server, *app.App) {
	t.Helper()
	a, err := app.Start(t.Context(), config.Serve{
		Listen: "127.0.0.1:0", Data: t.TempDir(), AccountID: "000000000000",
		AccessKeyID: accessKeyID, SecretAccessKey: secret, AdminEmail: email, AdminPassword: password,
	}, app.Surroundings{Now: time.Now, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Out: io.Discard, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		if err := a.Stop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	reviews, err := a.Demo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return &server{t: t, url: a.URL(), reviews: reviews}, a
}

// do sends a request as the worker and gives status and body.
func (s *server) do(method, target string, body io.Reader) (int, string) {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+target, body)
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// next takes the next task of any job; false when none waits.
func (s *server) next() (a assignment, ok bool) {
	s.t.Helper()
	status, body := s.do(http.MethodPost, "/api/v1/next", nil)
	if status == http.StatusNoContent {
		return a, false
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || status != http.StatusOK {
		s.t.Fatalf("next: %d %s", status, body)
	}
	return a, true
}

// checkPicture opens a link as the task's page does, without a session.
func (s *server) checkPicture(link string) {
	s.t.Helper()
	stranger := &server{t: s.t, url: s.url}
	status, picture := stranger.do(http.MethodGet, link, nil)
	if status != http.StatusOK {
		s.t.Errorf("the picture %s: %d %s", link, status, picture)
		return
	}
	decoder := xml.NewDecoder(strings.NewReader(picture))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			s.t.Errorf("the picture %s is not well-formed: %v", link, err)
			return
		}
	}
}

// object waits for an object and reads it, as its requester would.
func (s *server) object(uri string) []byte {
	s.t.Helper()
	at, err := url.Parse(uri)
	if err != nil {
		s.t.Fatal(err)
	}
	client := s3.New(s3.Options{
		BaseEndpoint: aws.String(s.url), Region: "us-east-1", UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider(accessKeyID, secret, ""),
	})
	bucket, key := aws.String(at.Host), aws.String(strings.TrimPrefix(at.Path, "/"))
	waiter := s3.NewObjectExistsWaiter(client, func(o *s3.ObjectExistsWaiterOptions) {
		o.MinDelay, o.MaxDelay = 20*time.Millisecond, 200*time.Millisecond
	})
	if err := waiter.Wait(s.t.Context(), &s3.HeadObjectInput{Bucket: bucket, Key: key}, outputWithin); err != nil {
		s.t.Fatalf("%s did not come: %v", uri, err)
	}
	object, err := client.GetObject(s.t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: key})
	if err != nil {
		s.t.Fatal(err)
	}
	defer object.Body.Close()
	var content bytes.Buffer
	if _, err := content.ReadFrom(object.Body); err != nil {
		s.t.Fatal(err)
	}
	return content.Bytes()
}

// mediaLinks finds the links of a page that open objects.
func mediaLinks(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for node := range root.Descendants() {
		for _, a := range node.Attr {
			if (a.Key == "src" || a.Key == "href") && strings.HasPrefix(path.Clean(a.Val), "/media/") && !slices.Contains(links, a.Val) {
				links = append(links, a.Val)
			}
		}
	}
	return links
}
