package s3_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"

	"foureyes/internal/api/s3"
	"foureyes/internal/auth"
	"foureyes/internal/aws"
	"foureyes/internal/object"
	"foureyes/internal/store"
)

const (
	account  = "000000000042"
	stranger = "000000000043"
	region   = "eu-west-1"
)

// house is a server with two accounts, as the real one joins its parts.
type house struct {
	*httptest.Server
	objects *object.Service
	log     *bytes.Buffer
	mine    auth.Credentials
	theirs  auth.Credentials
}

func newHouse(t testing.TB, start func(http.Handler) *httptest.Server, options ...s3.Option) *house {
	t.Helper()
	data := t.TempDir()
	index, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	h := &house{log: &bytes.Buffer{}}
	if h.objects, err = object.New(filepath.Join(data, "objects"), index, time.Now); err != nil {
		t.Fatal(err)
	}
	secrets, err := auth.NewKeys(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	keys := auth.NewAccessKeys(index, secrets)
	h.mine, h.theirs = newKey(t, keys, account), newKey(t, keys, stranger)
	log := slog.New(slog.NewJSONHandler(h.log, nil))
	door := s3.New(h.objects, auth.NewAuthenticator(keys).S3, log, time.Now, options...)
	h.Server = start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		door.ServeHTTP(w, r.WithContext(aws.WithRequest(r.Context(), "request-1", time.Now())))
	}))
	t.Cleanup(h.Close)
	return h
}

func newKey(t testing.TB, keys *auth.AccessKeys, account string) auth.Credentials {
	t.Helper()
	c, err := keys.Create(t.Context(), account, "ines", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// client is Amazon's own SDK, told nothing but where to go and who it is.
func (h *house) client(c auth.Credentials, options ...func(*client.Options)) *client.Client {
	return client.New(client.Options{
		Region: region, BaseEndpoint: sdk.String(h.URL), UsePathStyle: true, HTTPClient: h.Client(),
		RetryMaxAttempts: 1,
		Credentials: sdk.CredentialsProviderFunc(func(context.Context) (sdk.Credentials, error) {
			return sdk.Credentials{AccessKeyID: c.ID, SecretAccessKey: c.Secret}, nil
		}),
	}, options...)
}

// bucket makes the bucket "photos" and gives a client for it.
func (h *house) bucket(t testing.TB) *client.Client {
	t.Helper()
	c := h.client(h.mine)
	if _, err := c.CreateBucket(t.Context(), &client.CreateBucketInput{Bucket: sdk.String("photos")}); err != nil {
		t.Fatal(err)
	}
	return c
}

func put(t testing.TB, c *client.Client, key, body string) *client.PutObjectOutput {
	t.Helper()
	out, err := c.PutObject(t.Context(), &client.PutObjectInput{
		Bucket: sdk.String("photos"), Key: sdk.String(key), Body: strings.NewReader(body),
	})
	if err != nil {
		t.Fatalf("put %.40q: %v", key, err)
	}
	return out
}

func get(t testing.TB, c *client.Client, key string) string {
	t.Helper()
	out, err := c.GetObject(t.Context(), &client.GetObjectInput{Bucket: sdk.String("photos"), Key: sdk.String(key)})
	if err != nil {
		t.Fatalf("get %.40q: %v", key, err)
	}
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatalf("get %.40q: %v", key, err)
	}
	return string(body)
}

// wantCode checks the code and status that an SDK sees.
func wantCode(t testing.TB, err error, code string, status int) {
	t.Helper()
	var api smithy.APIError
	var response interface{ HTTPStatusCode() int }
	if !errors.As(err, &api) || api.ErrorCode() != code {
		t.Errorf("got %v, want %s", err, code)
		return
	}
	if !errors.As(err, &response) || response.HTTPStatusCode() != status {
		t.Errorf("%v, want status %d", err, status)
	}
}
