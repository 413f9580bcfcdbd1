package fn

import (
	"regexp"
	"time"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// Env is what functions know of the query they run in. It belongs to one query
// and one goroutine.
type Env struct {
	// Now is when the transaction began, fixed for the query.
	Now time.Time
	// Clock is what clock_timestamp reads; nil gives Now.
	Clock func() time.Time
	// User, Database and Version are what current_user, current_database and
	// version give.
	User, Database, Version string
	// Settings answers current_setting and takes set_config; nil has none.
	Settings Settings
	// Catalog answers questions about tables and types; nil knows none.
	Catalog Catalog
	// Random gives numbers from 0 up to 1; nil always gives 0.
	Random func() float64
	// Canceled is asked inside long loops; an error ends the query. nil never ends it.
	Canceled func() error
	// MaxBytes is how large one value may grow, 0 for the default of 64 MiB.
	MaxBytes int64

	patterns map[string]*regexp.Regexp
	work     int64
}

// Settings are the session's parameters.
type Settings interface {
	// Setting finds a parameter by its name in lower case.
	Setting(name string) (string, bool)
	// SetSetting changes a parameter, for the transaction only when local.
	SetSetting(name, text string, local bool) error
}

// Catalog is what catalogue functions ask.
type Catalog interface {
	// SearchPath is the schemas in which names without schema are looked for,
	// pg_catalog among them when implicit is wanted.
	SearchPath(implicit bool) []string
	// FindRelation gives the OID of a table by schema (or empty) and name.
	FindRelation(schema, name string) (uint32, bool)
	// RelationName gives the schema and name of a relation, and whether the search
	// path finds it by its name alone.
	RelationName(oid uint32) (schema, name string, visible, ok bool)
	// FindSchema and SchemaName know namespaces.
	FindSchema(name string) (uint32, bool)
	SchemaName(oid uint32) (string, bool)
	// FindRole and RoleName know users.
	FindRole(name string) (uint32, bool)
	RoleName(oid uint32) (string, bool)
	// FindFunction and FunctionName know pg_proc.
	FindFunction(name string) (uint32, bool)
	FunctionName(oid uint32) (string, bool)
	// Description is the comment of a table (column 0), or of one of its columns.
	Description(relation uint32, column int) (string, bool)
	// IndexDefinition is CREATE INDEX of an index, or with column above 0 that
	// column's name. Short leaves out the schema of a table that the search path finds.
	IndexDefinition(index uint32, column int, short bool) (string, bool)
	// ConstraintDefinition is the text of a constraint, such as PRIMARY KEY (a, b).
	ConstraintDefinition(oid uint32) (string, bool)
	// ViewDefinition is the query of a view.
	ViewDefinition(relation uint32) (string, bool)
}

const defaultMaxBytes = 64 << 20

// Room refuses a value that would be larger than the query may make.
func (e *Env) Room(bytes int64) error {
	limit := e.MaxBytes
	if limit == 0 {
		limit = defaultMaxBytes
	}
	if bytes > limit {
		return sqlerr.New(sqlerr.ProgramLimitExceeded, "requested length too large").
			WithDetail("One value may have %d bytes.", limit)
	}
	return nil
}

// checkEvery is how many units of work pass between two looks at Canceled.
const checkEvery = 4096

// Worked counts units of work, about one row or a hundred bytes each, and asks
// now and then whether the query is to end.
func (e *Env) Worked(units int64) error {
	if e.work += units; e.work < checkEvery {
		return nil
	}
	e.work = 0
	if e.Canceled == nil {
		return nil
	}
	return e.Canceled()
}

func (e *Env) now() value.Value { return value.OfTimeTZ(e.Now) }

func (e *Env) searchPath(implicit bool) []string {
	if e.Catalog == nil {
		return nil
	}
	return e.Catalog.SearchPath(implicit)
}
