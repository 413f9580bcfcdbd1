package pgwire

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"
)

// CertificateFiles is a certificate in files, which is read again when they have
// changed: a renewal needs no restart. It is safe for concurrent use.
type CertificateFiles struct {
	certificate, key string

	mu   sync.Mutex
	read [2]stamp // of the files when they were read
	last *tls.Certificate
}

// stamp tells one content of a file from another.
type stamp struct {
	changed time.Time
	size    int64
}

// NewCertificateFiles reads a certificate chain and its key, in PEM.
func NewCertificateFiles(certificate, key string) (*CertificateFiles, error) {
	c := &CertificateFiles{certificate: certificate, key: key}
	_, err := c.load()
	return c, err
}

// Get gives the certificate, for Config.Certificate. While the files cannot be read,
// or do not fit each other because one was replaced and the other was not yet, it is
// the last one that did.
func (c *CertificateFiles) Get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	latest, err := c.load()
	if err != nil && c.last != nil {
		return c.last, nil
	}
	return latest, err
}

func (c *CertificateFiles) load() (*tls.Certificate, error) {
	var now [2]stamp
	for i, file := range []string{c.certificate, c.key} {
		info, err := os.Stat(file)
		if err != nil {
			return nil, fmt.Errorf("look at the certificate: %w", err)
		}
		now[i] = stamp{info.ModTime(), info.Size()}
	}
	if c.last != nil && now == c.read {
		return c.last, nil
	}
	pair, err := tls.LoadX509KeyPair(c.certificate, c.key)
	if err != nil {
		return nil, fmt.Errorf("read the certificate: %w", err)
	}
	c.last, c.read = &pair, now
	return c.last, nil
}
