package main

import (
	"context"
	"fmt"
	"io"

	"foureyes/internal/app"
)

type sqlRoleCommand struct {
	Create sqlRoleCreateCommand `cmd:"" help:"Make a role that reads the views of one account, and print its password."`
	Delete sqlRoleDeleteCommand `cmd:"" help:"Remove a role."`
}

// database is where roles are: they are PostgreSQL's own, so no server is asked.
type database struct {
	DatabaseURL string `required:"" help:"The server's PostgreSQL database, with a user who may make roles." placeholder:"URL"`
}

type sqlRoleCreateCommand struct {
	database

	Role    string `arg:"" help:"The name of the role."`
	Account string `required:"" help:"Whose rows the role sees." placeholder:"ID"`
}

// Run makes the role.
func (c *sqlRoleCreateCommand) Run(ctx context.Context, w io.Writer) error {
	password, err := app.CreateSQLRole(ctx, c.DatabaseURL, c.Role, c.Account)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", password)
	return err
}

type sqlRoleDeleteCommand struct {
	database

	Role string `arg:"" help:"The name of the role."`
}

// Run removes the role.
func (c *sqlRoleDeleteCommand) Run(ctx context.Context) error {
	return app.DeleteSQLRole(ctx, c.DatabaseURL, c.Role)
}
