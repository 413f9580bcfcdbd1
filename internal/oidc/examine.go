package oidc

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"foureyes/internal/workforce"
)

// Trouble is something that keeps people from signing in at a provider.
type Trouble struct {
	Found string
	// Do is what to do about it.
	Do string
	// Certain tells that nobody can sign in; else it may look otherwise from where
	// people are, or not matter.
	Certain bool
}

// Examine asks a provider for what signing in needs of it: keys, and that its endpoints
// answer. It signs nobody in.
func Examine(ctx context.Context, c *http.Client, p workforce.OIDC) []Trouble {
	var all []Trouble
	add := func(certain bool, found, do string) { all = append(all, Trouble{found, do, certain}) }
	if err := checkKeys(ctx, c, p.JWKSURI); err != nil {
		add(true, "JwksUri: "+err.Error(), "Let this machine reach it, and mend JwksUri with UpdateWorkforce if it is another; tokens cannot be checked without keys.")
	}
	if err := checkAnswers(ctx, c, http.MethodPost, p.TokenEndpoint); err != nil {
		add(true, "TokenEndpoint: "+err.Error(), "Let this machine reach it, and mend TokenEndpoint with UpdateWorkforce if it is another.")
	}
	if err := checkAnswers(ctx, c, http.MethodGet, p.AuthorizationEndpoint); err != nil {
		add(false, "AuthorizationEndpoint: "+err.Error(), "Browsers of workers go there; from this machine alone it may be closed. Mend it with UpdateWorkforce if it is another.")
	}
	if issuer, err := discovered(ctx, c, p.Issuer); err == nil && issuer != p.Issuer {
		add(true, fmt.Sprintf("Issuer is %q, and the provider calls itself %q", p.Issuer, issuer), "Set Issuer to the provider's own, to the letter (UpdateWorkforce): tokens of another are refused.")
	}
	return all
}

// fetch sends an empty request, and reads the answer.
func fetch(ctx context.Context, c *http.Client, method, url string) (int, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return 0, nil, fmt.Errorf("make the request: %w", err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := c.Do(r)
	if err != nil {
		return 0, nil, fmt.Errorf("ask: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil, fmt.Errorf("read the answer: %w", err)
	}
	return answer.StatusCode, body, nil
}

// checkAnswers asks an endpoint without what it needs: it should refuse that, and be there.
func checkAnswers(ctx context.Context, c *http.Client, method, url string) error {
	status, _, err := fetch(ctx, c, method, url)
	if err == nil && (status == http.StatusNotFound || status >= http.StatusInternalServerError) {
		err = fmt.Errorf("%s answered %d %s", url, status, http.StatusText(status))
	}
	return err
}

// checkKeys asks whether there is a key that a token could be signed with.
func checkKeys(ctx context.Context, c *http.Client, url string) error {
	status, body, err := fetch(ctx, c, http.MethodGet, url)
	if err != nil {
		return err
	}
	var set struct {
		Keys []struct{ Kty, Use string }
	}
	if err := json.Unmarshal(body, &set); err != nil || status != http.StatusOK {
		return fmt.Errorf("%s answered %d with no set of keys", url, status)
	}
	for _, k := range set.Keys {
		if k.Use != "enc" && (k.Kty == "RSA" || k.Kty == "EC" || k.Kty == "OKP") {
			return nil
		}
	}
	return fmt.Errorf("%s has no key for signatures (RSA, EC or OKP)", url)
}

// discovered is what the provider calls itself in its description; an error where it
// gives none, which nobody needs for signing in.
func discovered(ctx context.Context, c *http.Client, issuer string) (string, error) {
	status, body, err := fetch(ctx, c, http.MethodGet, strings.TrimRight(issuer, "/")+"/.well-known/openid-configuration")
	if err != nil {
		return "", err
	}
	var says struct{ Issuer string }
	if err := json.Unmarshal(body, &says); err != nil || status != http.StatusOK || says.Issuer == "" {
		return "", fmt.Errorf("there is no description: %d", status)
	}
	return says.Issuer, nil
}
