package pgwire

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
)

// alpn is the protocol's name in TLS; who begins with TLS at once must say it.
const alpn = "postgresql"

// tlsRecord is the first byte of TLS, which no startup packet has: it would be a
// third of a gigabyte.
const tlsRecord = 0x16

// prefixed is a connection of which some bytes were read already.
type prefixed struct {
	net.Conn
	first io.Reader
}

// Read gives what was read before, and then the connection.
func (p *prefixed) Read(b []byte) (int, error) { return p.first.Read(b) }

// peek looks at the first byte of a connection.
func peek(c net.Conn) (byte, net.Conn, error) {
	var first [1]byte
	if _, err := io.ReadFull(c, first[:]); err != nil {
		return 0, c, fmt.Errorf("%w: %w", errLost, err)
	}
	return first[0], &prefixed{Conn: c, first: io.MultiReader(bytes.NewReader(first[:]), c)}, nil
}

// encrypt turns a connection into one with TLS, and gives the data by which
// passwords are bound to it; none for certificates that define none.
func encrypt(ctx context.Context, c net.Conn, certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error), direct bool) (net.Conn, []byte, error) {
	var used *tls.Certificate
	secure := tls.Server(c, &tls.Config{
		MinVersion: tls.VersionTLS12,
		NextProtos: []string{alpn},
		// A resumed connection shows no certificate, to which passwords are bound.
		SessionTicketsDisabled: true,
		GetCertificate: func(hello *tls.ClientHelloInfo) (_ *tls.Certificate, err error) {
			used, err = certificate(hello)
			return used, err
		},
	})
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, nil, fmt.Errorf("%w: TLS: %w", errLost, err)
	}
	if direct && secure.ConnectionState().NegotiatedProtocol != alpn {
		return nil, nil, fmt.Errorf("%w: TLS without the protocol %s", errLost, alpn)
	}
	binding, err := endPoint(used)
	return secure, binding, err
}

// endPoint is the tls-server-end-point of a certificate (RFC 5929, section 4).
func endPoint(c *tls.Certificate) ([]byte, error) {
	if c == nil || len(c.Certificate) == 0 {
		return nil, nil
	}
	leaf, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		return nil, fmt.Errorf("read the server's certificate: %w", err)
	}
	switch leaf.SignatureAlgorithm {
	case x509.MD5WithRSA, x509.SHA1WithRSA, x509.ECDSAWithSHA1, x509.SHA256WithRSA, x509.SHA256WithRSAPSS, x509.ECDSAWithSHA256:
		sum := sha256.Sum256(leaf.Raw)
		return sum[:], nil
	case x509.SHA384WithRSA, x509.SHA384WithRSAPSS, x509.ECDSAWithSHA384:
		sum := sha512.Sum384(leaf.Raw)
		return sum[:], nil
	case x509.SHA512WithRSA, x509.SHA512WithRSAPSS, x509.ECDSAWithSHA512:
		sum := sha512.Sum512(leaf.Raw)
		return sum[:], nil
	}
	return nil, nil // Ed25519 has no hash to take
}
