package auth_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func TestNewCredentialsLookLikeAmazons(t *testing.T) {
	id, secret := regexp.MustCompile(`^AKIA[A-Z2-7]{16}$`), regexp.MustCompile(`^[A-Za-z0-9+/]{40}$`)
	seen := map[string]bool{}
	for range 100 {
		c := auth.NewCredentials()
		if !id.MatchString(c.ID) || !secret.MatchString(c.Secret) || c.Check() != nil {
			t.Fatalf("odd credentials: %s, secret of %d characters", c.ID, len(c.Secret))
		}
		if seen[c.ID] || seen[c.Secret] {
			t.Fatal("not random")
		}
		seen[c.ID], seen[c.Secret] = true, true
	}
}

func TestCredentialsThatCannotBeWrittenAreRefused(t *testing.T) {
	good := "abcdefgh"
	for name, c := range map[string]auth.Credentials{
		"no id": {"", good}, "short id": {"ab", good}, "slash in id": {"AKIA/1", good}, "long id": {strings.Repeat("a", 129), good},
		"no secret": {"AKIA1", ""}, "short secret": {"AKIA1", "abcdefg"}, "line end": {"AKIA1", "abcdefgh\n[x]"}, "space": {"AKIA1", "abcd efgh"},
	} {
		if err := c.Check(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		} else if c.Secret != "" && strings.Contains(err.Error(), c.Secret) {
			t.Errorf("%s: the message shows the secret", name)
		}
		folder := t.TempDir()
		if err := c.WriteFile(folder); !fault.Is(err, fault.Invalid) {
			t.Errorf("writing %s: %v", name, err)
		}
		if files, err := os.ReadDir(folder); err != nil || len(files) != 0 {
			t.Errorf("%s: written all the same: %v, %v", name, files, err)
		}
	}
	if err := (auth.Credentials{ID: "test", Secret: "test-test"}).Check(); err != nil {
		t.Error(err)
	}
}

func TestFilesAreReadByTheSDK(t *testing.T) {
	folder := t.TempDir()
	old := auth.NewCredentials()
	if err := errors.Join(old.WriteFile(folder), auth.WriteConfig(folder, "http://127.0.0.1:1")); err != nil {
		t.Fatal(err)
	}
	c := auth.NewCredentials()
	if err := errors.Join(c.WriteFile(folder), auth.WriteConfig(folder, "http://127.0.0.1:8080")); err != nil {
		t.Fatal(err)
	}
	got, err := config.LoadSharedConfigProfile(t.Context(), "default", func(o *config.LoadSharedConfigOptions) {
		o.CredentialsFiles = []string{filepath.Join(folder, "credentials")}
		o.ConfigFiles = []string{filepath.Join(folder, "config")}
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Credentials.AccessKeyID != c.ID || got.Credentials.SecretAccessKey != c.Secret {
		t.Errorf("the SDK reads key %q", got.Credentials.AccessKeyID)
	}
	if got.Region != "us-east-1" || got.BaseEndpoint != "http://127.0.0.1:8080" {
		t.Errorf("the SDK reads region %q, endpoint %q", got.Region, got.BaseEndpoint)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 2 {
		t.Fatalf("files: %v, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestFilesIntoNoFolderFail(t *testing.T) {
	c := auth.NewCredentials()
	err := c.WriteFile(filepath.Join(t.TempDir(), "missing"))
	if err == nil || strings.Contains(err.Error(), c.Secret) {
		t.Errorf("got %v", err)
	}
}
