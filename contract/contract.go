// Package contract carries the published shapes of the AWS APIs that Foureyes
// speaks, as data: one JSON file per API, and divergences.json, which names the
// few rules that are applied otherwise than published. Who reads the files, and
// what they make of them, is not its business.
package contract

import "embed"

// Files holds the contracts, by their file names.
//
//go:embed *.json
var Files embed.FS
