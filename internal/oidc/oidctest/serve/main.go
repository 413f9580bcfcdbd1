// Command serve runs the identity provider of the tests for tests that are no Go: it
// prints its issuer, reads where the portal is from its input, and ends with that.
//
//	go run ./internal/oidc/oidctest/serve authority.pem
//
// The file gets the certificate that a server needs to believe it (SSL_CERT_FILE).
package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"foureyes/internal/oidc/oidctest"
)

func main() {
	if len(os.Args) != 2 {
		end("usage: serve authority.pem")
	}
	if err := serve(os.Args[1], os.Stdin, os.Stdout); err != nil {
		end(err)
	}
}

func end(why any) {
	_, _ = fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}

func serve(file string, in io.Reader, out io.Writer) error {
	authority, err := oidctest.NewAuthority(time.Now()) //nolint:forbidigo // a program of its own, and certificates are checked by the real clock
	if err != nil {
		return fmt.Errorf("make the authority: %w", err)
	}
	if err := os.WriteFile(file, authority.PEM, 0o600); err != nil {
		return fmt.Errorf("write the authority: %w", err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{authority.Server}, MinVersion: tls.VersionTLS12})
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	issuer := "https://" + listener.Addr().String()
	if _, err := fmt.Fprintln(out, issuer); err != nil {
		return fmt.Errorf("print the issuer: %w", err)
	}
	lines := bufio.NewReader(in)
	portal, err := lines.ReadString('\n')
	if err != nil {
		return fmt.Errorf("read where the portal is: %w", err)
	}
	go answer(listener, issuer, strings.TrimSpace(portal))
	_, _ = io.Copy(io.Discard, lines) // until whoever started us goes
	return nil
}

// answer is the provider with the one person that the tests know.
func answer(listener net.Listener, issuer, portal string) {
	handler, err := oidctest.New(oidctest.Settings{
		Issuer: issuer, Client: "portal", Secret: "of a test", Portal: portal,
		People: []oidctest.Person{{Username: "ines", Claims: map[string]any{
			"sagemaker:groups": []string{"clerks"}, "sagemaker:name": "Ines", "sagemaker:sub": "u-17", "sagemaker:client_id": "portal",
			"email": "ines@example.org", "email_verified": true,
		}}},
	})
	if err != nil {
		end(err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)}
	end(server.Serve(listener))
}
