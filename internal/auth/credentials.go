package auth

import (
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"

	"foureyes/internal/fault"
)

// Credentials are an access key as a program holds it: the id and the secret. They
// print without the secret.
type Credentials struct {
	ID     string
	Secret string
}

// NewCredentials makes a random pair in the shape AWS gives: 20 characters that
// begin with AKIA, and 40 characters of base64.
func NewCredentials() Credentials {
	return Credentials{
		ID:     "AKIA" + base32.StdEncoding.EncodeToString(randomBytes(10)),
		Secret: base64.StdEncoding.EncodeToString(randomBytes(30)),
	}
}

// Ids given by hand are looser than Amazon's (16 characters or more), so that the
// short ones of development set-ups work; they still fit into a credential scope.
var (
	idPattern     = regexp.MustCompile(`^[A-Za-z0-9_-]{3,128}$`)
	secretPattern = regexp.MustCompile(`^[!-~]{8,128}$`)
)

// Check refuses credentials that cannot be written into a credentials file or a
// signature, with fault.Invalid.
func (c Credentials) Check() error {
	if !idPattern.MatchString(c.ID) {
		return fault.New(fault.Invalid, SubjectAccessKey, "An access key id has 3 to 128 letters, digits, _ or -.")
	}
	if !secretPattern.MatchString(c.Secret) {
		return fault.New(fault.Invalid, SubjectAccessKey, "A secret access key has 8 to 128 visible ASCII characters.")
	}
	return nil
}

// String names the key without its secret.
func (c Credentials) String() string { return c.ID }

// GoString names the key without its secret.
func (c Credentials) GoString() string { return fmt.Sprintf("auth.Credentials{ID:%q}", c.ID) }

// LogValue names the key without its secret.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.ID) }

// DefaultRegion is the region in the config file; requests may use any other.
const DefaultRegion = "us-east-1"

// CredentialsFile is the name of the file that WriteFile writes.
const CredentialsFile = "credentials"

// WriteFile writes the file credentials in AWS file format, profile default, into
// the data folder: mode 0600, whole or not at all. Credentials that Check refuses
// are not written.
func (c Credentials) WriteFile(folder string) error {
	if err := c.Check(); err != nil {
		return err
	}
	content := fmt.Sprintf("[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n", c.ID, c.Secret)
	if err := replace(filepath.Join(folder, CredentialsFile), []byte(content)); err != nil {
		return fmt.Errorf("write the credentials file: %w", err)
	}
	return nil
}

// WriteConfig writes the file config beside the credentials. endpoint is the URL
// that programs are to call; it can be another at the next start.
func WriteConfig(folder, endpoint string) error {
	content := fmt.Sprintf("[default]\nregion = %s\nendpoint_url = %s\n", DefaultRegion, endpoint)
	if err := replace(filepath.Join(folder, "config"), []byte(content)); err != nil {
		return fmt.Errorf("write the config file: %w", err)
	}
	return nil
}
