// Package awsapi is what the receivers at AWS services share: the settings of a
// target, the signed request, and what an answer's error means.
//
// Everything is said by the operator: the variables, profiles and roles that AWS
// SDKs look for are not asked, as they may belong to something else on the machine.
// Which operation is called with what is left to the receivers.
package awsapi

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
)

// Settings are those of a target at an AWS service, or at one like it.
type Settings struct {
	// Endpoint is the URL of a service that is not Amazon's; empty for Amazon's.
	Endpoint string `json:"endpoint"`
	// Region is the one to sign for; empty for that of the address.
	Region string `json:"region"`
	// AccessKeyID is the id of the key whose secret is the target's secret.
	AccessKeyID string `json:"accessKeyId"`
}

var (
	regionPattern = regexp.MustCompile(`^[a-z0-9](-?[a-z0-9]){0,62}$`)
	keyPattern    = regexp.MustCompile(`^[\w.@:+=-]{1,128}$`)
)

// Check refuses settings with which no request could be signed or sent.
func (s Settings) Check(secret []byte) error {
	switch {
	case !regionPattern.MatchString(s.Region):
		return errors.New("it needs a region to sign for, such as eu-west-1, which its address does not tell")
	case !keyPattern.MatchString(s.AccessKeyID):
		return errors.New("it needs the id of an access key")
	case len(secret) == 0:
		return errors.New("it needs the secret of its access key")
	case s.Endpoint == "":
		return nil
	}
	return CheckURL("endpoint", s.Endpoint)
}

// CheckURL refuses a URL that cannot be asked, or that holds a password.
func CheckURL(what, text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("its " + what + " is of the form https://host/path")
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("its " + what + " holds no user, query or fragment")
	}
	return nil
}

// In gives the settings with a region, unless they name one.
func (s Settings) In(region string) Settings {
	if s.Region == "" {
		s.Region = region
	}
	return s
}

// URL is where a service is asked; Amazon's when no endpoint is set.
func (s Settings) URL(service string) string {
	if s.Endpoint != "" {
		return strings.TrimSuffix(s.Endpoint, "/") + "/"
	}
	domain := ".amazonaws.com"
	if strings.HasPrefix(s.Region, "cn-") {
		domain += ".cn"
	}
	return "https://" + service + "." + s.Region + domain + "/"
}

// IsAmazon reports whether a URL is one of Amazon's own.
func IsAmazon(text string) bool {
	u, err := url.Parse(text)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".cn")
	return strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".api.aws")
}
