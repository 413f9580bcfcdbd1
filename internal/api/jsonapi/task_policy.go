package jsonapi

import "foureyes/internal/tag"

// taskPolicy keeps a requester's page in an origin of its own: it runs scripts
// and forms, from anywhere as at Amazon, but has neither our pages' cookie nor
// their storage, and only they may frame it.
const taskPolicy = "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads; frame-ancestors 'self'"

// enclosed is what a page may load that shall load nothing from outside: what we
// serve, and what it makes by itself. Scripts inside the page stay: they are the
// requester's own.
const enclosed = "; default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; form-action 'none'; base-uri 'none'"

// TaskPolicy is the Content-Security-Policy of a task's page, by its flow
// definition's setting (tag.ExternalScripts) or else the server's.
func TaskPolicy(setting string, blocks bool) string {
	if setting == tag.Block || setting == "" && blocks {
		return taskPolicy + enclosed
	}
	return taskPolicy
}
