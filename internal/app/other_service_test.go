package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestOtherServicesAreRefusedSoThatTheirSDKsCanReadIt(t *testing.T) {
	for content, want := range map[string]string{
		"application/x-www-form-urlencoded": "<Code>UnknownOperationException</Code><Message>This endpoint speaks SageMaker",
		"":                                  "<Code>UnknownOperationException</Code>",
		"application/json":                  `{"__type":"UnknownOperationException","message":"This endpoint speaks SageMaker`,
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil)
		r.Header.Set("Authorization", signedFor("iam"))
		r.Header.Set("X-Amz-Date", "20260203T120000Z")
		r.Header.Set("Content-Type", content)
		w := httptest.NewRecorder()
		newRouter().ServeHTTP(w, r)
		if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), want) || w.Header().Get("X-Amzn-Errortype") != "UnknownOperationException" {
			t.Errorf("%q: %d %s", content, w.Code, w.Body)
		}
	}
}
