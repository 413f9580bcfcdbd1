// Package difftest compares the SQL engine with PostgreSQL: the same queries over
// the same tables, hand-written ones by area and generated ones by seed, must give
// the same values, types and, where it is promised, order, or the same SQLSTATE.
// It holds tests alone.
package difftest
