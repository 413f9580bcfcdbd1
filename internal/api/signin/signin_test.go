package signin

import "testing"

func TestOnlyPlacesOfOursComeAfterSigningIn(t *testing.T) {
	for to, want := range map[string]string{
		"/portal": "/portal", "/portal/tasks/a-1": "/portal/tasks/a-1", "/console/loops/x?tab=answers": "/console/loops/x?tab=answers",
		"/portal?workforce=1/r/w": "/portal?workforce=1/r/w",
		"":                        "/portal", "/": "/portal", "/portals": "/portal", "//evil.example/portal": "/portal", "https://evil.example/portal": "/portal",
		"/\\evil.example": "/portal", "/portal/\r\nSet-Cookie: a=b": "/portal", "javascript:alert(1)": "/portal", "/api/v1/session": "/portal",
		"/portal/../logout": "/portal", "/portal/%2e%2e/logout": "/portal",
	} {
		if got := local(to); got != want {
			t.Errorf("%q leads to %q", to, got)
		}
	}
}
