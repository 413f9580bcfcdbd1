// Package advice tells which predictions need no person, from those that people have
// judged: "to keep errors under 1 % at 95 % confidence, review everything below 0.83".
//
// It owns the counting of judged predictions by confidence (Tally), the selection of
// a threshold with a guaranteed risk (Advise), the curve of risk over coverage, and
// the reading of predictions and judgements from finished human loops (Reader).
//
// Words: the coverage of a threshold is the share of predictions that are not below
// it, which are those that nobody would review; its risk is the share of wrong ones
// among these (the selective risk of Geifman and El-Yaniv, "Selective classification
// for deep neural networks", NIPS 2017).
//
// All but Service are plain functions. Service joins them to the store, which hands
// in one loop after the other. Drawing is left to package chart, files and terminals
// to the command line.
package advice
