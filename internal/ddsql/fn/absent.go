package fn

import (
	"strings"

	"foureyes/internal/ddsql/value"
)

// addAbsent adds the functions about what a read-only engine has not got, which
// clients call all the same: they say that there is none.
func addAbsent(s *shelf) {
	oid, i, t, b, class := value.OID, value.Int8, value.Text, value.Bool, value.RegClass
	null, no := constant(value.Null), constant(value.OfBool(false))
	nothing := constant(value.OfInt(0))
	for _, f := range []Func{
		strict("pg_get_function_sqlbody", types(oid), t, null),
		strict("pg_get_function_arg_default", types(oid, i), t, null),
		strict("pg_get_partition_constraintdef", types(oid), t, null),
		strict("pg_describe_object", types(oid, oid, i), t, null),
		strict("pg_collation_actual_version", types(oid), t, null),
		strict("pg_partition_root", types(class), class, null),
		strict("pg_filenode_relation", types(oid, oid), class, null),
		strict("pg_get_replica_identity_index", types(class), class, null),
		strict("pg_sequence_last_value", types(class), i, null),
		strict("acldefault", types(value.Char, oid), value.ACLItem.Array(), null),
		loose("inet_client_port", nil, i, null),
		strict("pg_tablespace_size", types(oid), i, nothing),
		strict("pg_tablespace_size", types(value.Name), i, nothing),
		strict("pg_database_size", types(oid), i, nothing),
		strict("pg_relation_is_updatable", types(class, b), i, nothing),
		strict("pg_stat_get_live_tuples", types(oid), i, nothing),
		strict("pg_stat_get_numscans", types(oid), i, nothing),
		strict("pg_my_temp_schema", nil, oid, nothing),
		strict("pg_trigger_depth", nil, i, nothing),
		strict("age", types(value.XID), i, nothing),
		strict("pg_column_is_updatable", types(class, i, b), b, no),
		strict("pg_is_other_temp_schema", types(oid), b, no),
		strict("row_security_active", types(oid), b, no),
		strict("row_security_active", types(t), b, no),
		strict("pg_jit_available", nil, b, no),
		strict("pg_blocking_pids", types(i), value.Int8Array, constant(value.NewArray(value.Int8))),
		strict("getdatabaseencoding", nil, value.Name, constant(value.OfText("UTF8"))),
		strict("pg_encoding_max_length", types(i), i, constant(value.OfInt(4))),
		strict("pg_relation_filenode", types(class), oid, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfInt(a[0].Int()), nil
		}),
		strict("oidvectortypes", types(value.OIDVector), t, vectorTypes),
		strict("to_regprocedure", types(t), value.RegProcedure, toReg(value.RegProcedure)),
	} {
		s.add(f.stable())
	}
	s.addAbsentRows()
}

// addAbsentRows adds those that give rows, and have none to give.
func (s *shelf) addAbsentRows() {
	open := func(*Env, []value.Value) (Next, error) { return none, nil }
	s.addSets(
		Set{Name: "pg_partition_ancestors", Args: types(value.RegClass), Returns: value.RegClass, Columns: []Column{{"relid", value.RegClass}}, Strict: true, Open: open},
		Set{Name: "pg_listening_channels", Returns: value.Text, Strict: true, Open: open},
		Set{
			Name: "pg_options_to_table", Args: types(value.TextArray), Returns: value.Record, Strict: true,
			Columns: []Column{{"option_name", value.Text}, {"option_value", value.Text}}, Open: open,
		},
		Set{
			Name: "aclexplode", Args: types(value.ACLItem.Array()), Returns: value.Record, Strict: true, Open: open,
			Columns: []Column{{"grantor", value.OID}, {"grantee", value.OID}, {"privilege_type", value.Text}, {"is_grantable", value.Bool}},
		},
		Set{
			Name: "pg_get_publication_tables", Args: types(value.Text), Returns: value.Record, Strict: true, Open: open,
			Columns: []Column{{"relid", value.OID}, {"attrs", value.Int2Vector}, {"qual", value.NodeTree}},
		},
		Set{
			Name: "pg_get_keywords", Returns: value.Record, Strict: true, Open: keywords,
			Columns: []Column{{"word", value.Text}, {"catcode", value.Char}, {"barelabel", value.Bool}, {"catdesc", value.Text}, {"baredesc", value.Text}},
		},
	)
}

// keywords gives the words that need quotes as names.
func keywords(e *Env, _ []value.Value) (Next, error) {
	var rows [][]value.Value
	for _, word := range sortedWords(reservedWords) {
		rows = append(rows, []value.Value{
			value.OfText(word), value.OfText("R"), value.OfBool(true), value.OfText("reserved"), value.OfText("can be bare label"),
		})
	}
	return rowsOf(e, rows), nil
}

func vectorTypes(_ *Env, a []value.Value) (value.Value, error) {
	var names []string
	for _, item := range a[0].List().Items {
		names = append(names, value.Type(item.Int()).String())
	}
	return value.OfText(strings.Join(names, ", ")), nil
}
