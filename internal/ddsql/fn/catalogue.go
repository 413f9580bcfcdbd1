package fn

import (
	"strconv"
	"strings"

	"foureyes/internal/ddsql/value"
)

// addCatalogue adds the functions with which clients read pg_catalog.
func addCatalogue(s *shelf) {
	oid, i, t, b := value.OID, value.Int8, value.Text, value.Bool
	null := constant(value.Null)
	yes, no := constant(value.OfBool(true)), constant(value.OfBool(false))
	s.add(
		loose("format_type", types(oid, i), t, formatType).stable(),
		strict("pg_get_userbyid", types(oid), value.Name, userByID).stable(),
		strict("getdatabaseencoding", nil, value.Name, constant(value.OfText("UTF8"))).stable(),
		strict("pg_encoding_to_char", types(i), value.Name, encodingName),
		strict("pg_char_to_encoding", types(value.Name), i, constant(value.OfInt(6))),
		strict("obj_description", types(oid, value.Name), t, description).stable(),
		strict("obj_description", types(oid), t, description).stable(),
		strict("col_description", types(oid, i), t, description).stable(),
		strict("shobj_description", types(oid, value.Name), t, null).stable(),
		strict("pg_get_indexdef", types(oid, i, b), t, indexDefinition).optional(2).stable(),
		strict("pg_get_constraintdef", types(oid, b), t, byOID((*Env).constraint)).optional(1).stable(),
		strict("pg_get_viewdef", types(oid, b), t, byOID((*Env).view)).optional(1).stable(),
		strict("parse_ident", types(t, b), value.TextArray, parseIdent).optional(1),
		strict("to_regclass", types(t), value.RegClass, toReg(value.RegClass)).stable(),
		strict("to_regtype", types(t), value.RegType, toReg(value.RegType)).stable(),
		strict("to_regnamespace", types(t), value.RegNamespace, toReg(value.RegNamespace)).stable(),
		strict("to_regrole", types(t), value.RegRole, toReg(value.RegRole)).stable(),
		strict("to_regproc", types(t), value.RegProc, toReg(value.RegProc)).stable(),
		strict("pg_table_is_visible", types(oid), b, tableIsVisible).stable(),
		strict("pg_relation_is_publishable", types(value.RegClass), b, no).stable(),
		strict("pg_total_relation_size", types(value.RegClass), i, constant(value.OfInt(0))).stable(),
		strict("pg_relation_size", types(value.RegClass, t), i, constant(value.OfInt(0))).optional(1).stable(),
		strict("pg_table_size", types(value.RegClass), i, constant(value.OfInt(0))).stable(),
		strict("pg_indexes_size", types(value.RegClass), i, constant(value.OfInt(0))).stable(),
		strict("pg_database_size", types(value.Name), i, constant(value.OfInt(0))).stable(),
		strict("pg_size_pretty", types(i), t, sizePretty),
		strict("pg_get_partkeydef", types(oid), t, null).stable(),
	)
	for _, name := range []string{
		"pg_type_is_visible", "pg_function_is_visible", "pg_operator_is_visible", "pg_collation_is_visible",
		"pg_opclass_is_visible", "pg_ts_config_is_visible", "pg_statistics_obj_is_visible", "pg_opfamily_is_visible",
		"pg_ts_template_is_visible", "pg_ts_parser_is_visible", "pg_ts_dict_is_visible", "pg_conversion_is_visible",
	} {
		s.add(strict(name, types(oid), b, yes).stable())
	}
	for _, name := range []string{
		"pg_get_ruledef", "pg_get_triggerdef", "pg_get_statisticsobjdef_columns", "pg_get_statisticsobjdef",
		"pg_get_function_identity_arguments", "pg_get_functiondef", "pg_tablespace_location",
	} {
		s.add(strict(name, types(oid, b), t, null).optional(1).stable())
	}
	s.add(
		strict("pg_get_function_result", types(oid), t, byOID((*Env).functionResult)).stable(),
		strict("pg_get_function_arguments", types(oid), t, byOID((*Env).functionArguments)).stable(),
		strict("pg_get_expr", types(value.NodeTree, oid, b), t, expression).optional(1).stable(),
		strict("pg_get_serial_sequence", types(t, t), t, null).stable(),
		strict("pg_char_to_encoding", types(t), i, constant(value.OfInt(6))),
		strict("pg_client_encoding", nil, value.Name, constant(value.OfText("UTF8"))).stable(),
	)
	s.addPrivileges()
}

// addPrivileges adds the functions that ask what a user may do: read everything
// that it can see, and nothing else.
func (s *shelf) addPrivileges() {
	reads := func(_ *Env, a []value.Value) (value.Value, error) {
		return value.OfBool(readsOnly(a[len(a)-1].Str())), nil
	}
	for _, name := range []string{
		"has_table_privilege", "has_schema_privilege", "has_database_privilege", "has_any_column_privilege", "has_function_privilege", "has_type_privilege",
		"has_sequence_privilege", "has_foreign_data_wrapper_privilege", "has_server_privilege", "has_tablespace_privilege",
		"has_language_privilege", "has_parameter_privilege", "pg_has_role",
	} {
		for _, object := range []value.Type{value.Text, value.OID} {
			s.add(
				strict(name, types(object, value.Text), value.Bool, reads).stable(),
				strict(name, types(value.Name, object, value.Text), value.Bool, reads).stable(),
				strict(name, types(value.OID, object, value.Text), value.Bool, reads).stable(),
			)
		}
	}
	for _, column := range []value.Type{value.Text, value.Int8} {
		s.add(
			strict("has_column_privilege", types(value.Text, column, value.Text), value.Bool, reads).stable(),
			strict("has_column_privilege", types(value.OID, column, value.Text), value.Bool, reads).stable(),
		)
	}
}

func formatType(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, nil
	}
	t := value.Type(a[0].Int())
	if t == 0 {
		return value.OfText("-"), nil
	}
	name := t.String()
	if mod := a[1]; !mod.IsNull() && mod.Int() > 4 && (t == value.VarChar || t == value.BPChar) {
		name += "(" + strconv.FormatInt(mod.Int()-4, 10) + ")"
	}
	return value.OfText(name), nil
}

func userByID(e *Env, a []value.Value) (value.Value, error) {
	if e.Catalog != nil {
		if name, ok := e.Catalog.RoleName(uint32(a[0].Int())); ok {
			return value.OfText(name), nil
		}
	}
	return value.OfText("unknown (OID=" + a[0].String() + ")"), nil
}

func encodingName(_ *Env, a []value.Value) (value.Value, error) {
	if a[0].Int() == 6 {
		return value.OfText("UTF8"), nil
	}
	return value.OfText(""), nil
}

func description(e *Env, a []value.Value) (value.Value, error) {
	column := int64(0)
	if len(a) > 1 && a[1].Kind() == value.KindInt {
		column = a[1].Int()
	}
	if e.Catalog != nil {
		if text, ok := e.Catalog.Description(uint32(a[0].Int()), int(column)); ok {
			return value.OfText(text), nil
		}
	}
	return value.Null, nil
}

func indexDefinition(e *Env, a []value.Value) (value.Value, error) {
	if e.Catalog != nil {
		if text, ok := e.Catalog.IndexDefinition(uint32(a[0].Int()), int(intAt(a, 1, 0)), len(a) > 2 && a[2].Bool()); ok {
			return value.OfText(text), nil
		}
	}
	return value.Null, nil
}

// byOID turns a question about one OID into an Eval.
func byOID(ask func(e *Env, oid uint32) (string, bool)) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		if text, ok := ask(e, uint32(a[0].Int())); ok {
			return value.OfText(text), nil
		}
		return value.Null, nil
	}
}

func (e *Env) constraint(oid uint32) (string, bool) {
	if e.Catalog == nil {
		return "", false
	}
	return e.Catalog.ConstraintDefinition(oid)
}

func (e *Env) view(oid uint32) (string, bool) {
	if e.Catalog == nil {
		return "", false
	}
	return e.Catalog.ViewDefinition(oid)
}

// functionResult and functionArguments tell of rows of pg_proc, whose OIDs are
// places in List.
func (e *Env) functionResult(oid uint32) (string, bool) {
	l, ok := Listed(oid)
	switch {
	case !ok:
		return "", false
	case len(l.Columns) > 0:
		fields := make([]string, len(l.Columns))
		for i, c := range l.Columns {
			fields[i] = c.Name + " " + c.Type.String()
		}
		return "TABLE(" + strings.Join(fields, ", ") + ")", true
	case l.Set:
		return "SETOF " + l.Returns.String(), true
	}
	return l.Returns.String(), true
}

func (e *Env) functionArguments(oid uint32) (string, bool) {
	l, ok := Listed(oid)
	if !ok {
		return "", false
	}
	words := make([]string, len(l.Args))
	for i, t := range l.Args {
		words[i] = t.String()
		if l.Variadic && i == len(l.Args)-1 {
			words[i] = "VARIADIC " + words[i]
		}
	}
	if l.Kind == 'a' && l.Ordered >= 0 {
		return strings.Join(words[:l.Ordered], ", ") + " ORDER BY " + strings.Join(words[l.Ordered:], ", "), true
	}
	return strings.Join(words, ", "), true
}

// FirstFunctionOID is the OID of the first function of List in pg_proc; the
// others follow.
const FirstFunctionOID = 90000

// Listed is the function that has an OID.
func Listed(oid uint32) (Listing, bool) {
	all := List()
	if oid < FirstFunctionOID || oid >= FirstFunctionOID+uint32(len(all)) {
		return Listing{}, false
	}
	return all[oid-FirstFunctionOID], true
}

func expression(_ *Env, a []value.Value) (value.Value, error) { return value.OfText(a[0].Str()), nil }

// toReg finds what a name stands for, NULL for nothing.
func toReg(t value.Type) Eval {
	return func(e *Env, a []value.Value) (value.Value, error) {
		v, err := parseReg(e, t, a[0].Str())
		if err != nil {
			return value.Null, nil //nolint:nilerr // what does not exist is NULL here
		}
		return v, nil
	}
}

func tableIsVisible(e *Env, a []value.Value) (value.Value, error) {
	if e.Catalog == nil {
		return value.Null, nil
	}
	_, _, visible, ok := e.Catalog.RelationName(uint32(a[0].Int()))
	if !ok {
		return value.Null, nil
	}
	return value.OfBool(visible), nil
}

func sizePretty(_ *Env, a []value.Value) (value.Value, error) {
	n := a[0].Int()
	units := []string{"bytes", "kB", "MB", "GB", "TB", "PB"}
	unit := 0
	for unit+1 < len(units) && (n >= 10*1024 || n <= -10*1024) {
		// Rounded once, at the unit that is shown.
		half := int64(512)
		if n < 0 {
			half = -512
		}
		n = (n + half) / 1024
		unit++
	}
	return value.OfText(strconv.FormatInt(n, 10) + " " + units[unit]), nil
}

// readsOnly reports whether a list of privileges has one that reads.
func readsOnly(list string) bool {
	for privilege := range strings.SplitSeq(list, ",") {
		switch strings.ToUpper(strings.TrimSpace(privilege)) {
		case "SELECT", "USAGE", "CONNECT", "EXECUTE", "MEMBER":
			return true
		}
	}
	return false
}
