package taskui

import "html"

// Blank is a page that has the bundle and no task. The portal keeps one behind the
// task in front, and writes the next task's page into it: what costs time, loading and
// running the bundle, is done by then. policy is the Content-Security-Policy that the
// blank page is served with and keeps; the portal compares it with the task's.
func Blank(policy string, a Assets) string {
	return a.opening() +
		`<meta name="foureyes-task" content="blank">` +
		`<meta name="foureyes-policy" content="` + html.EscapeString(policy) + `">` +
		a.tags() + "</head><body></body></html>\n"
}
