package suite_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"foureyes/conformance/suite"
)

// distort puts a proxy before a server, which changes its answers on the way.
func distort(t *testing.T, server string, change func(r *http.Response, body string) string) string {
	t.Helper()
	target, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Host = r.In.Host // which is signed
		},
		ModifyResponse: func(r *http.Response) error {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return err
			}
			changed := change(r, string(body))
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader([]byte(changed))), int64(len(changed))
			r.Header.Set("Content-Length", strconv.Itoa(len(changed)))
			return nil
		},
	})
	t.Cleanup(proxy.Close)
	return proxy.URL
}

// replacing is a mistake in the text of bodies.
func replacing(old, text string) func(*http.Response, string) string {
	return func(_ *http.Response, body string) string { return strings.ReplaceAll(body, old, text) }
}

func matching(pattern, text string) func(*http.Response, string) string {
	p := regexp.MustCompile(pattern)
	return func(_ *http.Response, body string) string { return p.ReplaceAllString(body, text) }
}

// mistakes are servers that go wrong in one thing, each with a case that must see it.
var mistakes = map[string]struct {
	change func(*http.Response, string) string
	seen   string
}{
	"a path in capitals":           {replacing("'humanLoopConfig.taskCount'", "'HumanLoopConfig.TaskCount'"), "CreateFlowDefinition_humanLoopConfig.taskCount_above_maximum"},
	"a bound in another sentence":  {replacing("less than or equal to 3", "less than 4"), "CreateFlowDefinition_humanLoopConfig.taskCount_above_maximum"},
	"an item told of at its place": {replacing("Member must satisfy constraint: [", "["), "DeleteTags_tagKeys.1_above_length_maximum"},
	"one error for many":           {matching(`[2-9] validation errors`, "1 validation error"), "CreateHumanTaskUi_together_pair_1"},
	"no name for what is missing":  {replacing("Value null at", "Value at"), "DescribeWorkteam_workteamName_missing"},
	"the exception of another API": {replacing(`"__type":"ResourceNotFound"`, `"__type":"ResourceNotFoundException"`), "DescribeHumanTaskUi_does_not_find_what_is_not_there"},
	"not found as 404": {func(r *http.Response, body string) string {
		if strings.Contains(body, `"ResourceNotFound"`) {
			r.StatusCode = http.StatusNotFound
		}
		return body
	}, "DescribeFlowDefinition_does_not_find_what_is_not_there"},
	"conflict as 400": {func(r *http.Response, body string) string {
		if r.StatusCode == http.StatusConflict {
			r.StatusCode = http.StatusBadRequest
		}
		return body
	}, "StartHumanLoop_refuses_another_input_under_an_active_name"},
	"everything succeeds": {func(r *http.Response, body string) string {
		if r.StatusCode == http.StatusBadRequest {
			r.StatusCode, body = http.StatusOK, "{}"
		}
		return body
	}, "DescribeHumanTaskUi_humanTaskUiName_null"},
	"everything is refused": {func(r *http.Response, body string) string {
		if r.Request.Header.Get("X-Amz-Target") == "SageMaker.ListTags" {
			r.StatusCode, body = http.StatusBadRequest, `{"__type":"ValidationException","Message":"1 validation error detected: no"}`
		}
		return body
	}, "ListTags_maxResults_minimum"},
	"times as text":                 {matching(`"CreationTime":([0-9.]+)`, `"CreationTime":"$1"`), "DescribeHumanTaskUi_tells_hash_and_link_but_not_the_content"},
	"times without milliseconds":    {matching(`("CreationTime":"[^".]+)\.\d+Z"`, `${1}Z"`), "DescribeHumanLoop_tells_all_from_the_start"},
	"a member that no contract has": {replacing(`{"HumanTaskUiArn":`, `{"Id":"1","HumanTaskUiArn":`), "CreateHumanTaskUi_in_order"},
	"null for what is absent":       {replacing(`"HumanLoopStatus":"InProgress"`, `"HumanLoopStatus":"InProgress","FailureCode":null`), "DescribeHumanLoop_tells_all_from_the_start"},
	"an output path too late":       {matching(`,"HumanLoopOutput":\{[^}]*\}`, ""), "DescribeHumanLoop_tells_all_from_the_start"},
	"no next token":                 {matching(`,"NextToken":"[^"]*"`, ""), "ListHumanTaskUis_gives_each_item_once_on_pages_of_2"},
	"a token on every page":         {matching(`\}\]\}$`, `}],"NextToken":"x"}`), "ListHumanTaskUis_has_no_token_when_no_more_remains"},
	"a sub domain with a scheme":    {replacing(`"SubDomain":"`, `"SubDomain":"https://`), "DescribeWorkforce_has_a_sub_domain_without_a_scheme"},
	"a secret told":                 {replacing(`"OidcConfig":{`, `"OidcConfig":{"ClientSecret":"s3cret",`), "CreateWorkforce_never_tells_the_secret_of_a_client"},
	"no request id": {func(r *http.Response, body string) string {
		r.Header.Del("X-Amzn-Requestid")
		return body
	}, "ListWorkforces_in_order"},
	"the content type of another protocol": {func(r *http.Response, body string) string {
		if strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-amz-json") {
			r.Header.Set("Content-Type", "application/json")
		}
		return body
	}, "ListWorkforces_in_order"},
	"no code in the header": {func(r *http.Response, body string) string {
		r.Header.Del("X-Amzn-Errortype")
		return body
	}, "DescribeHumanLoop_does_not_find_what_is_not_there"},
	"a failure of its own": {func(r *http.Response, body string) string {
		if strings.HasPrefix(r.Request.Header.Get("X-Amz-Target"), "SageMaker.ListWork") && r.StatusCode == http.StatusBadRequest {
			r.StatusCode = http.StatusInternalServerError
		}
		return body
	}, "ListWorkforces_maxResults_below_minimum"},
}

// TestMistakesAreSeen runs the case that should see a mistake against a server that
// makes it. A mistake may be so great that nothing can be prepared.
func TestMistakesAreSeen(t *testing.T) {
	server := start(t)
	for name, mistake := range mistakes {
		t.Run(name, func(t *testing.T) {
			pattern := "^" + regexp.QuoteMeta(mistake.seen) + "$"
			if report := run(t, only(options(server), pattern)); len(report.Results) != 1 || len(report.Failed()) > 0 {
				t.Fatalf("without the mistake: %+v", report)
			}
			report, err := suite.Run(t.Context(), only(options(distort(t, server, mistake.change)), pattern))
			if report == nil {
				t.Logf("it could not begin: %v", err)
			} else if len(report.Failed()) != 1 {
				t.Errorf("%s passed", mistake.seen)
			}
		})
	}
}

func only(o suite.Options, pattern string) suite.Options {
	o.Run = regexp.MustCompile(pattern)
	return o
}
