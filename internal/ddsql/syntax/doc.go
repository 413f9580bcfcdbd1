// Package syntax turns the text of read-only PostgreSQL statements into a tree
// and back. It owns the lexer, the keywords and their classes, the grammar with
// PostgreSQL 15's exact precedence, the nodes, and Format. It knows no table, no
// type and no function: names stay names, and what they mean is the binder's
// work. Statements that would write are recognised by their first words only, so
// that they can be refused with the right code.
//
// Every node carries its position: the character, counted from 1, that
// PostgreSQL points at when it complains about that node (for an operator its
// sign, for a call its name). Mistakes are sqlerr errors worded and placed as
// PostgreSQL words and places them. Text length and nesting depth are limited,
// because the text may come from strangers.
package syntax
