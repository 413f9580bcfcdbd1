package console

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/bulk"
	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
)

const (
	// mostExporting is how many exports are made at a time: each reads through all loops
	// of a flow definition.
	mostExporting = 4
	// exportPatience is how long a client may take for the next part of an export.
	exportPatience = time.Minute
)

type exportInput struct {
	FlowPath

	Format string    `query:"format" enum:"csv,jsonl,parquet" default:"jsonl"`
	Status string    `query:"status" enum:"InProgress,Failed,Completed,Stopped,Stopping" doc:"Only human loops with this status."`
	From   time.Time `query:"from" doc:"Only human loops that were created at this time or later."`
	Until  time.Time `query:"until" doc:"Only human loops that were created before."`
}

func (a *api) exportRoutes() {
	huma.Register(a, jsonapi.Operation("exportHumanLoops", http.MethodGet, "/flow-definitions/{name}/export", "Export human loops with their answers",
		a.ForRequesters("foureyes:ExportHumanLoops", flowOf), a.exports, jsonapi.Told), a.export)
}

// mediaTypes are those of the formats.
var mediaTypes = map[bulk.Format]string{
	bulk.CSV: "text/csv; charset=utf-8", bulk.JSONLines: "application/x-ndjson", bulk.Parquet: "application/vnd.apache.parquet",
}

// exports describes the three kinds of answer.
func (a *api) exports(o *huma.Operation) {
	o.Description = "Human loops, the oldest first, as a file: JSON Lines with one human loop on each, or a table with a row for each answer " +
		"and a column for each member of inputs and answers (docs/bulk.md). Programs and people need the permission foureyes:ExportHumanLoops " +
		"on the flow definition. An answer that ends early was cut off by an error."
	bytes := &huma.Schema{Type: huma.TypeString, Format: "binary"}
	o.Responses = map[string]*huma.Response{"200": {
		Description: "The file.",
		Content: map[string]*huma.MediaType{
			"application/x-ndjson":           {Schema: huma.SchemaFromType(a.OpenAPI().Components.Schemas, reflect.TypeFor[bulk.Line]())},
			"text/csv":                       {Schema: bytes},
			"application/vnd.apache.parquet": {Schema: bytes},
		},
	}}
}

func (a *api) export(ctx context.Context, in *exportInput) (*huma.StreamResponse, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	select {
	case a.exporting <- struct{}{}:
	default:
		return nil, a.Problem(ctx, fault.New(fault.Throttled, bulk.Subject, "Other exports are being made. Ask again in a moment."))
	}
	format := bulk.Format(in.Format)
	write, err := a.p.Bulk.Export(ctx, bulk.Request{
		Account: account, Region: region, Flow: in.Name, Format: format,
		Status: humanloop.Status(in.Status), From: in.From, Until: in.Until,
	}, jsonapi.Now(ctx))
	if err != nil {
		<-a.exporting
		return nil, a.Problem(ctx, err)
	}
	// Told when it begins: what was sent of one that is cut off has been given away too.
	a.Tell(ctx)
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer func() { <-a.exporting }()
		h.SetHeader("Content-Type", mediaTypes[format])
		h.SetHeader("Content-Disposition", `attachment; filename="`+in.Name+`.`+in.Format+`"`)
		if err := write(ctx, a.patient(h)); err != nil {
			a.Log.WarnContext(ctx, "an export was cut off", "flow_definition", in.Name, "error", err)
			// The status has been sent: only a broken connection tells that this is not all.
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

// patientWriter gives a client some time for each part, not for the whole.
type patientWriter struct {
	w   io.Writer
	out *http.ResponseController
	now func() time.Time
}

func (a *api) patient(h huma.Context) io.Writer {
	_, w := humago.Unwrap(h)
	return &patientWriter{w, http.NewResponseController(w), a.p.Now}
}

// Write writes a part.
func (p *patientWriter) Write(b []byte) (int, error) {
	_ = p.out.SetWriteDeadline(p.now().Add(exportPatience)) // a writer of tests may have none
	return p.w.Write(b)                                     //nolint:wrapcheck // a writer hands on what it is told
}
