package app

import (
	"net/http"
	"strings"

	"foureyes/internal/aws"
)

// unknownService is the one sentence for services that are not here.
const unknownService = "This endpoint speaks SageMaker (human review), the A2I runtime, Textract AnalyzeDocument, Rekognition DetectModerationLabels, S3 and STS GetCallerIdentity only."

// otherService refuses services that are not here so that their SDKs can read it:
// those of the JSON protocols find the code in the header, the others in the XML.
func otherService(w http.ResponseWriter, r *http.Request) {
	id, _ := aws.RequestFrom(r.Context())
	h := w.Header()
	h.Set("X-Amzn-Errortype", "UnknownOperationException")
	if strings.Contains(r.Header.Get("Content-Type"), "json") {
		h.Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"__type":"UnknownOperationException","message":"` + unknownService + `","Message":"` + unknownService + `"}`))
		return
	}
	h.Set("Content-Type", "text/xml; charset=utf-8")
	w.WriteHeader(http.StatusBadRequest)
	_, _ = w.Write([]byte(`<ErrorResponse><Error><Type>Sender</Type><Code>UnknownOperationException</Code>` +
		`<Message>` + unknownService + `</Message></Error><RequestId>` + id + `</RequestId></ErrorResponse>`))
}
