package value

import (
	"maps"
	"slices"
	"strings"
)

// all is every type of the dialect but the arrays, which index adds.
var all = []Info{
	{Bool, "bool", "boolean", 1000, 0, 1, CategoryBool, true, KindBool},
	{Bytea, "bytea", "bytea", 1001, 0, -1, CategoryUser, false, KindBytea},
	{Char, "char", `"char"`, 1002, 0, 1, CategoryInternal, false, KindText},
	{Name, "name", "name", 1003, 0, 64, CategoryString, false, KindText},
	{Int8, "int8", "bigint", 1016, 0, 8, CategoryNumber, false, KindInt},
	{Int2, "int2", "smallint", 1005, 0, 2, CategoryNumber, false, KindInt},
	{Int2Vector, "int2vector", "int2vector", 1006, Int2, -1, CategoryArray, false, KindArray},
	{Int4, "int4", "integer", 1007, 0, 4, CategoryNumber, false, KindInt},
	{RegProc, "regproc", "regproc", 1008, 0, 4, CategoryNumber, false, KindReg},
	{Text, "text", "text", 1009, 0, -1, CategoryString, true, KindText},
	{OID, "oid", "oid", 1028, 0, 4, CategoryNumber, true, KindInt},
	{XID, "xid", "xid", 1011, 0, 4, CategoryUser, false, KindInt},
	{OIDVector, "oidvector", "oidvector", 1013, OID, -1, CategoryArray, false, KindArray},
	{JSON, "json", "json", 199, 0, -1, CategoryUser, false, KindJSON},
	{NodeTree, "pg_node_tree", "pg_node_tree", 0, 0, -1, CategoryInternal, false, KindText},
	{CIDR, "cidr", "cidr", 651, 0, -1, CategoryNetwork, false, KindInet},
	{Float4, "float4", "real", 1021, 0, 4, CategoryNumber, false, KindFloat},
	{Float8, "float8", "double precision", 1022, 0, 8, CategoryNumber, true, KindFloat},
	{Unknown, "unknown", "unknown", 0, 0, -2, CategoryUnknown, false, KindText},
	{Inet, "inet", "inet", 1041, 0, -1, CategoryNetwork, true, KindInet},
	{ACLItem, "aclitem", "aclitem", 1034, 0, 12, CategoryUser, false, KindText},
	{BPChar, "bpchar", "character", 1014, 0, -1, CategoryString, false, KindText},
	{VarChar, "varchar", "character varying", 1015, 0, -1, CategoryString, false, KindText},
	{Date, "date", "date", 1182, 0, 4, CategoryDate, false, KindDate},
	{Time, "time", "time without time zone", 1183, 0, 8, CategoryDate, false, KindTime},
	{Timestamp, "timestamp", "timestamp without time zone", 1115, 0, 8, CategoryDate, false, KindTimestamp},
	{TimestampTZ, "timestamptz", "timestamp with time zone", 1185, 0, 8, CategoryDate, true, KindTimestampTZ},
	{Interval, "interval", "interval", 1187, 0, 16, CategoryTimespan, true, KindInterval},
	{Numeric, "numeric", "numeric", 1231, 0, -1, CategoryNumber, false, KindFloat},
	{RegProcedure, "regprocedure", "regprocedure", 2207, 0, 4, CategoryNumber, false, KindReg},
	{RegClass, "regclass", "regclass", 2210, 0, 4, CategoryNumber, false, KindReg},
	{RegType, "regtype", "regtype", 2211, 0, 4, CategoryNumber, false, KindReg},
	{Record, "record", "record", 2287, 0, -1, CategoryPseudo, false, KindRecord},
	{CString, "cstring", "cstring", 1263, 0, -2, CategoryPseudo, false, KindText},
	{Any, "any", `"any"`, 0, 0, 4, CategoryPseudo, false, KindNull},
	{AnyArray, "anyarray", "anyarray", 0, 0, -1, CategoryPseudo, false, KindArray},
	{Void, "void", "void", 0, 0, 4, CategoryPseudo, false, KindText},
	{AnyElement, "anyelement", "anyelement", 0, 0, 4, CategoryPseudo, false, KindNull},
	{AnyNonArray, "anynonarray", "anynonarray", 0, 0, 4, CategoryPseudo, false, KindNull},
	{UUID, "uuid", "uuid", 2951, 0, 16, CategoryUser, false, KindUUID},
	{JSONB, "jsonb", "jsonb", 3807, 0, -1, CategoryUser, false, KindJSONB},
	{RegNamespace, "regnamespace", "regnamespace", 4090, 0, 4, CategoryNumber, false, KindReg},
	{RegRole, "regrole", "regrole", 4097, 0, 4, CategoryNumber, false, KindReg},
	{AnyCompatible, "anycompatible", "anycompatible", 0, 0, 4, CategoryPseudo, false, KindNull},
	{AnyCompatibleArray, "anycompatiblearray", "anycompatiblearray", 0, 0, -1, CategoryPseudo, false, KindArray},
	{Hstore, "hstore", "hstore", 16401, 0, -1, CategoryUser, false, KindHstore},
}

// byOID and byName find a type; names holds the spellings of SQL as well.
var (
	byOID  = indexOID()
	byName = indexName()
)

func indexOID() map[Type]*Info {
	m := make(map[Type]*Info, 2*len(all))
	for _, i := range all {
		m[i.Type] = &i
		if i.Array != 0 {
			m[i.Array] = &Info{
				Type: i.Array, Name: "_" + i.Name, SQL: i.SQL + "[]", Elem: i.Type,
				Len: -1, Category: CategoryArray, Kind: KindArray,
			}
		}
	}
	return m
}

// spellings are names that SQL has beside those of pg_type. decimal and its
// kin are IEEE doubles in this dialect.
var spellings = map[string]Type{
	"bigint": Int8, "integer": Int4, "int": Int4, "smallint": Int2,
	"boolean": Bool, "real": Float4, "double precision": Float8, "float": Float8, "double": Float8,
	"decimal": Float8, "numeric": Float8, "dec": Float8, "string": Text,
	"character varying": VarChar, "character": BPChar,
	"timestamp without time zone": Timestamp, "timestamp with time zone": TimestampTZ,
	"time without time zone": Time,
}

func indexName() map[string]Type {
	m := make(map[string]Type, 2*len(byOID))
	for t, i := range byOID {
		m[i.Name] = t
	}
	maps.Copy(m, spellings)
	delete(m, "any")
	delete(m, "unknown")
	return m
}

// ByName finds a type by the name that SQL or pg_type gives it, in lower case
// and without schema; name[] is an array of it. numeric and decimal find Float8.
func ByName(name string) (Type, bool) {
	base, isArray := name, false
	for strings.HasSuffix(base, "[]") {
		base, isArray = strings.TrimSuffix(base, "[]"), true
	}
	t, ok := byName[base]
	if ok && isArray {
		t = t.Array()
	}
	return t, ok && t != 0
}

// Types gives every type of the dialect, arrays too, by rising OID.
func Types() []Info {
	list := make([]Info, 0, len(byOID))
	for _, i := range byOID {
		list = append(list, *i)
	}
	slices.SortFunc(list, func(a, b Info) int { return int(a.Type) - int(b.Type) })
	return list
}
