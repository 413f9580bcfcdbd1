package plan

import "foureyes/internal/ddsql/sqlerr"

// maxCopied is how many parts of expressions may be there more than once, because
// what they stand in is made of several operations: x BETWEEN a AND b has x twice,
// and nested in each other such forms would double at every step.
const maxCopied = 100_000

// maxMoved is how many parts may be computed twice so that a condition or an order
// goes below the projection that computes them.
const maxMoved = 100

// maxColumns is how many columns a result may have, as in PostgreSQL.
const maxColumns = 1664

// copied counts an expression that is used so many times more than it was written.
func (b *binder) copied(times, pos int, list ...Expr) {
	for _, e := range list {
		b.copies += times * sizeUpTo(e, maxCopied)
		if b.copies > maxCopied {
			fail(pos, sqlerr.StatementTooComplex, "expression is too complex")
		}
	}
}

// sizeUpTo counts the parts of an expression, and stops at a limit.
func sizeUpTo(e Expr, limit int) int {
	n := 0
	rewrite(e, func(e Expr, _ int) (Expr, bool) {
		n++
		return e, n >= limit
	})
	return n
}

// checkWidth refuses results of too many columns.
func checkWidth(columns, pos int) {
	if columns > maxColumns {
		fail(pos, sqlerr.TooManyColumns, "target lists can have at most %d entries", maxColumns)
	}
}
