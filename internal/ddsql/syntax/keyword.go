package syntax

import "strings"

// class is where a keyword can stand without quotes, as PostgreSQL divides them.
type class uint8

// The classes. Plain is a word that is no keyword at all.
const (
	plain        class = iota
	unreserved         // any name
	columnName         // any name but a function's or a type's
	typeFunction       // a function's or a type's name, no column's or table's
	reserved           // only a label after AS
)

// The keywords of PostgreSQL 15, as its pg_get_keywords tells them.
const (
	// unreservedWords can be any name.
	unreservedWords = `
abort absolute access action add admin after aggregate also alter always asensitive assertion assignment at atomic
attach attribute backward before begin breadth by cache call called cascade cascaded catalog chain characteristics
checkpoint class close cluster columns comment comments commit committed compression configuration conflict connection
constraints content continue conversion copy cost csv cube current cursor cycle data database day deallocate declare
defaults deferred definer delete delimiter delimiters depends depth detach dictionary disable discard document domain
double drop each enable encoding encrypted enum escape event exclude excluding exclusive execute explain expression
extension external family filter finalize first following force forward function functions generated global granted
groups handler header hold hour identity if immediate immutable implicit import include including increment index
indexes inherit inherits inline input insensitive insert instead invoker isolation key label language large last
leakproof level listen load local location lock locked logged mapping match matched materialized maxvalue merge method
minute minvalue mode month move name names new next nfc nfd nfkc nfkd no normalized nothing notify nowait nulls object
of off oids old operator option options ordinality others over overriding owned owner parallel parameter parser
partial partition passing password plans policy preceding prepare prepared preserve prior privileges procedural
procedure procedures program publication quote range read reassign recheck recursive ref referencing refresh reindex
relative release rename repeatable replace replica reset restart restrict return returns revoke role rollback rollup
routine routines rows rule savepoint schema schemas scroll search second security sequence sequences serializable
server session set sets share show simple skip snapshot sql stable standalone start statement statistics stdin stdout
storage stored strict strip subscription support sysid system tables tablespace temp template temporary text ties
transaction transform trigger truncate trusted type types uescape unbounded uncommitted unencrypted unknown unlisten
unlogged until update vacuum valid validate validator value varying version view views volatile whitespace within
without work wrapper write xml year yes zone
`
	// columnNameWords have a grammar of their own as functions or types.
	columnNameWords = `
between bigint bit boolean char character coalesce dec decimal exists extract float greatest grouping inout int
integer interval least national nchar none normalize nullif numeric out overlay position precision real row setof
smallint substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement xmlexists xmlforest
xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
`
	// typeFunctionWords stand between operands or tables, and can name functions.
	typeFunctionWords = `
authorization binary collation concurrently cross current_schema freeze full ilike inner is isnull join left like
natural notnull outer overlaps right similar tablesample verbose
`
	// reservedWords are reserved everywhere.
	reservedWords = `
all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct
do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit
localtime localtimestamp not null offset on only or order placing primary references returning select session_user
some symmetric table then to trailing true union unique user using variadic when where window with
`
	// labelsNeedAS are the keywords that can be a column's label only after AS.
	labelsNeedAS = `
array as char character create day except fetch filter for from grant group having hour intersect into isnull limit
minute month notnull offset on order over overlaps precision returning second to union varying where window with
within without year
`
)

// keyword is what the lexer knows of a word.
type keyword struct {
	class class
	bare  bool // can be a label without AS
}

var keywords = func() map[string]keyword {
	known := make(map[string]keyword, 480)
	for c, words := range map[class]string{
		unreserved: unreservedWords, columnName: columnNameWords,
		typeFunction: typeFunctionWords, reserved: reservedWords,
	} {
		for w := range strings.FieldsSeq(words) {
			known[w] = keyword{class: c, bare: true}
		}
	}
	for w := range strings.FieldsSeq(labelsNeedAS) {
		k := known[w]
		k.bare = false
		known[w] = k
	}
	return known
}()

// NeedsQuotes tells whether a name must be written in quotes to be read back as
// it is wherever a name can stand.
func NeedsQuotes(name string) bool {
	if name == "" || !plainStart(name[0]) {
		return true
	}
	for i := range len(name) {
		if !plainPart(name[i]) {
			return true
		}
	}
	k, is := keywords[name]
	return is && k.class != unreserved
}

// plainStart tells whether a name can begin with c without quotes. Letters beyond
// ASCII can as well, and are quoted to be safe.
func plainStart(c byte) bool { return c >= 'a' && c <= 'z' || c == '_' }

func plainPart(c byte) bool { return plainStart(c) || c >= '0' && c <= '9' || c == '$' }
