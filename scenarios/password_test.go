package scenarios

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
)

var passwordLinkPattern = regexp.MustCompile(`/portal#password=([\w-]+)`)

// choose sets a password with the link in a mail, and signs in with it.
func (s *story) choose(mail, password string) (string, error) {
	// Quoted-printable folds lines and writes = as =3D.
	text := strings.ReplaceAll(strings.ReplaceAll(mail, "=\n", ""), "=3D", "=")
	found := passwordLinkPattern.FindStringSubmatch(text)
	if found == nil {
		return "", errors.New("the mail holds no link")
	}
	out, err := s.sent("/password", map[string]string{"token": found[1], "password": password})
	if err != nil {
		return out, err
	}
	var who struct{ Email string }
	if err := json.Unmarshal([]byte(out), &who); err != nil {
		return "", err
	}
	return s.signIn(map[string]string{"email": who.Email, "password": password})
}

// sent posts something as nobody.
func (s *story) sent(path string, what map[string]string) (string, error) {
	body, err := json.Marshal(what)
	if err != nil {
		return "", err
	}
	s.session = &workerSession{}
	return s.call(http.MethodPost, path, body)
}
