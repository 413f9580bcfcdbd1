package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"foureyes/internal/auth"
)

type keyCommand struct {
	Create  keyCreateCommand  `cmd:"" help:"Make an access key for a program, and print its secret once."`
	List    keyListCommand    `cmd:"" help:"List access keys, without their secrets."`
	Policy  keyPolicyCommand  `cmd:"" help:"Show or say what a key may do."`
	Disable keyDisableCommand `cmd:"" help:"Stop a key from working, at once."`
	Enable  keyEnableCommand  `cmd:"" help:"Let a disabled key work again."`
	Rotate  keyRotateCommand  `cmd:"" help:"Make the successor of a key, with the same user and policies."`
	Delete  keyDeleteCommand  `cmd:"" help:"Remove a key for good. What its user made stays."`
}

// accessKey is an access key, as the console API tells.
type accessKey struct {
	ID         string     `json:"id"`
	Account    string     `json:"account"`
	User       string     `json:"user"`
	Principal  string     `json:"principal"`
	Policies   []policy   `json:"policies"`
	CreatedAt  time.Time  `json:"createdAt"`
	DisabledAt *time.Time `json:"disabledAt,omitempty"`
}

type policy struct {
	Name     string `json:"name"`
	Document string `json:"document,omitempty"`
}

// newAccessKey is a key with its secret.
type newAccessKey struct {
	AccessKey       accessKey `json:"accessKey"`
	SecretAccessKey string    `json:"secretAccessKey"`
}

// text is the key as a credentials file of AWS, to be redirected into one.
func (n newAccessKey) text() string {
	return fmt.Sprintf("[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n", n.AccessKey.ID, n.SecretAccessKey)
}

type keyCreateCommand struct {
	server
	output

	Account string   `help:"Account whose resources the key reaches, 12 digits; made when it is new. Default: that of the server's first key." placeholder:"ID"`
	User    string   `default:"requester" help:"Whose key it is, as policies and the audit name them."`
	Policy  []string `required:"" sep:"none" help:"What the key may do: a file with an IAM policy document, or one of ${policies}. Can be given several times." placeholder:"FILE|NAME"`
}

// Run makes a key.
func (c *keyCreateCommand) Run(ctx context.Context, w io.Writer) error {
	policies, err := readPolicies(c.Policy)
	if err != nil {
		return err
	}
	in := map[string]any{"account": c.Account, "user": c.User, "policies": policies}
	var out newAccessKey
	if err := c.call(ctx, http.MethodPost, "/access-keys", in, &out); err != nil {
		return err
	}
	return c.print(w, out, out.text())
}

// readPolicies takes a name of Foureyes's policies as it is, and everything else
// for a file, which then gives the policy its name.
func readPolicies(given []string) ([]policy, error) {
	ours := map[string]bool{}
	for _, name := range auth.ManagedPolicies() {
		ours[name] = true
	}
	var all []policy
	for _, g := range given {
		if ours[g] {
			all = append(all, policy{Name: g})
			continue
		}
		text, err := os.ReadFile(g)
		if err != nil {
			return nil, usageError{fmt.Errorf("--policy: %q is neither a file (%w) nor one of %s", g, err, strings.Join(auth.ManagedPolicies(), ", "))}
		}
		name := strings.TrimSuffix(filepath.Base(g), filepath.Ext(g))
		all = append(all, policy{Name: name, Document: string(text)})
	}
	return all, nil
}

type keyListCommand struct {
	server
	output

	Account string `help:"Only keys of this account." placeholder:"ID"`
}

// Run lists all keys, page by page.
func (c *keyListCommand) Run(ctx context.Context, w io.Writer) error {
	all := []accessKey{}
	for token := ""; ; {
		var out struct {
			AccessKeys []accessKey
			NextToken  string
		}
		query := url.Values{"account": {c.Account}, "nextToken": {token}}
		if err := c.call(ctx, http.MethodGet, "/access-keys?"+query.Encode(), nil, &out); err != nil {
			return err
		}
		all = append(all, out.AccessKeys...)
		if token = out.NextToken; token == "" {
			break
		}
	}
	return c.print(w, all, tableOfKeys(all))
}

func tableOfKeys(all []accessKey) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "ID\tACCOUNT\tUSER\tPOLICIES\tSINCE\tSTATE")
	for _, k := range all {
		var names []string
		for _, p := range k.Policies {
			names = append(names, p.Name)
		}
		state := "works"
		if k.DisabledAt != nil {
			state = "disabled"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, k.Account, k.User,
			strings.Join(names, ","), k.CreatedAt.Local().Format(time.DateOnly), state)
	}
	_ = w.Flush() // a Builder never fails
	return b.String()
}

type keyPolicyCommand struct {
	server
	output

	ID  string   `arg:"" help:"Id of the key."`
	Set []string `sep:"none" help:"What the key may do from now on, in the place of what it may do: a file with an IAM policy document, or one of ${policies}. Can be given several times." placeholder:"FILE|NAME"`
}

// Run shows the policies of a key, after changing them if that is asked for.
func (c *keyPolicyCommand) Run(ctx context.Context, w io.Writer) error {
	method, path, in := http.MethodGet, "/access-keys/"+url.PathEscape(c.ID), any(nil)
	if len(c.Set) > 0 {
		policies, err := readPolicies(c.Set)
		if err != nil {
			return err
		}
		method, path, in = http.MethodPut, path+"/policies", map[string]any{"policies": policies}
	}
	var k accessKey
	if err := c.call(ctx, method, path, in, &k); err != nil {
		return err
	}
	var text strings.Builder
	for _, p := range k.Policies {
		_, _ = fmt.Fprintln(&text, strings.TrimSpace(p.Name+"\n"+p.Document))
	}
	return c.print(w, k, text.String())
}

type keyDisableCommand struct {
	server

	ID string `arg:"" help:"Id of the key."`
}

// Run disables a key.
func (c *keyDisableCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, "/access-keys/"+url.PathEscape(c.ID)+"/disable", nil, nil); err != nil {
		return err
	}
	return say(w, c.ID+" does not work any more. To undo that: foureyes key enable "+c.ID+"\n")
}

type keyEnableCommand struct {
	server

	ID string `arg:"" help:"Id of the key."`
}

// Run enables a key.
func (c *keyEnableCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodPost, "/access-keys/"+url.PathEscape(c.ID)+"/enable", nil, nil); err != nil {
		return err
	}
	return say(w, c.ID+" works again.\n")
}

type keyDeleteCommand struct {
	server

	ID string `arg:"" help:"Id of the key."`
}

// Run deletes a key.
func (c *keyDeleteCommand) Run(ctx context.Context, w io.Writer) error {
	if err := c.call(ctx, http.MethodDelete, "/access-keys/"+url.PathEscape(c.ID), nil, nil); err != nil {
		return err
	}
	return say(w, c.ID+" is gone.\n")
}

type keyRotateCommand struct {
	server
	output

	ID  string `arg:"" help:"Id of the key."`
	Now bool   `help:"Disable the old key at once. Otherwise it works until you disable it."`
}

// Run rotates a key. If it is the one in the data folder, its successor takes its
// place there.
func (c *keyRotateCommand) Run(ctx context.Context, w io.Writer) error {
	settings, err := c.settings(ctx)
	if err != nil {
		return err
	}
	var out newAccessKey
	in := map[string]any{"disableOld": c.Now}
	if err := c.call(ctx, http.MethodPost, "/access-keys/"+url.PathEscape(c.ID)+"/rotate", in, &out); err != nil {
		return err
	}
	text := out.text()
	if settings["aws_access_key_id"] == c.ID && !c.inEnvironment() {
		if err := (auth.Credentials{ID: out.AccessKey.ID, Secret: out.SecretAccessKey}).WriteFile(c.folder()); err != nil {
			// The secret is shown nowhere else, so it must not be lost with the file.
			return fmt.Errorf("keep this key, which could not be written:\n%s%w", text, err)
		}
		text += fmt.Sprintf("# It was written into %s.\n", filepath.Join(c.folder(), auth.CredentialsFile))
	}
	if !c.Now {
		text += "# When nothing uses the old one any more: foureyes key disable " + c.ID + "\n"
	}
	return c.print(w, out, text)
}
