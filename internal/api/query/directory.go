package query

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
	"foureyes/internal/auth"
	"foureyes/internal/inventory"
)

type directoryOutput struct {
	Body struct {
		Tables []inventory.Dataset `json:"tables" nullable:"false"`
	}
}

type tableInput struct {
	AccountInput

	Name string `path:"name" maxLength:"128" doc:"With its schema, as aws.sagemaker_flow_definition."`
}

type tableOutput struct{ Body inventory.Dataset }

func (a *api) directoryRoutes() {
	huma.Register(a, jsonapi.Operation("listTables", http.MethodGet, "/sql/tables", "The data directory: all tables with their columns",
		a.ForRequesters(auth.ActionQuery, anything)), a.directory)
	huma.Register(a, jsonapi.Operation("describeTable", http.MethodGet, "/sql/tables/{name}", "A table with its columns",
		a.ForRequesters(auth.ActionQuery, anything)), a.table)
}

func (a *api) directory(context.Context, *AccountInput) (*directoryOutput, error) {
	out := &directoryOutput{}
	out.Body.Tables = inventory.Directory()
	return out, nil
}

func (a *api) table(_ context.Context, in *tableInput) (*tableOutput, error) {
	d, ok := inventory.Described(in.Name)
	if !ok {
		return nil, huma.Error404NotFound("There is no table " + in.Name + ". GET /api/v1/sql/tables lists those that are.")
	}
	return &tableOutput{d}, nil
}
