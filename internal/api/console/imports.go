package console

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/imports"
	"foureyes/internal/imports/rows"
	"foureyes/internal/page"
)

// chunkPatience is how long a client may take to send a chunk.
const chunkPatience = 5 * time.Minute

// ImportColumn says what becomes of a CSV column.
type ImportColumn struct {
	Name   string `json:"name" minLength:"1" maxLength:"1024"`
	Member string `json:"member,omitempty" maxLength:"1024" doc:"Where the value stands in the input, such as prediction.score; the column's name when left out. A dot that is part of a name is written \\."`
	Type   string `json:"type,omitempty" enum:"text,number,boolean,json,skip" doc:"A text when left out; skip leaves the column out."`
}

// ImportLayout says how rows become inputs.
type ImportLayout struct {
	Format      string         `json:"format" enum:"csv,jsonl"`
	NameColumn  string         `json:"nameColumn,omitempty" maxLength:"1024" doc:"The column, or member of a JSON line, with the names of the human loops; names are made when left out."`
	InputColumn string         `json:"inputColumn,omitempty" maxLength:"1024" doc:"The column or member that holds the whole input as JSON; the row is the input when left out."`
	Delimiter   string         `json:"delimiter,omitempty" maxLength:"4" doc:"CSV: what parts the columns; as the first line shows when left out."`
	Prefix      string         `json:"prefix,omitempty" maxLength:"1024" doc:"CSV: take only columns that begin so, and leave that away in the names of members."`
	Columns     []ImportColumn `json:"columns,omitempty" maxItems:"2000" doc:"CSV: what is special about columns."`
}

func (l ImportLayout) layout() rows.Layout {
	out := rows.Layout{Format: rows.Format(l.Format), NameColumn: l.NameColumn, InputColumn: l.InputColumn, Delimiter: l.Delimiter, Prefix: l.Prefix}
	for _, c := range l.Columns {
		out.Columns = append(out.Columns, rows.Column{Name: c.Name, Member: c.Member, Type: rows.Type(c.Type)})
	}
	return out
}

func layoutOf(l rows.Layout) ImportLayout {
	out := ImportLayout{Format: string(l.Format), NameColumn: l.NameColumn, InputColumn: l.InputColumn, Delimiter: l.Delimiter, Prefix: l.Prefix}
	for _, c := range l.Columns {
		out.Columns = append(out.Columns, ImportColumn{Name: c.Name, Member: c.Member, Type: string(c.Type)})
	}
	return out
}

// Import is a file and what has become of it.
type Import struct {
	ID       string       `json:"id"`
	FileName string       `json:"fileName"`
	Layout   ImportLayout `json:"layout"`
	Status   string       `json:"status" enum:"Uploading,Checking,Checked,Starting,Completed,Cancelled,Failed"`
	Reason   string       `json:"reason,omitempty" doc:"Why it Failed or was Cancelled, or what it waits for."`

	Size      int64 `json:"size" doc:"Of the file, in bytes."`
	Received  int64 `json:"received" doc:"Bytes that are there: the next chunk begins here."`
	ChunkSize int   `json:"chunkSize" doc:"Bytes of each chunk but the last."`

	Rows      int   `json:"rows" doc:"Rows that were checked."`
	Bad       int   `json:"bad" doc:"Of them, those that cannot start a human loop."`
	Done      int   `json:"done" doc:"Rows that the pass which runs, or ran last, is through with."`
	DoneBytes int64 `json:"doneBytes" doc:"The same in bytes of the file."`
	Started   int   `json:"started" doc:"Human loops that were started."`
	Refused   int   `json:"refused" doc:"Rows that were in order when they were checked, and were refused when they started."`
	Unneeded  int   `json:"unneeded" doc:"Rows for which no condition for review is met, in the pass which runs or ran last."`

	CreationTime     time.Time  `json:"creationTime"`
	LastModifiedTime time.Time  `json:"lastModifiedTime"`
	EndTime          *time.Time `json:"endTime,omitempty"`
}

func importOf(i imports.Import) Import {
	return Import{
		ID: i.ID, FileName: i.FileName, Layout: layoutOf(i.Layout), Status: string(i.Status), Reason: i.Reason,
		Size: i.Size, Received: i.Received, ChunkSize: imports.ChunkSize,
		Rows: i.Rows, Bad: i.Bad, Done: i.Place.Rows, DoneBytes: i.Place.Offset, Started: i.Started, Refused: i.Refused, Unneeded: i.Unneeded,
		CreationTime: i.CreatedAt, LastModifiedTime: i.ChangedAt, EndTime: orNil(i.EndedAt),
	}
}

// ImportProblem is what is wrong with a row.
type ImportProblem struct {
	Row           int    `json:"row" doc:"From 1; a header and empty lines do not count."`
	HumanLoopName string `json:"humanLoopName,omitempty" doc:"As the file has it."`
	Problem       string `json:"problem"`
}

type createImportInput struct {
	FlowPath

	Body struct {
		FileName    string       `json:"fileName" maxLength:"255"`
		Size        int64        `json:"size" minimum:"1" doc:"Of the file, in bytes; at most 512 MiB."`
		Fingerprint string       `json:"fingerprint,omitempty" maxLength:"256" doc:"What tells this file from others, such as its SHA-256. Asking again with the same one, size and layout gives the same import, unless that Failed or was Cancelled."`
		Layout      ImportLayout `json:"layout"`
	}
}

type importOutput struct{ Body Import }

// ImportPath names an import.
type ImportPath struct {
	FlowPath

	ID string `path:"id" maxLength:"26"`
}

type importChunkInput struct {
	ImportPath

	Offset  int64  `query:"offset" required:"true" minimum:"0" doc:"Where the chunk begins in the file: a multiple of chunkSize, and no further than what was received."`
	RawBody []byte `contentType:"application/octet-stream"`
}

type listImportsInput struct {
	FlowPath

	MaxResults int    `query:"maxResults" minimum:"1" maximum:"100" default:"20"`
	NextToken  string `query:"nextToken" maxLength:"8192"`
}

type listImportsOutput struct {
	Body struct {
		Imports   []Import `json:"imports" nullable:"false"`
		NextToken string   `json:"nextToken,omitempty"`
	}
}

type importProblemsInput struct {
	ImportPath

	After      int `query:"after" minimum:"0" doc:"The last row of the page before."`
	MaxResults int `query:"maxResults" minimum:"1" maximum:"1000" default:"100"`
}

type importProblemsOutput struct {
	Body struct {
		Problems []ImportProblem `json:"problems" nullable:"false"`
		More     bool            `json:"more" doc:"There are problems of rows behind these."`
	}
}

func (a *api) importRoutes() {
	const all = "/flow-definitions/{name}/imports"
	const one = all + "/{id}"
	look, change := a.ForRequesters("foureyes:GetImport", flowOf), a.ForRequesters("foureyes:ImportHumanLoops", flowOf)
	fails := jsonapi.Errors(http.StatusConflict)
	huma.Register(a, jsonapi.Operation("createImport", http.MethodPost, all, "Begin to start many human loops from a file", change, fails,
		func(o *huma.Operation) { o.DefaultStatus = http.StatusCreated }), a.createImport)
	huma.Register(a, jsonapi.Operation("listImports", http.MethodGet, all, "Imports of a flow definition, the newest first", look), a.listImports)
	huma.Register(a, jsonapi.Operation("getImport", http.MethodGet, one, "How far an import is", look), a.getImport)
	huma.Register(a, jsonapi.Operation("uploadImportChunk", http.MethodPut, one+"/file", "Send a chunk of the file; with the last one the check of all rows begins",
		change, fails, jsonapi.Untold, takesChunks), a.uploadImportChunk)
	huma.Register(a, jsonapi.Operation("startImport", http.MethodPost, one+"/start", "Start the human loops of the rows that are in order", change, fails), a.startImport)
	huma.Register(a, jsonapi.Operation("cancelImport", http.MethodPost, one+"/cancel", "End an import; human loops that it has started stay", change, fails), a.cancelImport)
	huma.Register(a, jsonapi.Operation("listImportProblems", http.MethodGet, one+"/problems", "What is wrong with rows", look), a.importProblems)
	huma.Register(a, jsonapi.Operation("downloadImportProblems", http.MethodGet, one+"/problems/file", "What is wrong with rows, as CSV", look, givesCSV), a.downloadImportProblems)
}

// takesChunks lets a body be as large as a chunk, and come as slowly as it may. A body of
// MaxBodyBytes itself is refused by huma.
func takesChunks(o *huma.Operation) {
	o.MaxBodyBytes = imports.ChunkSize + 1
	o.BodyReadTimeout = chunkPatience
}

func givesCSV(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {
		Description: "The columns row, humanLoopName and problem.",
		Content:     map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
	}}
}

// principal is who asks: a person's ARN in the account, or that of an access key.
func principal(ctx context.Context, account string) string {
	c := jsonapi.CallerOf(ctx)
	if c.Principal != "" {
		return c.Principal
	}
	return auth.PersonARN(account, c.Person)
}

func (a *api) createImport(ctx context.Context, in *createImportInput) (*importOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	i, err := a.p.Imports.Create(ctx, imports.Request{
		Account: account, Region: region, Flow: in.Name, Principal: principal(ctx, account), FileName: in.Body.FileName,
		Size: in.Body.Size, Fingerprint: in.Body.Fingerprint, Layout: in.Body.Layout.layout(),
	}, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &importOutput{importOf(i)}, err)
}

// found finds the import of a path.
func (a *api) found(ctx context.Context, in ImportPath) (imports.Import, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return imports.Import{}, err
	}
	i, err := a.p.Imports.Find(ctx, account, region, in.Name, in.ID)
	if err != nil {
		return i, a.Problem(ctx, err)
	}
	return i, nil
}

func (a *api) getImport(ctx context.Context, in *ImportPath) (*importOutput, error) {
	i, err := a.found(ctx, *in)
	if err != nil {
		return nil, err
	}
	return &importOutput{importOf(i)}, nil
}

func (a *api) uploadImportChunk(ctx context.Context, in *importChunkInput) (*importOutput, error) {
	i, err := a.found(ctx, in.ImportPath)
	if err != nil {
		return nil, err
	}
	i, err = a.p.Imports.Upload(ctx, i, in.Offset, in.RawBody, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &importOutput{importOf(i)}, err)
}

func (a *api) startImport(ctx context.Context, in *ImportPath) (*importOutput, error) {
	return a.changeImport(ctx, *in, a.p.Imports.Start)
}

func (a *api) cancelImport(ctx context.Context, in *ImportPath) (*importOutput, error) {
	return a.changeImport(ctx, *in, a.p.Imports.Cancel)
}

func (a *api) changeImport(ctx context.Context, in ImportPath, change func(context.Context, imports.Import, time.Time) (imports.Import, error)) (*importOutput, error) {
	i, err := a.found(ctx, in)
	if err != nil {
		return nil, err
	}
	i, err = change(ctx, i, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &importOutput{importOf(i)}, err)
}

func (a *api) listImports(ctx context.Context, in *listImportsInput) (*listImportsOutput, error) {
	account, region, err := in.of(ctx, a)
	if err != nil {
		return nil, err
	}
	list := "imports\x00" + account + "\x00" + region + "\x00" + in.Name
	q, err := a.p.Tokens.Query(list, page.Request{MaxResults: &in.MaxResults, NextToken: &in.NextToken, Descending: true})
	if err != nil {
		return nil, huma.Error422UnprocessableEntity("nextToken is not valid for this list.")
	}
	all, err := a.p.Imports.List(ctx, account, region, in.Name, q)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	kept, last := page.More(all, q.Limit)
	out := &listImportsOutput{}
	out.Body.Imports = make([]Import, 0, len(kept))
	for _, i := range kept {
		out.Body.Imports = append(out.Body.Imports, importOf(i))
	}
	if last != nil {
		if next := a.p.Tokens.Next(list, q, &page.Key{CreatedAt: last.CreatedAt, ID: last.ID}); next != nil {
			out.Body.NextToken = *next
		}
	}
	return out, nil
}

func (a *api) importProblems(ctx context.Context, in *importProblemsInput) (*importProblemsOutput, error) {
	i, err := a.found(ctx, in.ImportPath)
	if err != nil {
		return nil, err
	}
	problems, err := a.p.Imports.Problems(ctx, i, in.After, in.MaxResults+1)
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	kept, last := page.More(problems, in.MaxResults)
	out := &importProblemsOutput{}
	out.Body.More = last != nil
	out.Body.Problems = make([]ImportProblem, 0, len(kept))
	for _, p := range kept {
		out.Body.Problems = append(out.Body.Problems, ImportProblem{Row: p.Row, HumanLoopName: p.Name, Problem: p.Message})
	}
	return out, nil
}

func (a *api) downloadImportProblems(ctx context.Context, in *ImportPath) (*huma.StreamResponse, error) {
	i, err := a.found(ctx, *in)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		h.SetHeader("Content-Type", "text/csv; charset=utf-8")
		h.SetHeader("Content-Disposition", "attachment; filename="+strconv.Quote("problems-"+i.ID+".csv"))
		if err := a.p.Imports.WriteProblems(ctx, i, a.patient(h)); err != nil {
			a.Log.WarnContext(ctx, "a list of problems was cut off", "import", i.ID, "error", err)
			panic(http.ErrAbortHandler) // as for exports
		}
	}}, nil
}
