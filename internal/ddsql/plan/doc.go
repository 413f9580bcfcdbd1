// Package plan says what a query means: the binder turns the parser's tree into
// typed expressions and nodes, and the planner moves work to where it is least.
// The executor runs what comes out.
//
// A node gives rows of a fixed width. An expression is computed over one such
// row, the input row, whose columns it names by position; columns of the rows of
// enclosing queries it names by depth and position (Outer). Every expression has
// its final type: what has to be converted stands in a Cast.
//
// Names, scopes and types end here; how rows are joined, sorted and counted is
// left to package exec, and functions to package fn.
package plan
