package pgwire_test

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"foureyes/internal/pgwire"
)

// write puts a certificate and its key into two files, as of a time.
func write(t *testing.T, certificate, key string, c *tls.Certificate, at time.Time) {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	for file, block := range map[string]*pem.Block{
		certificate: {Type: "CERTIFICATE", Bytes: c.Certificate[0]}, key: {Type: "PRIVATE KEY", Bytes: der},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCertificateIsReadAgainWhenItHasChanged(t *testing.T) {
	certificate, key := filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	if _, err := pgwire.NewCertificateFiles(certificate, key); err == nil {
		t.Error("there are no files yet")
	}
	_, first := authority(t)
	_, second := authority(t)
	now := time.Now()
	write(t, certificate, key, first, now)
	files, err := pgwire.NewCertificateFiles(certificate, key)
	if err != nil {
		t.Fatal(err)
	}
	is := func(when string, want *tls.Certificate) {
		t.Helper()
		got, err := files.Get(nil)
		if err != nil || !slices.Equal(got.Certificate[0], want.Certificate[0]) {
			t.Errorf("%s: %v", when, err)
		}
	}
	is("at first", first)
	write(t, certificate, key, second, now.Add(time.Minute))
	is("after a renewal", second)
	if err := os.WriteFile(certificate, []byte("half of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	is("in the middle of the next", second)
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	is("without a key", second)
}
