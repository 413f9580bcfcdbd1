package taskui

import "html"

// Unavailable is the page for a task that cannot be shown. It loads the bundle,
// which reads the meta element and tells the portal around the frame.
func Unavailable(title, message string, a Assets) string {
	return a.opening() +
		`<meta name="foureyes-task" content="unavailable">` +
		"<title>" + html.EscapeString(title) + "</title>" + a.tags() +
		"</head><body><main><h1>" + html.EscapeString(title) + "</h1><p>" +
		html.EscapeString(message) + "</p></main></body></html>\n"
}
