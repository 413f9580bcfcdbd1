package value

// Type is a PostgreSQL type, by its OID. The zero Type is no type at all.
type Type uint32

// The types of the dialect. Int8 is the only integer that expressions make;
// the smaller ones and the catalogue's own are for the system catalogues and
// for clients that compare and cast with them.
const (
	Bool         Type = 16
	Bytea        Type = 17
	Char         Type = 18 // "char", with quotes: one byte
	Name         Type = 19
	Int8         Type = 20
	Int2         Type = 21
	Int2Vector   Type = 22
	Int4         Type = 23
	RegProc      Type = 24
	Text         Type = 25
	OID          Type = 26
	XID          Type = 28
	OIDVector    Type = 30
	JSON         Type = 114
	NodeTree     Type = 194 // pg_node_tree
	CIDR         Type = 650
	Float4       Type = 700
	Float8       Type = 701
	Unknown      Type = 705 // a quoted string whose type is still open
	Inet         Type = 869
	ACLItem      Type = 1033
	BPChar       Type = 1042
	VarChar      Type = 1043
	Date         Type = 1082
	Time         Type = 1083
	Timestamp    Type = 1114
	TimestampTZ  Type = 1184
	Interval     Type = 1186
	Numeric      Type = 1700
	RegProcedure Type = 2202
	RegClass     Type = 2205
	RegType      Type = 2206
	Record       Type = 2249
	CString      Type = 2275
	Any          Type = 2276
	AnyArray     Type = 2277
	Void         Type = 2278
	AnyElement   Type = 2283
	AnyNonArray  Type = 2776
	UUID         Type = 2950
	JSONB        Type = 3802
	RegNamespace Type = 4089
	RegRole      Type = 4096
	// AnyCompatible and its array stand for one common type of all arguments.
	AnyCompatible      Type = 5077
	AnyCompatibleArray Type = 5078
	// Hstore is an extension's type in PostgreSQL, so its OID is our choice from
	// the range of those.
	Hstore Type = 16400
)

// Arrays of the commonest types; Type.Array gives those of all.
const (
	TextArray   Type = 1009
	Int8Array   Type = 1016
	OIDArray    Type = 1028
	Float8Array Type = 1022
	JSONArray   Type = 199
	JSONBArray  Type = 3807
)

// Category is PostgreSQL's grouping of types that may stand in for each other
// when an overloaded function is chosen (pg_type.typcategory).
type Category byte

// The categories, by PostgreSQL's letters.
const (
	CategoryArray     Category = 'A'
	CategoryBool      Category = 'B'
	CategoryComposite Category = 'C'
	CategoryDate      Category = 'D'
	CategoryNetwork   Category = 'I'
	CategoryNumber    Category = 'N'
	CategoryPseudo    Category = 'P'
	CategoryString    Category = 'S'
	CategoryTimespan  Category = 'T'
	CategoryUser      Category = 'U'
	CategoryUnknown   Category = 'X'
	CategoryInternal  Category = 'Z'
)

// Info is what the catalogue knows of a type.
type Info struct {
	Type      Type
	Name      string // the name in pg_type
	SQL       string // the name that format_type gives
	Array     Type   // 0 when there are no arrays of it
	Elem      Type   // what an array holds, 0 for others
	Len       int16  // bytes, or -1 when it varies
	Category  Category
	Preferred bool
	Kind      Kind // how values of it are kept
}

// Info gives what is known of the type, and false for one that is not of the
// dialect.
func (t Type) Info() (Info, bool) {
	i, ok := byOID[t]
	if !ok {
		return Info{}, false
	}
	return *i, true
}

// Name is the name in pg_type, such as int8 or _text.
func (t Type) Name() string {
	if i, ok := byOID[t]; ok {
		return i.Name
	}
	return "???"
}

// String is the name as format_type and error messages give it, such as bigint
// or text[].
func (t Type) String() string {
	if i, ok := byOID[t]; ok {
		return i.SQL
	}
	return "???"
}

// Array is the type of arrays of t, 0 when there is none.
func (t Type) Array() Type {
	if i, ok := byOID[t]; ok {
		return i.Array
	}
	return 0
}

// Elem is the type of an array's elements, 0 for what is no array. The two
// vectors of the catalogues count as arrays.
func (t Type) Elem() Type {
	if i, ok := byOID[t]; ok {
		return i.Elem
	}
	return 0
}

// IsArray reports whether values of the type are arrays.
func (t Type) IsArray() bool { return t.Elem() != 0 }

// IsPolymorphic reports whether the type stands for others in a signature.
func (t Type) IsPolymorphic() bool {
	switch t {
	case AnyElement, AnyArray, AnyNonArray, AnyCompatible, AnyCompatibleArray:
		return true
	}
	return false
}

// IsString reports whether the type is one of the texts.
func (t Type) IsString() bool {
	switch t {
	case Text, VarChar, BPChar, Name, Char, CString, NodeTree:
		return true
	}
	return false
}

// IsInteger reports whether values are plain integers, OIDs included.
func (t Type) IsInteger() bool {
	switch t {
	case Int8, Int4, Int2, OID, XID:
		return true
	}
	return false
}

// IsReg reports whether the type is an OID with a name, such as regclass.
func (t Type) IsReg() bool {
	switch t {
	case RegClass, RegType, RegNamespace, RegProc, RegProcedure, RegRole:
		return true
	}
	return false
}

// Kind is how values of the type are kept.
func (t Type) Kind() Kind {
	if i, ok := byOID[t]; ok {
		return i.Kind
	}
	return KindNull
}

// Category is the type's group for choosing overloads.
func (t Type) Category() Category {
	if i, ok := byOID[t]; ok {
		return i.Category
	}
	return CategoryUser
}

// IsPreferred reports whether the type is preferred in its category.
func (t Type) IsPreferred() bool {
	i, ok := byOID[t]
	return ok && i.Preferred
}

// HasEquality reports whether = is there for the type; json has none.
func (t Type) HasEquality() bool {
	if e := t.Elem(); e != 0 {
		return e.HasEquality()
	}
	return t != JSON && t != Void && t != NodeTree
}

// HasOrder reports whether < is there for the type, and so ORDER BY.
func (t Type) HasOrder() bool {
	if e := t.Elem(); e != 0 {
		return e.HasOrder()
	}
	return t.HasEquality() && t != Hstore
}
