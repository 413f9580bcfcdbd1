package catalog

import (
	"slices"
	"strings"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/value"
)

// The languages of functions, and the first OIDs of operators and casts.
const (
	languageInternal = 12
	firstOperatorOID = 80000
	firstCastOID     = 85000
)

// functionMakers are the catalogues of functions, operators and casts: those that
// package fn has, and in pg_proc those with which PostgreSQL reads and writes types.
func functionMakers() map[[2]string]rowMaker {
	return map[[2]string]rowMaker{
		nameOf("pg_proc"):      {file: "pg_proc", fixed: procRows},
		nameOf("pg_aggregate"): {fixed: aggregateRows},
		nameOf("pg_operator"):  {fixed: operatorRows},
		nameOf("pg_cast"):      {fixed: castRows},
	}
}

func procRows() []fields {
	list := fn.List()
	rows := make([]fields, len(list))
	for i := range list {
		rows[i] = procRow(fn.FirstFunctionOID+uint32(i), &list[i])
	}
	return rows
}

func procRow(oid uint32, l *fn.Listing) fields {
	f := fields{
		"oid": oid, "proname": l.Name, "pronamespace": oidCatalog, "proowner": oidOwner, "prolang": languageInternal, "procost": 1,
		"prokind": l.Kind, "proisstrict": l.Strict, "proretset": l.Set, "provolatile": "isv"[l.Volatility], "proparallel": "s",
		"pronargs": len(l.Args), "pronargdefaults": l.Defaults, "prorettype": int64(l.Returns), "prosrc": l.Name,
		"proargtypes": vector(value.OID, typeOIDs(l.Args)),
	}
	if l.Set {
		f["prorows"] = 1000
	}
	if l.Variadic && len(l.Args) > 0 {
		last := l.Args[len(l.Args)-1]
		f["provariadic"] = int64(last)
		if last.IsArray() {
			f["provariadic"] = int64(last.Elem())
		}
	}
	if len(l.Columns) > 0 {
		f["proallargtypes"], f["proargmodes"], f["proargnames"] = tableArguments(l)
	}
	return f
}

// tableArguments are the arguments of a function that gives rows, with the columns
// of those.
func tableArguments(l *fn.Listing) (types, modes, names value.Value) {
	var t, m, n []value.Value
	for _, arg := range l.Args {
		t, m, n = append(t, value.OfInt(int64(arg))), append(m, value.OfText("i")), append(n, value.OfText(""))
	}
	for _, c := range l.Columns {
		t, m, n = append(t, value.OfInt(int64(c.Type))), append(m, value.OfText("t")), append(n, value.OfText(c.Name))
	}
	return value.NewArray(value.OID, t...), value.NewArray(value.Char, m...), value.NewArray(value.Text, n...)
}

func typeOIDs(types []value.Type) []int64 {
	oids := make([]int64, len(types))
	for i, t := range types {
		oids[i] = int64(t)
	}
	return oids
}

func aggregateRows() []fields {
	var rows []fields
	for i, l := range fn.List() {
		if l.Kind != 'a' {
			continue
		}
		f := fields{
			"aggfnoid": value.OfReg(fn.FirstFunctionOID+uint32(i), l.Name), "aggkind": "n", "aggfinalmodify": "r", "aggmfinalmodify": "r",
		}
		if l.Ordered >= 0 {
			f["aggkind"], f["aggnumdirectargs"] = "o", l.Ordered
		}
		rows = append(rows, f)
	}
	return rows
}

func operatorRows() []fields {
	var rows []fields
	for i, l := range fn.Operators() {
		f := fields{
			"oid": firstOperatorOID + i, "oprname": l.Name, "oprnamespace": oidCatalog, "oprowner": oidOwner, "oprkind": "b",
			"oprright": int64(l.Args[len(l.Args)-1]), "oprresult": int64(l.Returns), "oprcanhash": l.Name == "=",
		}
		if len(l.Args) == 1 {
			f["oprkind"] = "l"
		} else {
			f["oprleft"] = int64(l.Args[0])
		}
		rows = append(rows, f)
	}
	return rows
}

func castRows() []fields {
	list := fn.Casts()
	slices.SortFunc(list, func(a, b fn.CastListing) int {
		if a.From != b.From {
			return int(a.From) - int(b.From)
		}
		return int(a.To) - int(b.To)
	})
	var rows []fields
	for i, c := range list {
		rows = append(rows, fields{
			"oid": firstCastOID + i, "castsource": int64(c.From), "casttarget": int64(c.To), "castcontext": "iae"[c.Context], "castmethod": "f",
		})
	}
	return rows
}

// functionNames finds functions by name, and names by OID.
type functionNames struct {
	byName map[string]uint32
	byOID  map[uint32]string
}

var theFunctions lazy[functionNames]

func functions() functionNames { return theFunctions.get(newFunctionNames) }

func newFunctionNames() functionNames {
	n := functionNames{map[string]uint32{}, map[uint32]string{}}
	s := catalogues().byName[nameOf("pg_proc")]
	for _, b := range s.fixedRows() {
		for _, row := range b.rows {
			oid, name := uint32(row[s.at["oid"]].Int()), row[s.at["proname"]].Str()
			if _, ok := n.byName[name]; !ok {
				n.byName[name] = oid
			}
			n.byOID[oid] = name
		}
	}
	return n
}

// FindFunction gives the OID of a function by its name, the first one of several.
func (c *Catalog) FindFunction(name string) (uint32, bool) {
	oid, ok := functions().byName[strings.TrimPrefix(name, "pg_catalog.")]
	return oid, ok
}

// FunctionName gives the name of a function.
func (c *Catalog) FunctionName(oid uint32) (string, bool) {
	name, ok := functions().byOID[oid]
	return name, ok
}
