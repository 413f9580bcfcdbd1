// Package ddsql answers queries: an engine with limits for all of its sessions, and
// sessions with settings, transactions, prepared statements and cursors, in the SQL
// of Datadog's DDSQL, which is a read-only PostgreSQL with tags.
//
// A statement goes down once: syntax (text to tree), plan (names, types, what is
// done where), exec (rows). The tables come with a Snapshot that the owner of a
// session makes for each query; who may see what is decided there. How results
// travel is left to the doors, such as package pgwire.
package ddsql
