package main

import (
	"encoding/json"
	"strings"
	"testing"

	"foureyes/internal/doctor"
)

func TestDoctorLooksAtTheProvidersOfWorkforces(t *testing.T) {
	s := newSide(t, "123456789012")
	examine := func() string {
		t.Helper()
		text, _ := printed(t, "doctor", "--data", s.Data, "--listen", "127.0.0.1:0", "--json")
		var findings []doctor.Finding
		if err := json.Unmarshal([]byte(text), &findings); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		var all []string
		for _, f := range findings {
			if f.Check == "OpenID Connect" {
				all = append(all, string(f.Level)+" "+f.Found)
			}
		}
		return strings.Join(all, "\n")
	}
	if got := examine(); got != "skipped no workforce has a provider" {
		t.Errorf("without a provider: %s", got)
	}
	const at = "https://127.0.0.1:1" // nobody answers
	s.do("CreateWorkforce", `{"WorkforceName": "clerks", "OidcConfig": {"ClientId": "portal", "ClientSecret": "secret", "Issuer": "`+at+`",
		"AuthorizationEndpoint": "`+at+`/a", "TokenEndpoint": "`+at+`/t", "UserInfoEndpoint": "`+at+`/u", "LogoutEndpoint": "`+at+`/l", "JwksUri": "`+at+`/k"}}`)
	got := examine()
	for _, want := range []string{"failure clerks (123456789012, eu-west-1): JwksUri: ", "failure clerks (123456789012, eu-west-1): TokenEndpoint: ", "warning clerks (123456789012, eu-west-1): AuthorizationEndpoint: "} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}
