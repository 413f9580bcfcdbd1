package remote_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/object"
	"foureyes/internal/object/objecttest"
	"foureyes/internal/object/objecttest/gateway"
	"foureyes/internal/object/remote"
	"foureyes/internal/store"
)

const stranger = "000000000043"

var owner = flow.Access{Account: objecttest.Account}

// open gives a store at an endpoint, with a clock that the test sets.
func open(t *testing.T, endpoint string, now func() time.Time) *remote.Store {
	t.Helper()
	return openWith(t, gateway.Secret, settings(endpoint), now)
}

func settings(endpoint string) remote.Settings {
	return remote.Settings{Endpoint: endpoint, Region: gateway.Region, PathStyle: true, Account: objecttest.Account}
}

// openWith is open with a secret of the environment.
func openWith(t *testing.T, secret string, with remote.Settings, now func() time.Time) *remote.Store {
	t.Helper()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": gateway.AccessKeyID, "AWS_SECRET_ACCESS_KEY": secret, "AWS_SESSION_TOKEN": "",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
		// What Foureyes tells AWS users to set is not where its own objects are.
		"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1", "AWS_REGION": "mars-1",
	} {
		t.Setenv(name, value)
	}
	rows, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := remote.New(t.Context(), with, rows, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAStoreOutsideDoesWhatEveryStoreMust(t *testing.T) {
	objecttest.Suite(t, func(t *testing.T) objecttest.Store { return open(t, gateway.Run(t).URL, time.Now) })
}

// Buckets that nobody made here are the first account's, and for others not there at all.
func TestBucketsOfOthersMaking(t *testing.T) {
	at := gateway.Run(t)
	if _, err := open(t, at.URL, time.Now).CreateBucket(t.Context(), object.Bucket{Name: "photos", Account: stranger}); err != nil {
		t.Fatal(err)
	}
	s := open(t, at.URL, time.Now) // with a database that does not know of it
	if is, err := s.BucketExists(t.Context(), owner, "photos"); !is || err != nil {
		t.Error(is, err)
	}
	if is, err := s.BucketExists(t.Context(), flow.Access{Account: stranger}, "photos"); is || err != nil {
		t.Error("a stranger's:", is, err)
	}
	if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: "photos", Account: stranger}); !errors.Is(err, object.ErrBucketTaken) {
		t.Error("a stranger took it:", err)
	}
	all, err := s.ListBuckets(t.Context(), objecttest.Account, "", 10)
	if err != nil || len(all) != 1 || all[0].Name != "photos" || all[0].CreatedAt.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
}

// Whose a bucket is, is known before it is there: whatever happens between, its account can
// make it, and nobody else has it.
func TestABucketThatWasNotMadeInOneGo(t *testing.T) {
	at, err := url.Parse(gateway.Run(t).URL)
	if err != nil {
		t.Fatal(err)
	}
	var making atomic.Pointer[func(pass http.Handler, w http.ResponseWriter, r *http.Request)]
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(at); r.Out.Host = r.In.Host }}
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if then := making.Load(); then != nil && r.Method == http.MethodPut {
			(*then)(proxy, w, r)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	defer door.Close()
	s := open(t, door.URL, time.Now)
	mine, theirs := object.Bucket{Name: "photos", Account: stranger}, object.Bucket{Name: "photos", Account: "000000000044"}

	refuse := func(_ http.Handler, w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `<Error><Code>AccessDenied</Code><Message>Not today.</Message></Error>`)
	}
	making.Store(&refuse)
	if _, err := s.CreateBucket(t.Context(), theirs); !fault.Is(err, fault.Denied) || !strings.Contains(err.Error(), "Not today.") {
		t.Errorf("refused: %v", err)
	}

	for name, gaveUp := range map[string]func(pass http.Handler, w http.ResponseWriter, r *http.Request){
		"before": func(_ http.Handler, _ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) },
		"after":  func(pass http.Handler, w http.ResponseWriter, r *http.Request) { pass.ServeHTTP(w, r) },
	} {
		mine.Name, theirs.Name = name, name
		ctx, giveUp := context.WithCancel(t.Context())
		then := func(pass http.Handler, _ http.ResponseWriter, r *http.Request) {
			gaveUp(pass, httptest.NewRecorder(), r.WithContext(context.WithoutCancel(r.Context())))
			giveUp()
			<-r.Context().Done() // which the server sees once the body was read
		}
		making.Store(&then)
		if _, err := s.CreateBucket(ctx, mine); !errors.Is(err, context.Canceled) {
			t.Errorf("given up %s it was made: %v", name, err)
		}
		making.Store(nil)
		if _, err := s.CreateBucket(t.Context(), theirs); !errors.Is(err, object.ErrBucketTaken) {
			t.Errorf("%s: another took it: %v", name, err)
		}
		again, err := s.CreateBucket(t.Context(), mine)
		if there := name == "after"; there != errors.Is(err, object.ErrBucketOwned) || !there && (err != nil || again.Account != stranger || again.ID == "") {
			t.Errorf("%s: again: %+v, %v", name, again, err)
		}
		if err := s.PutObject(t.Context(), flow.Access{Account: stranger}, name, "a", "", []byte("x")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.CreateBucket(t.Context(), object.Bucket{Name: "photos", Account: stranger}); err != nil {
		t.Errorf("what was refused to another: %v", err)
	}
}

// answers waits until the store is known to be well, or not, and gives the reason.
func answers(t *testing.T, s *remote.Store, well bool) (err error) {
	t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for limit := time.After(time.Minute); ; {
		if err = s.Answers(t.Context()); (err == nil) == well {
			return err
		}
		select {
		case <-again.C:
		case <-limit:
			t.Fatalf("after a minute: %v", err)
		}
	}
}

// A store that is down is nobody's mistake: no fault that a requester would see as one.
func TestAStoreThatIsDown(t *testing.T) {
	at := gateway.Run(t)
	var minutes atomic.Int64
	s := open(t, at.URL, func() time.Time { return time.Unix(60*minutes.Load(), 0) })
	if err := at.Stop(); err != nil {
		t.Fatal(err)
	}
	err := s.PutObject(t.Context(), owner, "photos", "a secret key", "", []byte("x"))
	for _, err := range []error{err, answers(t, s, false)} {
		if err == nil || !strings.HasPrefix(err.Error(), "reach the S3 store: ") || strings.Contains(err.Error(), "secret key") || fault.Of(err).Kind != fault.Internal {
			t.Errorf("%v", err)
		}
	}
	if err := at.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Answers(t.Context()); err == nil {
		t.Error("it was asked again at once")
	}
	minutes.Add(1)
	_ = answers(t, s, true)
}

func TestCredentialsThatTheStoreDoesNotKnowAreTold(t *testing.T) {
	s := openWith(t, "somebody else's", settings(gateway.Run(t).URL), time.Now)
	for _, err := range []error{answers(t, s, false), s.PutObject(t.Context(), owner, "photos", "a", "", nil)} {
		if err == nil || !strings.HasPrefix(err.Error(), "the S3 store answered 403 SignatureDoesNotMatch") {
			t.Error(err)
		}
	}
}

// Whoever asks for our health does not wait for a store that lets us wait.
func TestAStoreThatStalls(t *testing.T) {
	stalled := make(chan struct{})
	store := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-stalled }))
	defer store.Close()
	defer close(stalled)
	if err := open(t, store.URL, time.Now).Answers(t.Context()); err != nil {
		t.Error(err)
	}
}

// recorder is a store of which a test says what it answers.
type recorder struct {
	mu     sync.Mutex
	status int
	answer string
	asked  []*http.Request
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	_, _ = io.Copy(io.Discard, q.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = append(r.asked, q)
	w.WriteHeader(r.status)
	_, _ = io.WriteString(w, r.answer)
}

func record(t *testing.T, status int, answer string) (*recorder, *remote.Store) {
	t.Helper()
	r := &recorder{status: status, answer: answer}
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return r, open(t, server.URL, time.Now)
}

func TestObjectsAreCheckedAndEncryptedAsTheFlowDefinitionSays(t *testing.T) {
	r, s := record(t, http.StatusOK, "")
	if err := s.PutObject(t.Context(), flow.Access{Account: objecttest.Account, KMSKeyID: "alias/out"}, "photos", "a", "text/plain", []byte("hello")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"X-Amz-Server-Side-Encryption":                "aws:kms",
		"X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id": "alias/out",
		"X-Amz-Checksum-Sha256":                       "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
		"X-Amz-Content-Sha256":                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
		"Content-Type":                                "text/plain",
	} {
		if got := r.asked[0].Header.Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if err := s.PutObject(t.Context(), owner, "photos", "a", "text/plain", nil); err != nil || r.asked[1].Header.Get("X-Amz-Server-Side-Encryption") != "" {
		t.Errorf("without a key: %v, %v", err, r.asked[1].Header)
	}
}

func TestAnswersOfTheStoreBecomeErrors(t *testing.T) {
	const form = "<Error><Code>%s</Code><Message>Not so.</Message></Error>"
	for code, want := range map[string]fault.Kind{
		"AccessDenied": fault.Denied, "NoSuchBucket": fault.NotFound, "KMS.DisabledException": fault.Internal,
	} {
		_, s := record(t, http.StatusForbidden, strings.Replace(form, "%s", code, 1))
		err := s.PutObject(t.Context(), owner, "photos", "a", "", nil)
		if fault.Of(err).Kind != want || want != fault.NotFound && !strings.Contains(err.Error(), "the S3 store answered 403 "+code+": Not so.") {
			t.Errorf("%s: %v", code, err)
		}
	}
}

// Who may only write objects is often allowed to ask where a bucket is, and no more.
func TestABucketIsAskedForInTwoWays(t *testing.T) {
	r, s := record(t, http.StatusForbidden, "")
	if is, err := s.BucketExists(t.Context(), owner, "photos"); is || !fault.Is(err, fault.Denied) {
		t.Error(is, err)
	}
	if len(r.asked) != 2 || r.asked[0].Method != http.MethodHead || !r.asked[1].URL.Query().Has("location") {
		t.Errorf("%d requests", len(r.asked))
	}
}
