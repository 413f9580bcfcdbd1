package endurance

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

const (
	account   = "111122223333"
	region    = "us-east-1"
	keyID     = "AKIAENDURANCE0000001"
	keySecret = "endurance/only/secret/that/guards/nothing"
)

// answer is what a client was told. Status 0 says that the request was sent and
// nothing came back: it may have happened or not.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) ok() bool     { return a.status/100 == 2 }
func (a answer) doubt() bool  { return a.status == 0 }
func (a answer) broken() bool { return a.status/100 == 5 }

// into decodes the body.
func (a answer) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		t.Errorf("decode %s: %v", a.body, err)
	}
}

// client sends requests to a world's server, signed unless it has a token. It waits
// while the server is down.
type client struct {
	world *world
	http  *http.Client
	token string
}

func newClient(w *world, token string) *client {
	return &client{w, &http.Client{Transport: &http.Transport{}, Timeout: patience}, token}
}

// call sends one request. It is never sent a second time.
func (c *client) call(t *testing.T, method, path string, in any) answer {
	t.Helper()
	return c.callOperation(t, method, path, "", in)
}

// callOperation is call for an API whose operation is named by X-Amz-Target.
func (c *client) callOperation(t *testing.T, method, path, target string, in any) answer {
	t.Helper()
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			t.Fatal(err)
		}
	}
	return c.callBytes(t, method, path, target, body)
}

// callBytes is callOperation for a body that is written already.
func (c *client) callBytes(t *testing.T, method, path, target string, body []byte) answer {
	t.Helper()
	for {
		c.world.awaitServer()
		a, err := c.send(t.Context(), method, path, target, body)
		switch {
		case err == nil:
			if a.ok() {
				c.world.acknowledged()
			}
			return a
		case errors.Is(err, syscall.ECONNREFUSED): // it was not sent
		case t.Context().Err() != nil:
			t.Fatalf("%s %s: %v", method, path, err)
		default:
			return answer{}
		}
	}
}

func (c *client) send(ctx context.Context, method, path, target string, body []byte) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.world.url+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	if target != "" {
		r.Header.Set("X-Amz-Target", target)
		r.Header.Set("Content-Type", "application/x-amz-json-1.1")
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	} else if err := sign(ctx, r, body, time.Now().Add(time.Duration(c.world.ahead.Load()))); err != nil {
		return answer{}, err
	}
	got, err := c.http.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		return answer{}, err
	}
	return answer{got.StatusCode, got.Header, text}, nil
}

func sign(ctx context.Context, r *http.Request, body []byte, at time.Time) error {
	sum := sha256.Sum256(body)
	key := aws.Credentials{AccessKeyID: keyID, SecretAccessKey: keySecret}
	return v4.NewSigner().SignHTTP(ctx, key, r, hex.EncodeToString(sum[:]), "sagemaker", region, at)
}

// must is call for preparations, which are made while nothing breaks.
func (c *client) must(t *testing.T, method, path string, in, out any) {
	t.Helper()
	a := c.call(t, method, path, in)
	if !a.ok() {
		t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	if out != nil {
		a.into(t, out)
	}
}
