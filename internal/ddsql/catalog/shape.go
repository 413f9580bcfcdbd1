package catalog

import (
	_ "embed"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/table"
	"foureyes/internal/ddsql/value"
)

//go:embed data/shapes.txt
var shapesText string

// shape is one catalogue: its OID and what it looks like.
type shape struct {
	oid  uint32
	kind byte // r or v, as in pg_class.relkind
	meta *table.Meta
	at   map[string]int // a column's position
	rows rowMaker
	// blank is a row about which nothing is known.
	blank []value.Value

	shared lazy[[]block] // rows that are the same for every snapshot
}

// shelf is every catalogue by schema and name, and in the order of the file.
type shelf struct {
	byName map[[2]string]*shape
	byOID  map[uint32]*shape
	list   []*shape
}

var theShelf lazy[*shelf]

// catalogues is every catalogue.
func catalogues() *shelf { return theShelf.get(newShelf) }

func newShelf() *shelf {
	s := &shelf{byName: map[[2]string]*shape{}, byOID: map[uint32]*shape{}}
	for line := range strings.Lines(shapesText) {
		one := readShape(strings.Fields(line), uint32(len(s.list)))
		s.list = append(s.list, one)
		s.byOID[one.oid] = one
		s.byName[[2]string{one.meta.Schema, one.meta.Name}] = one
	}
	for name, rows := range makers() {
		s.byName[name].rows = rows
	}
	return s
}

// addSystem adds a column that queries can name, the same in all rows.
func (s *shape) addSystem(name string, t value.Type, v value.Value) {
	s.meta.System = append(s.meta.System, table.Column{Name: name, Type: t, NotNull: true})
	s.blank = append(s.blank, v)
}

// readShape reads the line of one catalogue: schema, name, kind, OID, columns. The
// number gives the OID of one that has none of its own.
func readShape(words []string, number uint32) *shape {
	oid, err := strconv.ParseUint(words[3], 10, 32)
	if err != nil {
		panic("catalog: " + err.Error()) // the file is part of the program, and tested
	}
	s := &shape{
		oid: uint32(oid), kind: words[2][0], at: map[string]int{},
		meta: &table.Meta{Schema: words[0], Name: words[1], View: words[2] == "v", Rows: 100},
	}
	for i, word := range words[4:] {
		name, typ, _ := strings.Cut(word, ":")
		typ, notNull := strings.CutSuffix(typ, "!")
		s.meta.Columns = append(s.meta.Columns, table.Column{Name: name, Type: shapeType(typ), NotNull: notNull})
		s.at[name] = i
		blank := value.Null
		if notNull {
			blank = zero(shapeType(typ))
		}
		s.blank = append(s.blank, blank)
	}
	if s.oid == 0 {
		s.oid = firstSystem + number
	}
	s.addSystem("tableoid", value.OID, value.OfInt(int64(s.oid)))
	s.addSystem("xmin", value.XID, value.OfInt(1))
	return s
}

// shapeType is a column's type; text stands for those that the dialect has not got.
func shapeType(name string) value.Type {
	switch name {
	case "numeric":
		return value.Numeric // whose name means double precision in a query
	case "anyarray":
		return value.TextArray
	}
	if t, ok := value.ByName(name); ok {
		return t
	}
	return value.Text
}

// nameOf is what makers calls a catalogue of pg_catalog, and infoOf one of
// information_schema.
func nameOf(name string) [2]string { return [2]string{"pg_catalog", name} }

func infoOf(name string) [2]string { return [2]string{"information_schema", name} }
