package app

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"foureyes/internal/api/postgres"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// firstLinkLife is how long the sign-in link of the first start can be used.
const firstLinkLife = 24 * time.Hour

// firstUser is the name in the first access key's principal.
const firstUser = "admin"

// welcome makes the first access key and the first administrator on an empty data
// folder, writes the files that AWS clients read, and prints how to begin.
func (a *App) welcome(ctx context.Context) error {
	if err := a.firstKey(ctx); err != nil {
		return fmt.Errorf("make the first access key: %w", err)
	}
	if err := auth.WriteConfig(a.config.Data, a.public); err != nil {
		return err
	}
	link, err := a.firstAdministrator(ctx)
	if err != nil {
		return fmt.Errorf("make the first administrator, of --admin-email and --admin-password: %w", err)
	}
	return a.greet(link)
}

// firstKey makes the first access key: the one that the flags give, or a random
// one unless there is a key already.
func (a *App) firstKey(ctx context.Context) error {
	given := auth.Credentials{ID: a.config.AccessKeyID, Secret: a.config.SecretAccessKey}
	if given.ID != "" {
		if err := a.access.Add(ctx, a.config.AccountID, firstUser, given, a.clock()); err != nil {
			return err
		}
		return given.WriteFile(a.config.Data)
	}
	if some, err := a.access.Any(ctx); err != nil || some {
		return err
	}
	// The file comes first: a key whose secret was never written down is no use.
	random := auth.NewCredentials()
	if err := random.WriteFile(a.config.Data); err != nil {
		return err
	}
	added, err := a.access.AddFirst(ctx, a.config.AccountID, firstUser, random, a.clock())
	if err == nil && !added { // another server has, which started at the same time
		err = os.Remove(filepath.Join(a.config.Data, auth.CredentialsFile))
	}
	return err
}

// firstAdministrator makes the first administrator, who also works, and returns a
// sign-in link; empty when there are people already.
func (a *App) firstAdministrator(ctx context.Context) (string, error) {
	password := a.config.AdminPassword
	if password == "" {
		password = auth.NewPassword()
	}
	p, err := a.people.Create(ctx, auth.NewPerson{
		Email: a.config.AdminEmail, Name: "Administrator", Password: password,
		Administrator: true, Account: a.config.AccountID,
	}, a.clock())
	if fault.Is(err, fault.InUse) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if a.config.AdminPassword == "" {
		if err := writeSecret(a.passwordFile(), password+"\n"); err != nil {
			return "", err
		}
	}
	token, err := a.sessions.Link(ctx, p.ID, a.clock().Add(firstLinkLife), a.clock())
	return a.public + "/portal#sign-in=" + token, err
}

func (a *App) passwordFile() string { return filepath.Join(a.config.Data, "admin-password") }

func writeSecret(file, content string) error {
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}

// greet prints what a newcomer needs. The secret key is only in the file.
func (a *App) greet(link string) error {
	data, err := filepath.Abs(a.config.Data)
	if err != nil {
		return fmt.Errorf("find the data folder: %w", err)
	}
	text := fmt.Sprintf("Foureyes %s is ready at %s\n", a.Version, a.public)
	if link != "" {
		text += fmt.Sprintf("\nSign in as %s with this link (once, within 24 hours):\n  %s\n", a.config.AdminEmail, link)
		if a.config.AdminPassword == "" {
			text += fmt.Sprintf("Later, the password is in %s\n", a.passwordFile())
		}
	}
	text += a.greetPrograms(data)
	if _, err := fmt.Fprint(a.Out, text); err != nil {
		return fmt.Errorf("print the greeting: %w", err)
	}
	return nil
}

// greetPrograms tells how AWS clients and SQL are asked. A data folder that is new beside a
// database that is not has no key that it could name.
func (a *App) greetPrograms(data string) string {
	text := "\nFor AWS SDKs and the AWS CLI:\n  export AWS_ENDPOINT_URL=" + a.public + "\n"
	credentials := filepath.Join(data, auth.CredentialsFile)
	if _, err := os.Stat(credentials); err != nil {
		return text + "  with an access key: the first one is in the data folder of the server that made it, and the console makes others\n\n"
	}
	return text + fmt.Sprintf("  export AWS_SHARED_CREDENTIALS_FILE=%s\n  export AWS_CONFIG_FILE=%s\n\n", credentials, filepath.Join(data, "config")) +
		a.greetSQL(data)
}

// greetSQL tells where to ask in SQL.
func (a *App) greetSQL(data string) string {
	text := "For SQL:\n  foureyes sql --data " + data + "\n"
	if a.psql == nil {
		return text + "\n"
	}
	host, port, _ := net.SplitHostPort(a.psql.Addr().String()) // a listener's address has both
	return text + fmt.Sprintf("  psql -h %s -p %s -U ID_OF_AN_ACCESS_KEY %s   (the password is its secret)\n\n", host, port, postgres.Database)
}
