package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"foureyes/internal/fault"
)

// algorithms are the signatures that are believed: those that need a key of which we
// have the public half only.
var algorithms = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA,
}

// Redeem trades the code of an answer for the claims about whoever signed in.
func (c Client) Redeem(ctx context.Context, a Attempt, code string, now time.Time) (Claims, error) {
	if c.HTTP == nil {
		c.HTTP = NewHTTP()
	}
	ctx = oidc.ClientContext(ctx, c.HTTP) // x/oauth2 finds it as well
	tokens, err := c.config().Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return Claims{}, exchangeError(err)
	}
	v := verifier{client: c, keys: oidc.NewRemoteKeySet(ctx, c.Provider.JWKSURI), now: now}
	subject, err := v.idToken(ctx, tokens, a.Nonce)
	if err != nil {
		return Claims{}, err
	}
	raw, err := c.claims(ctx, v, tokens)
	if err != nil {
		return Claims{}, err
	}
	return readClaims(raw, c.Provider, subject)
}

// exchangeError tells a refusal of the code from a provider that cannot be asked.
func exchangeError(err error) error {
	if refusal, ok := errors.AsType[*oauth2.RetrieveError](err); ok && refusal.ErrorCode != "" {
		return fault.Wrap(err, fault.Denied, Subject, "The identity provider did not accept the code that it gave: %s.", refusal.ErrorCode)
	}
	return fmt.Errorf("trade the code for tokens: %w", err)
}

// claims are those of the access token, or of userinfo if it is opaque.
func (c Client) claims(ctx context.Context, v verifier, tokens *oauth2.Token) ([]byte, error) {
	if !isJWT(tokens.AccessToken) {
		return c.userinfo(ctx, tokens.AccessToken)
	}
	token, err := v.verify(ctx, "access token", tokens.AccessToken)
	if err != nil {
		return nil, err
	}
	var raw json.RawMessage
	if err := token.Claims(&raw); err != nil {
		return nil, refuse(err, "The identity provider's access token has no claims.")
	}
	return raw, nil
}

// isJWT tells a signed token from an opaque one: it has three parts, of which the
// first is a JSON object.
func isJWT(token string) bool {
	return strings.Count(token, ".") == 2 && strings.HasPrefix(token, "eyJ")
}

// userinfo asks the provider about whom an access token is for.
func (c Client) userinfo(ctx context.Context, token string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Provider.UserInfoEndpoint, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("make the request for userinfo: %w", err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Accept", "application/json")
	answer, err := c.HTTP.Do(r)
	if err != nil {
		return nil, fmt.Errorf("ask for userinfo: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("read userinfo: %w", err)
	}
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if answer.StatusCode != http.StatusOK || kind != "application/json" {
		return nil, fmt.Errorf("ask for userinfo: %s, %q", answer.Status, kind)
	}
	return body, nil
}

// verifier checks tokens of a provider.
type verifier struct {
	client Client
	keys   oidc.KeySet
	now    time.Time
}

// verify checks a token's signature, time and issuer.
func (v verifier) verify(ctx context.Context, what, raw string) (*oidc.IDToken, error) {
	token, err := oidc.NewVerifier("", v.keys, &oidc.Config{
		SkipClientIDCheck: true, SkipIssuerCheck: true, SupportedSigningAlgs: algorithms, Now: func() time.Time { return v.now },
	}).Verify(ctx, raw)
	if _, expired := errors.AsType[*oidc.TokenExpiredError](err); expired {
		return nil, refuse(err, "The identity provider's %s has expired.", what)
	}
	if err != nil {
		return nil, refuse(err, "The identity provider's %s is not valid.", what)
	}
	if token.Issuer != v.client.Provider.Issuer {
		return nil, refuse(nil, "The identity provider's %s is of another issuer: %q.", what, token.Issuer)
	}
	return token, nil
}

// idToken checks the ID token, if there is one, and gives whom it is about. Amazon's
// flow does not need it; what is there must be right, or somebody else's code was
// slipped in.
func (v verifier) idToken(ctx context.Context, tokens *oauth2.Token, nonce string) (string, error) {
	raw, _ := tokens.Extra("id_token").(string)
	if raw == "" {
		return "", nil
	}
	token, err := v.verify(ctx, "ID token", raw)
	if err != nil {
		return "", err
	}
	if !slices.Contains(token.Audience, v.client.Provider.ClientID) {
		return "", refuse(nil, "The identity provider's ID token is for another client.")
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(nonce)) != 1 {
		return "", refuse(nil, "The identity provider's ID token belongs to another attempt to sign in.")
	}
	if token.AccessTokenHash != "" {
		if err := token.VerifyAccessToken(tokens.AccessToken); err != nil {
			return "", refuse(err, "The identity provider's tokens do not belong together.")
		}
	}
	return token.Subject, nil
}

func refuse(cause error, format string, args ...any) error {
	return fault.Wrap(cause, fault.Denied, Subject, format, args...)
}
