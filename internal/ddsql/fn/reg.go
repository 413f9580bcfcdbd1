package fn

import (
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

func regToOID(_ *Env, v value.Value) (value.Value, error) { return value.OfInt(v.Int()), nil }

// oidToReg gives an OID the name of what it is; one that is unknown shows as a
// number.
func oidToReg(to value.Type) func(*Env, value.Value) (value.Value, error) {
	return func(e *Env, v value.Value) (value.Value, error) {
		if err := value.CheckInteger(value.OID, v.Int()); err != nil {
			return value.Null, err
		}
		return regOf(e, to, uint32(v.Int())), nil
	}
}

// regOf is the reg value of an OID.
func regOf(e *Env, to value.Type, oid uint32) value.Value {
	name, ok := regName(e, to, oid)
	switch {
	case oid == 0:
		name = "-"
	case !ok:
		name = strconv.FormatUint(uint64(oid), 10)
	}
	return value.OfReg(oid, name)
}

func regName(e *Env, to value.Type, oid uint32) (string, bool) {
	if to == value.RegType {
		t := value.Type(oid)
		_, ok := t.Info()
		return t.String(), ok
	}
	if e.Catalog == nil {
		return "", false
	}
	switch to {
	case value.RegClass:
		schema, name, visible, ok := e.Catalog.RelationName(oid)
		if !visible {
			return quoteIdent(schema) + "." + quoteIdent(name), ok
		}
		return quoteIdent(name), ok
	case value.RegNamespace:
		name, ok := e.Catalog.SchemaName(oid)
		return quoteIdent(name), ok
	case value.RegRole:
		name, ok := e.Catalog.RoleName(oid)
		return quoteIdent(name), ok
	}
	return e.Catalog.FunctionName(oid)
}

// parseReg finds what a name stands for; a number is an OID.
func parseReg(e *Env, to value.Type, text string) (value.Value, error) {
	if text == "-" {
		return value.OfReg(0, "-"), nil
	}
	if oid, err := strconv.ParseUint(text, 10, 32); err == nil {
		return regOf(e, to, uint32(oid)), nil
	}
	if to == value.RegType {
		return parseRegType(text)
	}
	parts, err := splitName(text)
	if err != nil {
		return value.Null, err
	}
	if e.Catalog != nil {
		if oid, ok := findReg(e.Catalog, to, parts); ok {
			return regOf(e, to, oid), nil
		}
	}
	return value.Null, unknownReg(to, text)
}

func parseRegType(text string) (value.Value, error) {
	name := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "pg_catalog.")
	t, ok := value.ByName(strings.Trim(name, `"`))
	if !ok {
		return value.Null, sqlerr.New(sqlerr.UndefinedObject, "type \"%s\" does not exist", text)
	}
	return value.OfReg(uint32(t), t.String()), nil
}

func findReg(c Catalog, to value.Type, parts []string) (uint32, bool) {
	name, schema := parts[len(parts)-1], ""
	if len(parts) > 1 {
		schema = parts[len(parts)-2]
	}
	switch to {
	case value.RegClass:
		return c.FindRelation(schema, name)
	case value.RegNamespace:
		return c.FindSchema(name)
	case value.RegRole:
		return c.FindRole(name)
	}
	return c.FindFunction(strings.TrimSuffix(name, "()"))
}

func unknownReg(to value.Type, text string) error {
	switch to {
	case value.RegClass:
		return sqlerr.New(sqlerr.UndefinedTable, "relation \"%s\" does not exist", text)
	case value.RegNamespace:
		return sqlerr.New(sqlerr.InvalidSchemaName, "schema \"%s\" does not exist", text)
	case value.RegRole:
		return sqlerr.New(sqlerr.UndefinedObject, "role \"%s\" does not exist", text)
	}
	return sqlerr.New(sqlerr.UndefinedFunction, "function \"%s\" does not exist", text)
}

// parseIdent takes a dotted name apart, as parse_ident does.
func parseIdent(_ *Env, a []value.Value) (value.Value, error) {
	parts, err := splitName(a[0].Str())
	if err != nil {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "string is not a valid identifier: \"%s\"", a[0].Str())
	}
	return value.TextList(parts...), nil
}

// splitName takes a dotted name apart; parts in quotes keep their case.
func splitName(text string) ([]string, error) {
	var parts []string
	rest := strings.TrimSpace(text)
	for {
		var part string
		if strings.HasPrefix(rest, `"`) {
			end := closingQuote(rest)
			if end < 0 {
				return nil, sqlerr.New(sqlerr.InvalidName, "invalid name syntax")
			}
			part, rest = strings.ReplaceAll(rest[1:end], `""`, `"`), rest[end+1:]
		} else {
			end := strings.IndexAny(rest, ". \t\n")
			if end < 0 {
				end = len(rest)
			}
			part, rest = strings.ToLower(rest[:end]), rest[end:]
		}
		if part == "" || strings.ContainsAny(part, "\x00") {
			return nil, sqlerr.New(sqlerr.InvalidName, "invalid name syntax")
		}
		parts = append(parts, part)
		rest = strings.TrimSpace(rest)
		if rest == "" {
			return parts, nil
		}
		if rest[0] != '.' {
			return nil, sqlerr.New(sqlerr.InvalidName, "invalid name syntax")
		}
		rest = strings.TrimSpace(rest[1:])
	}
}

// closingQuote finds the end of a name in quotes; two of them are one inside.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] == '"' {
			if i+1 < len(s) && s[i+1] == '"' {
				i++
				continue
			}
			return i
		}
	}
	return -1
}
