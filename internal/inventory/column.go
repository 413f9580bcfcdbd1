package inventory

import (
	"slices"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

// Kind is what the values of a column are.
type Kind uint8

// The kinds of columns.
const (
	Text   Kind = iota
	Number      // an integer
	Real        // a double
	Moment      // a timestamp in UTC, to the millisecond
	JSON
	Tags // an hstore
	Texts
)

// types are how the kinds are called in SQL and in the directory, which has the
// words of the data directory that these tables are modelled on.
var types = map[Kind]struct {
	sql       value.Type
	directory string
}{
	Text:   {value.Text, "string"},
	Number: {value.Int8, "bigint"},
	Real:   {value.Float8, "double"},
	Moment: {value.Timestamp, "timestamp"},
	JSON:   {value.JSON, "json"},
	Tags:   {value.Hstore, "hstore_csv"},
	Texts:  {value.TextArray, "array<string>"},
}

// Column is one column of a table.
type Column struct {
	Name        string
	Kind        Kind
	NotNull     bool
	Description string
}

// Definition is what a table looks like.
type Definition struct {
	Schema, Name   string
	Title, Summary string
	Columns        []Column
	// Indexes are orders that the database has at hand for one account's rows.
	Indexes [][]string

	meta *table.Meta
}

// String is the name by which queries know the table.
func (d *Definition) String() string { return d.Schema + "." + d.Name }

// Column finds a column's position by its name, -1 when there is none.
func (d *Definition) Column(name string) int {
	return slices.IndexFunc(d.Columns, func(c Column) bool { return c.Name == name })
}

// defined completes a definition. The first column is the primary key of each table.
func defined(d Definition) *Definition {
	d.meta = &table.Meta{
		Schema: d.Schema, Name: d.Name, Title: d.Title, Summary: d.Summary, Key: []int{0},
		Indexes: []table.Index{{Name: d.Name + "_pkey", Columns: []int{0}, Unique: true}},
	}
	for _, c := range d.Columns {
		t := types[c.Kind]
		d.meta.Columns = append(d.meta.Columns, table.Column{
			Name: c.Name, Type: t.sql, Directory: t.directory, Comment: c.Description, NotNull: c.NotNull,
		})
	}
	for _, names := range d.Indexes {
		index := table.Index{Name: d.Name}
		for _, name := range names {
			index.Name += "_" + name
			index.Columns = append(index.Columns, d.Column(name))
		}
		d.meta.Indexes = append(d.meta.Indexes, index)
	}
	return &d
}

// The columns that every table has.
var (
	accountColumn = Column{"account_id", Text, true, "The twelve digits of the account that the row belongs to."}
	regionColumn  = Column{"region", Text, true, "The region that the row belongs to."}
	tagsColumn    = Column{"tags", Tags, true, "The tags of the resource by their keys; empty when it has none."}
)

// keyColumn is the first column of every table.
func keyColumn(description string) Column { return Column{"_key", Text, true, description} }
