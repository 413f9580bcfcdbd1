package conformance

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// otherBody sends another body, of the same length, than was signed.
func otherBody(h *http.Request) {
	content, _ := io.ReadAll(h.Body) // a body in memory always can be read
	h.Body = io.NopCloser(bytes.NewReader(bytes.ToUpper(content)))
}

func addHeader(h *http.Request) { h.Header.Set("X-Amz-Meta-Added", "later") }

func authorize(value string) func(*http.Request) {
	return func(h *http.Request) { h.Header.Set("Authorization", value) }
}

// invalid is a row that breaks a constraint of the contract.
func invalid(r request, message string) refused {
	return refused{r, http.StatusBadRequest, "ValidationException", message}
}

func broken(r request) refused {
	return refused{r, http.StatusBadRequest, "SerializationException", "."}
}

func (b badInput) protocol() map[string]refused {
	get := request{method: http.MethodGet, path: "/human-loops/never"}
	return map[string]refused{
		"unknown operation":      {call("CreateMiracle", `{}`), http.StatusBadRequest, "UnknownOperationException", "."},
		"unknown service":        {call("", `{}`).with(target("DynamoDB_20120810.ListTables")), http.StatusBadRequest, "UnknownOperationException", "."},
		"operation of others":    {call("CreateTrainingJob", `{}`), http.StatusBadRequest, "UnknownOperationException", "."},
		"operation with GET":     {call("ListFlowDefinitions", ``).with(method(http.MethodGet)), http.StatusMethodNotAllowed, "UnknownOperationException", "POST"},
		"unknown path":           {get.with(path("/human-loops/never/again")), http.StatusNotFound, "UnknownOperationException", "."},
		"path of no service":     {get.with(path("/endpoints/x/invocations")), http.StatusNotFound, "UnknownOperationException", "."},
		"unknown method":         {get.with(method(http.MethodPatch)), http.StatusMethodNotAllowed, "UnknownOperationException", "."},
		"unsigned path":          {get.with(func(r *request) { r.unsigned = true }), http.StatusForbidden, "MissingAuthenticationTokenException", "."},
		"loop that is not there": {get, http.StatusNotFound, "ResourceNotFoundException", "never"},

		"broken JSON":            broken(call("CreateHumanTaskUi", `{"HumanTaskUiName":"new",`)),
		"two values":             broken(call("ListFlowDefinitions", `{}{}`)),
		"an array":               broken(call("ListFlowDefinitions", `[]`)),
		"number for a text":      broken(call("CreateHumanTaskUi", `{"HumanTaskUiName":1,"UiTemplate":{"Content":"x"}}`)),
		"text for a structure":   broken(call("CreateHumanTaskUi", `{"HumanTaskUiName":"new","UiTemplate":"x"}`)),
		"text for a number":      broken(call("ListFlowDefinitions", `{"MaxResults":"ten"}`)),
		"fraction for a number":  broken(call("ListFlowDefinitions", `{"MaxResults":1.5}`)),
		"runtime, broken JSON":   broken(post("/human-loops", `{"HumanLoopName":`)),
		"runtime, wrong type":    broken(post("/human-loops", `{"HumanLoopName":"new","FlowDefinitionArn":7,"HumanLoopInput":{"InputContent":"{}"}}`)),
		"runtime, nested deeply": broken(post("/human-loops", `{"x":`+strings.Repeat("[", 100_000))),
		"SageMaker, form":        {call("ListFlowDefinitions", `a=b`).with(contentType("application/x-www-form-urlencoded")), http.StatusUnsupportedMediaType, "UnsupportedMediaTypeException", "."},
		"runtime, text":          {post("/human-loops", `{}`).with(contentType("text/plain")), http.StatusUnsupportedMediaType, "UnsupportedMediaTypeException", "."},

		"nothing given": invalid(call("CreateHumanTaskUi", `{}`),
			`^2 validation errors detected: Value null at 'humanTaskUiName' failed to satisfy constraint: Member must not be null; Value null at 'uiTemplate' failed to satisfy constraint: Member must not be null$`),
		"page too small":      invalid(call("ListFlowDefinitions", `{"MaxResults":0}`), `at 'maxResults' .* greater than or equal to 1$`),
		"page too large":      invalid(call("ListFlowDefinitions", `{"MaxResults":101}`), `at 'maxResults' .* less than or equal to 100$`),
		"no such order":       invalid(call("ListFlowDefinitions", `{"SortOrder":"Random"}`), `at 'sortOrder' .* enum value set: \[Ascending, Descending\]$`),
		"list without a flow": invalid(get.with(path("/human-loops")), `^1 validation error detected: Value null at 'flowDefinitionArn'`),
		"list with a bad size": invalid(get.with(path("/human-loops?MaxResults=1000&FlowDefinitionArn="+b.flowARN)),
			`at 'maxResults' .* less than or equal to 100$`),
		"list of an unknown flow": {get.with(path("/human-loops?FlowDefinitionArn=" + b.flowARN + "x")), http.StatusNotFound, "ResourceNotFoundException", "totalsx"},
	}
}

func target(value string) func(*request) {
	return func(r *request) { r.header = map[string]string{"X-Amz-Target": value} }
}

func contentType(value string) func(*request) {
	return func(r *request) {
		r.header = map[string]string{"Content-Type": value, "X-Amz-Target": r.header["X-Amz-Target"]}
		if r.header["X-Amz-Target"] == "" {
			delete(r.header, "X-Amz-Target")
		}
	}
}

func method(m string) func(*request) { return func(r *request) { r.method = m } }
func path(p string) func(*request)   { return func(r *request) { r.path = p } }

func (b badInput) runtime() map[string]refused {
	start := func(name, flowARN string) request { return post("/human-loops", startBody(name, flowARN, "{}")) }
	foreign := strings.Replace(b.flowARN, home, "eu-west-1", 1)
	return map[string]refused{
		"start, unknown flow":         invalid(start("new", b.flowARN+"x"), "does not exist"),
		"start, flow of elsewhere":    invalid(start("new", foreign), "does not exist"),
		"start, flow of others":       invalid(start("new", strings.Replace(b.flowARN, account, "999999999999", 1)), "does not exist"),
		"start, asked for elsewhere":  invalid(start("new", b.flowARN).with(func(r *request) { r.region = "eu-west-1" }), "does not exist"),
		"start, not an ARN":           invalid(start("new", "totals"), `at 'flowDefinitionArn' .* regular expression pattern: arn:aws`),
		"start, input is no JSON":     invalid(b.start("total: 1"), "JSON"),
		"start, no input":             invalid(post("/human-loops", fmt.Sprintf(`{"HumanLoopName":"new","FlowDefinitionArn":%q}`, b.flowARN)), `Value null at 'humanLoopInput'`),
		"start, other classification": invalid(post("/human-loops", strings.Replace(startBody("new", b.flowARN, "{}"), `{`, `{"DataAttributes":{"ContentClassifiers":["FreeOfCats"]},`, 1)), "enum value set"),
		"start, conflict":             {post("/human-loops", startBody("begun", b.flowARN, `{"other":1}`)), http.StatusConflict, "ConflictException", "different input"},
		"stop, not there":             {post("/human-loops/stop", `{"HumanLoopName":"never"}`), http.StatusNotFound, "ResourceNotFoundException", "never"},
		"delete, in progress":         invalid(request{method: http.MethodDelete, path: "/human-loops/begun"}, "InProgress"),
		"delete, odd name":            invalid(request{method: http.MethodDelete, path: "/human-loops/a%20b%2Fc"}, `Value 'a b/c' at 'humanLoopName'`),
	}
}

// sizes are inputs that are too long, and bodies that are.
func (b badInput) sizes() map[string]refused {
	long := func(character string) string { return `"` + strings.Repeat(character, maxInput-1) + `"` } // one more than is allowed
	const tooLong = `at 'humanLoopInput\.inputContent' failed to satisfy constraint: Member must have length less than or equal to 3145728$`
	huge := bytes.Repeat([]byte(" "), 25<<20)
	tooLarge := func(r request) refused {
		r.header["Expect"], r.body = "100-continue", huge
		return refused{r, http.StatusRequestEntityTooLarge, "RequestEntityTooLargeException", "^Request must be smaller than 20971520 bytes$"}
	}
	return map[string]refused{
		"input too long":               invalid(b.start(long("x")), tooLong),
		"input too long in characters": invalid(b.start(long("ü")), tooLong),
		"template too long": invalid(call("CreateHumanTaskUi", fmt.Sprintf(`{"HumanTaskUiName":"new","UiTemplate":{"Content":"%s"}}`, strings.Repeat("x", 128_001))),
			`at 'uiTemplate.content' .* less than or equal to 128000$`),
		"template empty":       invalid(call("CreateHumanTaskUi", `{"HumanTaskUiName":"new","UiTemplate":{"Content":""}}`), `greater than or equal to 1`),
		"SageMaker body 25 MB": tooLarge(call("CreateHumanTaskUi", "")),
		"runtime body 25 MB":   tooLarge(post("/human-loops", "")),
	}
}

func (b badInput) names() map[string]refused {
	const pattern = `failed to satisfy constraint: Member must satisfy regular expression pattern: `
	rows := map[string]refused{}
	for what, name := range map[string]string{
		"a space": "my name", "an underscore": "my_name", "a hyphen first": "-name", "a hyphen last": "name-", "a newline": "name\n",
		"a slash": "my/name", "letters of others": "näme",
	} {
		rows["UI with "+what] = invalid(createUI(name), `at 'humanTaskUiName' `+pattern)
		rows["flow with "+what] = invalid(b.flow(`"FlowDefinitionName":"totals-2"`, `"FlowDefinitionName":`+string(quote(name))), `at 'flowDefinitionName' `+pattern)
		rows["loop with "+what] = invalid(post("/human-loops", startBody(name, b.flowARN, "{}")), `at 'humanLoopName' `+pattern)
	}
	long := strings.Repeat("x", 70)
	rows["UI of 70 characters"] = invalid(createUI(long), `at 'humanTaskUiName' .* less than or equal to 63`)
	rows["flow of 70 characters"] = invalid(b.flow(`"FlowDefinitionName":"totals-2"`, `"FlowDefinitionName":"`+long+`"`), `at 'flowDefinitionName' .* less than or equal to 63`)
	rows["loop of 70 characters"] = invalid(post("/human-loops", startBody(long, b.flowARN, "{}")), `at 'humanLoopName' .* less than or equal to 63`)
	rows["UI with uppercase"] = invalid(createUI("Name"), `at 'humanTaskUiName' `+pattern)
	rows["flow with uppercase"] = invalid(b.flow(`"totals-2"`, `"Totals"`), `at 'flowDefinitionName' `+pattern)
	rows["loop without a name"] = invalid(post("/human-loops", startBody("", b.flowARN, "{}")), `at 'humanLoopName' .* greater than or equal to 1`)
	return rows
}
