package fn

import (
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addSession adds what tells of the session and its settings.
func addSession(s *shelf) {
	for _, name := range []string{"current_user", "session_user", "user", "current_role"} {
		s.add(strict(name, nil, value.Name, func(e *Env, _ []value.Value) (value.Value, error) { return value.OfText(e.User), nil }).stable())
	}
	database := func(e *Env, _ []value.Value) (value.Value, error) { return value.OfText(e.Database), nil }
	s.add(
		strict("current_database", nil, value.Name, database).stable(),
		strict("current_catalog", nil, value.Name, database).stable(),
		strict("version", nil, value.Text, func(e *Env, _ []value.Value) (value.Value, error) { return value.OfText(e.Version), nil }).stable(),
		strict("current_schema", nil, value.Name, currentSchema).stable(),
		strict("current_schemas", types(value.Bool), value.Name.Array(), currentSchemas).stable(),
		strict("current_setting", types(value.Text), value.Text, currentSetting).stable(),
		strict("current_setting", types(value.Text, value.Bool), value.Text, currentSetting).stable(),
		loose("set_config", types(value.Text, value.Text, value.Bool), value.Text, setConfig).volatile(),
		Func{Name: "pg_typeof", Args: types(value.Any), Returns: value.RegType, Bind: typeName},
		strict("pg_backend_pid", nil, value.Int8, constant(value.OfInt(0))).stable(),
		strict("pg_is_in_recovery", nil, value.Bool, constant(value.OfBool(false))).stable(),
		strict("txid_current", nil, value.Int8, constant(value.OfInt(1))).stable(),
		strict("pg_postmaster_start_time", nil, value.TimestampTZ, func(e *Env, _ []value.Value) (value.Value, error) { return e.now(), nil }).stable(),
		strict("pg_conf_load_time", nil, value.TimestampTZ, func(e *Env, _ []value.Value) (value.Value, error) { return e.now(), nil }).stable(),
		loose("inet_server_addr", nil, value.Inet, constant(value.Null)).stable(),
		loose("inet_client_addr", nil, value.Inet, constant(value.Null)).stable(),
		loose("inet_server_port", nil, value.Int8, constant(value.Null)).stable(),
		loose("pg_column_size", types(value.Any), value.Int8, func(_ *Env, a []value.Value) (value.Value, error) {
			if a[0].IsNull() {
				return value.Null, nil
			}
			return value.OfInt(a[0].Size()), nil
		}),
		loose("num_nulls", types(value.Any), value.Int8, countNulls(true)).variadic(),
		loose("num_nonnulls", types(value.Any), value.Int8, countNulls(false)).variadic(),
	)
}

func typeName(list []value.Type) Eval {
	t := list[0]
	return constant(value.OfReg(uint32(t), t.String()))
}

func currentSchema(e *Env, _ []value.Value) (value.Value, error) {
	if path := e.searchPath(false); len(path) > 0 {
		return value.OfText(path[0]), nil
	}
	return value.Null, nil
}

func currentSchemas(e *Env, a []value.Value) (value.Value, error) {
	var items []value.Value
	for _, name := range e.searchPath(a[0].Bool()) {
		items = append(items, value.OfText(name))
	}
	return value.NewArray(value.Name, items...), nil
}

// currentSetting refuses a name that is unknown unless told otherwise.
func currentSetting(e *Env, a []value.Value) (value.Value, error) {
	if e.Settings != nil {
		if text, ok := e.Settings.Setting(strings.ToLower(a[0].Str())); ok {
			return value.OfText(text), nil
		}
	}
	if len(a) > 1 && a[1].Bool() {
		return value.Null, nil
	}
	return value.Null, sqlerr.New(sqlerr.UndefinedObject, "unrecognized configuration parameter \"%s\"", a[0].Str())
}

func setConfig(e *Env, a []value.Value) (value.Value, error) {
	if a[0].IsNull() {
		return value.Null, sqlerr.New(sqlerr.NullValueNotAllowed, "SET requires parameter name")
	}
	if e.Settings == nil {
		return value.Null, sqlerr.New(sqlerr.UndefinedObject, "unrecognized configuration parameter \"%s\"", a[0].Str())
	}
	name := strings.ToLower(a[0].Str())
	if err := e.Settings.SetSetting(name, a[1].Str(), a[2].Bool()); err != nil {
		return value.Null, err
	}
	text, _ := e.Settings.Setting(name)
	return value.OfText(text), nil
}

func countNulls(nulls bool) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		n := int64(0)
		for _, v := range a {
			if v.IsNull() == nulls {
				n++
			}
		}
		return value.OfInt(n), nil
	}
}
