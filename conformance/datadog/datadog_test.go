// Package datadog drives a running Foureyes with Datadog's own Go client, which is
// told another server and two keys, and nothing else. It is a module of its own: the
// client is large, and nothing else needs it.
//
// scripts/with-server puts AWS_ENDPOINT_URL and the keys into the environment.
package datadog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/DataDog/datadog-api-client-go/v2/api/datadog"
	"github.com/DataDog/datadog-api-client-go/v2/api/datadogV2"
)

// client makes the client and its context, as its manual has it.
func client(t *testing.T, id, secret string) (*datadogV2.DDSQLApi, context.Context) {
	t.Helper()
	url := os.Getenv("AWS_ENDPOINT_URL")
	if url == "" {
		t.Fatal("AWS_ENDPOINT_URL is not set: run scripts/with-server go -C conformance/datadog test ./...")
	}
	configuration := datadog.NewConfiguration()
	configuration.Servers = datadog.ServerConfigurations{{URL: url}}
	configuration.OperationServers = nil
	ctx := context.WithValue(t.Context(), datadog.ContextAPIKeys, map[string]datadog.APIKey{
		"apiKeyAuth": {Key: id}, "appKeyAuth": {Key: secret},
	})
	return datadogV2.NewDDSQLApi(datadog.NewAPIClient(configuration)), ctx
}

func ours(t *testing.T) (*datadogV2.DDSQLApi, context.Context) {
	t.Helper()
	return client(t, os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"))
}

// request asks for a query about the last hour.
func request(query string) datadogV2.DdsqlTabularQueryRequest {
	now := time.Now()
	window := *datadogV2.NewDdsqlTabularQueryTimeWindow(now.Add(-time.Hour).UnixMilli(), now.UnixMilli())
	attributes := *datadogV2.NewDdsqlTabularQueryRequestAttributes(query, window)
	return *datadogV2.NewDdsqlTabularQueryRequest(*datadogV2.NewDdsqlTabularQueryRequestData(attributes, datadogV2.DDSQLTABULARQUERYREQUESTTYPE_DDSQL_QUERY_REQUEST))
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestClientReadsColumns(t *testing.T) {
	api, ctx := ours(t)
	got, answer, err := api.ExecuteDdsqlTabularQuery(ctx, request(`SELECT x AS n, 'a' || x AS t, x / 2.0 AS d, x > 1 AS b,
		TIMESTAMP '1970-01-01 00:00:02' AS at, JSON '{"k": [1]}' AS j, ARRAY[x] AS a, NULL AS nothing FROM unnest(ARRAY[1, 2]) x`))
	if err != nil {
		t.Fatalf("%v: %+v", err, answer)
	}
	attributes := got.Data.Attributes
	if attributes.State != datadogV2.DDSQLTABULARQUERYSTATE_COMPLETED || got.UnparsedObject != nil || got.Data.UnparsedObject != nil || attributes.UnparsedObject != nil {
		t.Fatalf("got %s", text(t, got))
	}
	want := `[{"name":"n","type":"BIGINT","values":[1,2]},{"name":"t","type":"VARCHAR","values":["a1","a2"]},` +
		`{"name":"d","type":"DECIMAL","values":[0.5,1]},{"name":"b","type":"BOOLEAN","values":[false,true]},` +
		`{"name":"at","type":"TIMESTAMP","values":[2000,2000]},{"name":"j","type":"JSON","values":["{\"k\": [1]}","{\"k\": [1]}"]},` +
		`{"name":"a","type":"BIGINT[]","values":[[1],[2]]},{"name":"nothing","type":"VARCHAR","values":[null,null]}]`
	if columns := text(t, attributes.Columns); columns != want {
		t.Errorf("got %s", columns)
	}
	if got.Meta.RequestId == "" || got.Meta.RequestId != answer.Header.Get("DD-Request-ID") || got.Data.Id == "" {
		t.Errorf("got %s", text(t, got.Meta))
	}
}

func TestClientReadsTheTables(t *testing.T) {
	api, ctx := ours(t)
	for _, table := range []string{"aws.sagemaker_flow_definition", "aws.sagemaker_human_loop", "aws.sagemaker_workteam", "foureyes.audit"} {
		if _, _, err := api.ExecuteDdsqlTabularQuery(ctx, request("SELECT * FROM "+table+" LIMIT 5")); err != nil {
			t.Errorf("%s: %v", table, err)
		}
	}
}

func TestClientPollsForASlowQuery(t *testing.T) {
	api, ctx := ours(t)
	// Some seconds of work on any machine, and a minute at most: then the server ends it.
	got, _, err := api.ExecuteDdsqlTabularQuery(ctx, request("SELECT count(*) AS n FROM generate_series(1, 30000) a, generate_series(1, 3000) b WHERE a * b = 7"))
	polls := 0
	for err == nil && got.Data.Attributes.State == datadogV2.DDSQLTABULARQUERYSTATE_RUNNING {
		polls++
		attributes := *datadogV2.NewDdsqlTabularQueryFetchRequestAttributes(got.Data.Attributes.GetQueryId())
		data := *datadogV2.NewDdsqlTabularQueryFetchRequestData(attributes, datadogV2.DDSQLTABULARQUERYFETCHREQUESTTYPE_DDSQL_QUERY_FETCH_REQUEST)
		got, _, err = api.FetchDdsqlTabularQuery(ctx, *datadogV2.NewDdsqlTabularQueryFetchRequest(data))
	}
	if err != nil {
		t.Fatalf("after %d polls: %v", polls, err)
	}
	if columns := text(t, got.Data.Attributes.Columns); columns != `[{"name":"n","type":"BIGINT","values":[2]}]` {
		t.Errorf("got %s", columns)
	}
	t.Logf("%d polls", polls)
}

func TestClientUnderstandsRefusals(t *testing.T) {
	good, ctx := ours(t)
	limited := request("SELECT 1")
	limited.Data.Attributes.SetRowLimit(10_001)
	bad, badCtx := client(t, os.Getenv("AWS_ACCESS_KEY_ID"), "wrong")
	for name, test := range map[string]struct {
		api    *datadogV2.DDSQLApi
		ctx    context.Context
		in     datadogV2.DdsqlTabularQueryRequest
		status int
		detail string
	}{
		"syntax": {good, ctx, request("SELEC 1"), http.StatusBadRequest, `syntax error at or near "SELEC"`},
		"limit":  {good, ctx, limited, http.StatusBadRequest, "The row limit must be from 1 to 10000."},
		"key":    {bad, badCtx, request("SELECT 1"), http.StatusForbidden, "The access key or its secret is not right."},
	} {
		_, answer, err := test.api.ExecuteDdsqlTabularQuery(test.ctx, test.in)
		var failed datadog.GenericOpenAPIError
		if !errors.As(err, &failed) || answer.StatusCode != test.status {
			t.Errorf("%s: got %v, %v", name, err, answer)
			continue
		}
		model, ok := failed.Model().(datadogV2.JSONAPIErrorResponse)
		if !ok || len(model.Errors) != 1 || model.Errors[0].GetDetail() != test.detail || model.Errors[0].GetStatus() != fmt.Sprint(test.status) {
			t.Errorf("%s: got %s", name, failed.Body())
		}
	}
}
