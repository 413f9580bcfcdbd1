package suite

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// checkOutput says what is wrong with the answer of an operation that succeeded,
// by the contract of its output; empty when nothing is.
func checkOutput(o *operation, a *answer) string {
	status := 200
	if o.HTTP != nil {
		status = o.HTTP.Status
	}
	if a.status != status {
		return fmt.Sprintf("the status is %d, want %d", a.status, status)
	}
	value, err := a.decode()
	if err != nil {
		return err.Error()
	}
	a.value = value
	return cmpFirst(checkHeaders(o, a), func() string { return o.service.checkValue(o.service.shape(o.Output), value, "") })
}

// cmpFirst is the first sentence that says something.
func cmpFirst(sentence string, next func() string) string {
	if sentence != "" {
		return sentence
	}
	return next()
}

var uuid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// checkHeaders says what is wrong with the headers that every answer has.
func checkHeaders(o *operation, a *answer) string {
	want := "application/x-amz-json-1.1"
	if o.HTTP != nil {
		want = "application/json"
	}
	media, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	switch {
	case media != want:
		return fmt.Sprintf("the content type is %q, want %s", a.header.Get("Content-Type"), want)
	case !uuid.MatchString(a.header.Get("X-Amzn-Requestid")):
		return fmt.Sprintf("x-amzn-requestid is %q, which is no UUID", a.header.Get("X-Amzn-Requestid"))
	case a.header.Get("Content-Length") != strconv.Itoa(len(a.body)):
		return fmt.Sprintf("Content-Length is %q for %d bytes", a.header.Get("Content-Length"), len(a.body))
	}
	if _, err := time.Parse(time.RFC1123, a.header.Get("Date")); err != nil {
		return "the Date header is no date: " + err.Error()
	}
	return ""
}

func (s *service) checkValue(h *shape, value any, at string) string {
	switch h.Kind {
	case "structure":
		return s.checkStructure(h, value, at)
	case "list":
		return s.checkList(h, value, at)
	case "map":
		return s.checkMap(h, value, at)
	}
	return s.checkScalar(h, value, at)
}

func (s *service) checkStructure(h *shape, value any, at string) string {
	in, is := value.(object)
	if !is {
		return at + " is no structure"
	}
	for _, m := range h.Members {
		if m.Required && in[m.name] == nil {
			return fmt.Sprintf("the required member %s%s is missing", at, m.name)
		}
	}
	for name, inner := range in {
		m, known := h.Members.find(name)
		if !known {
			return fmt.Sprintf("the contract knows no member %s%s", at, name)
		}
		if inner == nil {
			return fmt.Sprintf("%s%s is null; absent members are left out", at, name)
		}
		if wrong := s.checkValue(s.shape(m.Shape), inner, at+name+"."); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (s *service) checkList(h *shape, value any, at string) string {
	items, is := value.([]any)
	if !is {
		return at + " is no list"
	}
	// Programs take the length of the reasons without asking whether they are there.
	none := len(items) == 0 && h.name == "HumanLoopActivationReasons"
	if wrong := outsideOf(len(items), h.MinItems, h.MaxItems); len(wrong) > 0 && !none {
		return at + " " + wrong[0]
	}
	for i, item := range items {
		if wrong := s.checkValue(s.shape(h.Item), item, fmt.Sprintf("%s%d.", at, i+1)); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (s *service) checkMap(h *shape, value any, at string) string {
	in, is := value.(object)
	if !is {
		return at + " is no map"
	}
	for key, inner := range in {
		wrong := cmpFirst(s.checkScalar(s.shape(h.Key), key, at), func() string { return s.checkValue(s.shape(h.Value), inner, at+key+".") })
		if wrong != "" {
			return wrong
		}
	}
	return ""
}

func (s *service) checkScalar(h *shape, value any, at string) string {
	at = strings.TrimSuffix(at, ".")
	switch h.Kind {
	case "string":
		return checkText(h, value, at)
	case "integer":
		if n, is := integer(value); !is || len(h.outside(n)) > 0 {
			return fmt.Sprintf("%s is %v", at, value)
		}
	case "float":
		if n, is := fraction(value); !is || len(h.outside(n)) > 0 {
			return fmt.Sprintf("%s is %v", at, value)
		}
	case "boolean":
		if _, is := value.(bool); !is {
			return fmt.Sprintf("%s is %v, no boolean", at, value)
		}
	case "timestamp":
		return s.checkTimestamp(value, at)
	}
	return ""
}

func checkText(h *shape, value any, at string) string {
	text, is := value.(string)
	if !is {
		return fmt.Sprintf("%s is %v, no string", at, value)
	}
	if !utf8.ValidString(text) {
		return at + " is not UTF-8"
	}
	if wrong := h.breaks(text); len(wrong) > 0 {
		return fmt.Sprintf("%s is %q: %s", at, text, wrong[0])
	}
	return ""
}

var (
	isoMillis  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`)
	epochStyle = regexp.MustCompile(`^\d{10}(\.\d{1,3})?$`)
)

// checkTimestamp: numbers of seconds with at most milliseconds in AWS JSON, ISO
// 8601 with milliseconds and Z in REST-JSON.
func (s *service) checkTimestamp(value any, at string) string {
	if s.Protocol == "awsJson1_1" {
		if n, is := value.(json.Number); is && epochStyle.MatchString(n.String()) {
			return ""
		}
		return fmt.Sprintf("%s is %v, want seconds since the epoch with at most three decimals", at, value)
	}
	if text, is := value.(string); is && isoMillis.MatchString(text) {
		return ""
	}
	return fmt.Sprintf("%s is %v, want a time like 2025-02-03T04:05:06.789Z", at, value)
}

// statuses of codes that contracts do not model, in REST-JSON. AWS JSON answers
// all faults of the caller with 400.
var statuses = map[string]int{
	"MissingAuthenticationTokenException": 403, "UnrecognizedClientException": 403, "InvalidSignatureException": 403,
	"IncompleteSignatureException": 403, "AccessDeniedException": 403, "UnknownOperationException": 404,
}

// sameInBoth have one status in every protocol.
var sameInBoth = map[string]int{"RequestEntityTooLargeException": 413, "UnsupportedMediaTypeException": 415}

func (o *operation) status(code string) int {
	if status, is := sameInBoth[code]; is {
		return status
	}
	if o.HTTP == nil {
		return 400
	}
	if h := o.service.Shapes[code]; h != nil && h.Error != nil {
		return h.Error.Status
	}
	if status, is := statuses[code]; is {
		return status
	}
	return 400
}

// checkFault says what is wrong with the answer of an operation that should have
// been refused with a code.
func checkFault(o *operation, a *answer, code string) string {
	got := a.fault()
	switch {
	case a.status < 300:
		return fmt.Sprintf("it succeeded, want %s", code)
	case got.code != code:
		return fmt.Sprintf("the code is %q (%s), want %s", got.code, beginningOf(got.message), code)
	case a.status != o.status(code):
		return fmt.Sprintf("%s came with status %d, want %d", code, a.status, o.status(code))
	case got.message == "":
		return code + " came without a message"
	case utf8.RuneCountInString(got.message) > math.MaxUint16:
		return "the message is too long to be read"
	}
	return cmpFirst(checkHeaders(o, a), func() string { return checkFaultBody(o, a, code) })
}

// checkFaultBody: AWS JSON tells the code in the body, REST-JSON in a header.
func checkFaultBody(o *operation, a *answer, code string) string {
	body, err := a.decode()
	if err != nil {
		return err.Error()
	}
	header, _, _ := strings.Cut(a.header.Get("X-Amzn-Errortype"), ":")
	if o.HTTP != nil {
		if header != code || body["Message"] == nil {
			return fmt.Sprintf("the header says %q and the body %s; want %s and Message", header, a.body, code)
		}
		return ""
	}
	kind, _ := body["__type"].(string)
	if kind[strings.IndexByte(kind, '#')+1:] != code || body["message"] == nil && body["Message"] == nil {
		return fmt.Sprintf("the body is %s; want __type %s and a message", a.body, code)
	}
	return ""
}

func beginningOf(text string) string {
	if letters := []rune(text); len(letters) > known {
		return string(letters[:known]) + "…"
	}
	return text
}
