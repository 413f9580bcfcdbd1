package doctor_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"foureyes/internal/doctor"
)

// pair writes a certificate that ends at a time, and its key.
func pair(t *testing.T, until time.Time) (certificate, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: noon.AddDate(-1, 0, 0), NotAfter: until}
	public, err := x509.CreateCertificate(rand.Reader, &form, &form, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	certificate, key = filepath.Join(folder, "tls.crt"), filepath.Join(folder, "tls.key")
	for file, block := range map[string]pem.Block{certificate: {Type: "CERTIFICATE", Bytes: public}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(&block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certificate, key
}

func TestCertificateOfTheSQLTables(t *testing.T) {
	const check = "--sql-tls-cert"
	c := fresh(t)
	if _, told := examine(t, c)[check]; told {
		t.Error("there is none")
	}
	for days, want := range map[int]doctor.Level{90: doctor.Good, 13: doctor.Warning, -1: doctor.Failure} {
		c.SQLTLSCert, c.SQLTLSKey = pair(t, noon.AddDate(0, 0, days))
		expect(t, examine(t, c), check, want, "until "+noon.AddDate(0, 0, days).Format(time.DateTime))
	}
	c.SQLTLSKey = c.SQLTLSCert
	expect(t, examine(t, c), check, doctor.Failure, "")
}
