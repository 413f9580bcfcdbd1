// Package exec runs plans: it pulls batches of rows through operators, computes
// expressions over them, and keeps within what a query may use.
//
// A plan is compiled once into programs (nodes that can be opened, expressions
// that are Go closures), and then opened, a correlated subquery for every outer
// row. Everything that is kept (hash tables, sorts, groups, common tables) is
// counted against a Budget; every operator and every long function looks now and
// then whether the query is to end. One query runs in one goroutine.
//
// What a query means is package plan's business, what functions compute fn's, and
// what may be asked of a table the table's.
package exec
