package syntax

import "foureyes/internal/ddsql/sqlerr"

// Explain is EXPLAIN of a query.
type Explain struct {
	At
	Statement Statement
	Options   []Option // lower-case names; ANALYZE and VERBOSE are options too
}

// Option is a name with an optional value, as in EXPLAIN (FORMAT json).
type Option struct {
	At
	Name  string
	Value string // empty when it was left out, which means true
}

// SetScope is how long a setting lasts.
type SetScope int

// How long a setting lasts.
const (
	SetSession SetScope = iota
	SetLocal
)

// Set is SET name TO values. SET TIME ZONE is the setting timezone, SET NAMES
// client_encoding, SET SCHEMA search_path, SET ROLE role, and SET SESSION
// AUTHORIZATION session_authorization. SET TRANSACTION and SET SESSION
// CHARACTERISTICS have the names transaction and session characteristics, and
// their modes as values.
type Set struct {
	At
	Scope   SetScope
	Name    string   // lower case; parts joined by points
	Values  []string // as text; none when Default
	Default bool     // TO DEFAULT
}

// Reset is RESET name; RESET ALL has the name all.
type Reset struct {
	At
	Name string
}

// Show is SHOW name; SHOW ALL has the name all.
type Show struct {
	At
	Name string
}

// TransactionKind is what a transaction statement does.
type TransactionKind int

// What transaction statements do.
const (
	Begin TransactionKind = iota
	Commit
	Rollback
	Savepoint
	Release
	RollbackTo
)

// Transaction is BEGIN, COMMIT and their sisters.
type Transaction struct {
	At
	Kind  TransactionKind
	Start bool     // it was written START TRANSACTION, which is its command tag
	Name  string   // of the savepoint
	Modes []string // lower case: isolation level serializable, read only, deferrable
	Chain bool     // AND CHAIN
}

// Discard is DISCARD; What is all, plans, sequences or temp.
type Discard struct {
	At
	What string
}

// Prepare is PREPARE name (types) AS statement.
type Prepare struct {
	At
	Name      string
	Types     []TypeName
	Statement Statement
}

// Execute is EXECUTE name (arguments).
type Execute struct {
	At
	Name string
	Args []Expr
}

// Deallocate is DEALLOCATE name; with All every one.
type Deallocate struct {
	At
	Name string
	All  bool
}

// DeclareCursor is DECLARE name CURSOR FOR query.
type DeclareCursor struct {
	At
	Name        string
	Binary      bool
	Scroll      Scrolling
	Hold        bool
	Query       *Query
	Insensitive bool
}

// Scrolling is what DECLARE says about going backwards.
type Scrolling int

// What DECLARE can say about going backwards.
const (
	ScrollDefault Scrolling = iota
	ScrollYes
	ScrollNo
)

// Direction is which way FETCH goes.
type Direction int

// Which way FETCH goes. FIRST is Absolute 1, LAST Absolute -1, NEXT Forward 1,
// PRIOR Backward 1.
const (
	Forward Direction = iota
	Backward
	Absolute
	Relative
)

// Fetch is FETCH or MOVE from a cursor.
type Fetch struct {
	At
	Name      string
	Direction Direction
	Count     int64
	All       bool // FORWARD ALL, BACKWARD ALL
	Move      bool
}

// CloseCursor is CLOSE name; with All every one.
type CloseCursor struct {
	At
	Name string
	All  bool
}

// Unlisten is UNLISTEN, which clients send when they clean a connection.
type Unlisten struct {
	At
	Channel string // * for all
}

// Refused is a statement that is recognised and never run; what follows its
// first words was not looked at.
type Refused struct {
	At
	Command string // as its command tag: INSERT, CREATE TABLE, COPY
	Writes  bool   // it would change something: 25006, else 0A000
}

// Err is what the statement is refused with.
func (r *Refused) Err() *sqlerr.Error {
	if r.Writes {
		return sqlerr.New(sqlerr.ReadOnlySQLTransaction, "cannot execute %s in a read-only transaction", r.Command)
	}
	return sqlerr.New(sqlerr.FeatureNotSupported, "%s is not supported", r.Command)
}

func (*Explain) statement()       {}
func (*Set) statement()           {}
func (*Reset) statement()         {}
func (*Show) statement()          {}
func (*Transaction) statement()   {}
func (*Discard) statement()       {}
func (*Prepare) statement()       {}
func (*Execute) statement()       {}
func (*Deallocate) statement()    {}
func (*DeclareCursor) statement() {}
func (*Fetch) statement()         {}
func (*CloseCursor) statement()   {}
func (*Unlisten) statement()      {}
func (*Refused) statement()       {}
