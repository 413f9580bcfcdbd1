// Package catalog presents a list of tables as PostgreSQL's catalogues: pg_catalog
// and information_schema as tables that can be queried like any others, and the
// answers to the functions that ask about them (fn.Catalog).
//
// Every catalogue of PostgreSQL 15 is there with its columns, since a client's query
// is planned before it runs; those about what a read-only engine has not got are
// empty. What a catalogue looks like, and the rows that are the same everywhere
// (types and their functions, access methods, collations), stand in data, read from a
// PostgreSQL 15 by this package's tests. Rows about tables are made when they are
// read.
//
// It leaves to its caller which tables there are and who may see them, and to package
// fn what the functions answer beyond names.
package catalog
