package store

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

// readURL reads where a PostgreSQL is and as whom to ask it: a URL, or a list of settings as
// libpq takes them. An error of it shows no password.
func readURL(url string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read the database URL: %w", err)
	}
	return config, besideViews(config)
}

const searchPath = "search_path"

// viewSchemas are the schemas of the native views (ShowViews). Some of those are called like
// the tables that they show.
var viewSchemas = []string{"aws", "foureyes"}

// besideViews keeps the tables apart from the views. PostgreSQL looks for a table in the
// schema that is called like the user first, and makes new ones there, so that a user foureyes
// would ask the views instead of the tables as soon as there are views.
func besideViews(config *pgx.ConnConfig) error {
	given, said := config.RuntimeParams[searchPath]
	for name := range strings.SplitSeq(given, ",") {
		if name = strings.Trim(name, ` "`); slices.Contains(viewSchemas, name) {
			return fmt.Errorf("%s in the database URL names the schema %s, which is for views; name another one for the tables", searchPath, name)
		}
	}
	if !said && slices.Contains(viewSchemas, config.User) && !strings.Contains(config.RuntimeParams["options"], searchPath) {
		config.RuntimeParams[searchPath] = "public"
	}
	return nil
}
