package jsonapi_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
)

// pipes is a network of one machine.
type pipes chan net.Conn

// Accept gives the next connection.
func (p pipes) Accept() (net.Conn, error) {
	conn, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return conn, nil
}

// Close ends the network.
func (p pipes) Close() error { close(p); return nil }

// Addr is nothing that anybody asks for.
func (p pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

func (p pipes) dial(context.Context, string, string) (net.Conn, error) {
	here, there := net.Pipe()
	p <- there
	return here, nil
}

type slowInput struct{ Body *struct{ Text string } }

// An answer may take much longer than a body may: neither its request nor those behind it
// on the same connection end for that.
func TestSlowAnswerEndsNoRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		mux := http.NewServeMux()
		a := jsonapi.New(mux, jsonapi.Description{Document: "/openapi"}, jsonapi.Parts{})
		huma.Register(a, jsonapi.Operation("slow", http.MethodPost, "/slow", ""), func(ctx context.Context, _ *slowInput) (*struct{}, error) {
			time.Sleep(time.Minute) //nolint:forbidigo // inside a synctest bubble, where it costs nothing
			return nil, ctx.Err()
		})
		network := make(pipes)
		server := &http.Server{Handler: mux} //nolint:gosec // nobody else reaches it
		done := make(chan error)
		go func() { done <- server.Serve(network) }()
		transport := &http.Transport{DialContext: network.dial}
		client := &http.Client{Transport: transport}
		// Of a body that is not there, the server has read all before it is asked for.
		for _, sent := range [][]byte{nil, []byte(`{"Text":"a"}`)} {
			answer, err := client.Post("http://pipes/api/v1/slow", "application/json", bytes.NewReader(sent)) //nolint:noctx // it ends
			if err != nil {
				t.Fatal(err)
			}
			if err := answer.Body.Close(); err != nil || answer.StatusCode != http.StatusNoContent {
				t.Error(answer.Status, err)
			}
		}
		transport.CloseIdleConnections()
		if err := errors.Join(server.Close(), <-done); !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
}
