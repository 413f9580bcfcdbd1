// Package web holds the built browser parts: the crowd elements' bundle and the
// worker portal.
//
// It hands out files and knows their hashed names; serving them, with headers
// and encodings, is left to the doors. Beside every text file F lie F.gz and
// F.br. Without a build (make web) it holds no files, and Asset and Built say so.
package web

import (
	"embed"
	"encoding/json"
	"io/fs"
	"sync"
)

//go:embed all:dist
var dist embed.FS

// CrowdScript is the plain name of the bundle that worker task templates load.
const CrowdScript = "crowd-html-elements.js"

// Files returns the built files: index.html of the portal, portal.webmanifest and
// portal-worker.js by which it is installed, manifest.json, and assets/, whose names
// carry a hash of their content.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path, and that is all Sub asks for.
	}
	return files
}

// Asset returns the URL path of a built file by its plain name, such as
// /assets/crowd-html-elements-3fA9bQ2x.js for CrowdScript. It returns "" for a
// name that was not built.
func Asset(name string) string {
	return manifest()[name]
}

// Built reports whether the browser parts are in this binary.
func Built() bool {
	return Asset(CrowdScript) != ""
}

var manifest = sync.OnceValue(func() map[string]string {
	return readManifest(Files())
})

// readManifest reads the names that the build wrote; without a build there are none.
func readManifest(files fs.FS) map[string]string {
	var content struct {
		Assets map[string]string `json:"assets"`
	}
	data, err := fs.ReadFile(files, "manifest.json")
	if err != nil || json.Unmarshal(data, &content) != nil {
		return nil
	}
	return content.Assets
}
