package lint

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// walker looks at a template tag by tag.
type walker struct {
	line  int
	found []Finding
	// forms are the lines of the forms; sender is set by an element that needs none.
	forms  []int
	sender bool
	// crowdForms, templates and groups (radio groups with a name) count those that are open.
	crowdForms, templates, groups int
}

// markup looks at the tags of a template. Liquid between them is text to it.
func markup(template string) []Finding {
	w := &walker{line: 1}
	z := html.NewTokenizer(strings.NewReader(template))
	for z.Next() != html.ErrorToken {
		breaks := strings.Count(string(z.Raw()), "\n")
		switch t := z.Token(); t.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			w.tag(t)
			w.depth(t, 1)
		case html.EndTagToken:
			w.depth(t, -1)
		}
		w.line += breaks
	}
	w.forming()
	return w.found
}

func (w *walker) tag(t html.Token) {
	switch {
	case t.Data == "form" && w.crowdForms > 0:
		// Its fields are the crowd-form's.
	case t.Data == "crowd-form" || t.Data == "form":
		w.forms = append(w.forms, w.line)
	case t.Data == "crowd-entity-annotation":
		w.sender = true // it brings its own form
	}
	w.known(t.Data)
	w.named(t)
	w.fileInput(t)
}

// depth counts how deep in forms, templates and groups the next tag stands.
func (w *walker) depth(t html.Token, by int) {
	switch t.Data {
	case "crowd-form":
		w.crowdForms = max(0, w.crowdForms+by)
	case "template":
		w.templates = max(0, w.templates+by)
	case "crowd-radio-group":
		if name, _ := attribute(t, "name"); by < 0 || name != "" {
			w.groups = max(0, w.groups+by)
		}
	}
}

// known warns of a crowd element that does not exist: the browser shows its
// content and nothing else, without a word.
func (w *walker) known(name string) {
	if !strings.HasPrefix(name, "crowd-") || slices.Contains(Elements, name) {
		return
	}
	w.warn("There is no element <%s>.%s", name, suggest(name))
}

// named warns of fields whose answer is left out for want of a name. Scripts name
// what they take out of a <template>, and groups name their buttons.
func (w *walker) named(t html.Token) {
	grouped := t.Data == "crowd-radio-button" && w.groups > 0
	if !isField(t) || grouped || w.templates > 0 {
		return
	}
	if name, ok := attribute(t, "name"); !ok || strings.TrimSpace(name) == "" {
		w.warn("<%s> has no name, so its answer is left out of answerContent. Give it name=\"…\".", t.Data)
	}
}

func (w *walker) fileInput(t html.Token) {
	if kind, _ := attribute(t, "type"); t.Data == "input" && strings.EqualFold(kind, "file") {
		w.warn("<input type=\"file\"> sends the file's name only: answers hold no files.")
	}
}

// forming tells whether there is a form to send, and only one.
func (w *walker) forming() {
	if len(w.forms) == 0 && !w.sender {
		w.found = append(w.found, Finding{
			Severity: Error,
			Message:  "There is no <crowd-form> (and no <form>): nobody can send an answer. Put the fields into <crowd-form>…</crowd-form>.",
		})
	}
	for _, line := range w.forms[min(1, len(w.forms)):] {
		w.found = append(w.found, Finding{line, Warning, "This is a second form; a worker sends only one of them."})
	}
}

func (w *walker) warn(format string, args ...any) {
	w.found = append(w.found, Finding{w.line, Warning, fmt.Sprintf(format, args...)})
}

// fields are the crowd elements that have an answer of their own, under their name.
var fields = []string{
	"crowd-input", "crowd-text-area", "crowd-checkbox", "crowd-radio-button", "crowd-slider", "crowd-toggle-button",
	"crowd-classifier", "crowd-classifier-multi-select", "crowd-image-classifier", "crowd-image-classifier-multi-select",
	"crowd-bounding-box", "crowd-keypoint", "crowd-polygon", "crowd-polyline", "crowd-line",
	"crowd-semantic-segmentation", "crowd-instance-segmentation", "crowd-entity-annotation",
	"crowd-question-answer-generation",
}

func isField(t html.Token) bool {
	switch t.Data {
	case "select", "textarea":
		return true
	case "input":
		kind, _ := attribute(t, "type")
		return !slices.Contains([]string{"submit", "button", "reset", "image"}, strings.ToLower(kind))
	}
	return slices.Contains(fields, t.Data)
}

// attribute finds an attribute's value. One whose name Liquid makes is not seen.
func attribute(t html.Token, name string) (string, bool) {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
