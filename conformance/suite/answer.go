package suite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// answer is what came back.
type answer struct {
	status   int
	header   http.Header
	body     []byte
	protocol string

	probe *probe // where a missing member is a failure
	value object
}

// throttled reports whether the caller was too fast.
func (a *answer) throttled() bool {
	return a.status == http.StatusTooManyRequests || a.status == http.StatusBadRequest && bytes.Contains(a.body, []byte("ThrottlingException"))
}

// fault is an error as the protocols tell it.
type fault struct {
	code, message string
}

// fault reads the error of either protocol, as SDKs do: the code is in the header
// or in __type, and may carry a namespace.
func (a *answer) fault() fault {
	var body struct {
		Type    string `json:"__type"`
		Message string `json:"Message"`
	}
	_ = json.Unmarshal(a.body, &body) // encoding/json takes message for Message too
	code := a.header.Get("X-Amzn-Errortype")
	if body.Type != "" {
		code = body.Type
	}
	code, _, _ = strings.Cut(code[strings.IndexByte(code, '#')+1:], ":")
	return fault{code, body.Message}
}

// decode reads the body of a success; nothing counts as an empty structure.
func (a *answer) decode() (object, error) {
	if len(bytes.TrimSpace(a.body)) == 0 {
		return object{}, nil
	}
	d := json.NewDecoder(bytes.NewReader(a.body))
	d.UseNumber()
	var value object
	if err := d.Decode(&value); err != nil {
		return nil, fmt.Errorf("the answer is not a JSON object: %w", err)
	}
	return value, nil
}

// at finds a value by the names on the way to it.
func (a *answer) at(path ...string) any {
	var value any = a.value
	for _, name := range path {
		in, _ := value.(object)
		if value = in[name]; value == nil {
			return nil
		}
	}
	return value
}

// text is the string at a path, which must be there.
func (a *answer) text(path ...string) string {
	value, is := a.at(path...).(string)
	if !is {
		a.probe.failf("the answer has no string %s", strings.Join(path, "."))
	}
	return value
}

// list is the list at a path, which must be there.
func (a *answer) list(path ...string) []any {
	value, is := a.at(path...).([]any)
	if !is {
		a.probe.failf("the answer has no list %s", strings.Join(path, "."))
	}
	return value
}

// names are the members of a name in each structure of a list.
func (a *answer) names(list, name string) []string {
	names := []string{}
	for _, item := range a.list(list) {
		in, _ := item.(object)
		text, _ := in[name].(string)
		names = append(names, text)
	}
	return names
}

// token is the NextToken, empty when there is none.
func (a *answer) token() string {
	token, _ := a.at("NextToken").(string)
	return token
}
