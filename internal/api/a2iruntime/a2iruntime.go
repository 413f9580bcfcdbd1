// Package a2iruntime is the door of the Augmented AI Runtime API (REST-JSON):
// StartHumanLoop and its four companions, a file each. It decodes, calls the room
// humanloop, and encodes; what its errors are called is in errors.go. Shapes and
// checks are generated from the contract.
package a2iruntime

import (
	"net/http"

	"foureyes/internal/api/gate"
	"foureyes/internal/aws"
	"foureyes/internal/aws/restjson"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// API answers the operations.
type API struct {
	loops  *humanloop.Service
	tokens *page.Tokens
}

// New makes the handler of the API. server says how to authenticate and to log;
// its Fault is set here. before is asked about every call; nil lets all through.
func New(loops *humanloop.Service, tokens *page.Tokens, server aws.Server, before *gate.Gate) http.Handler {
	a := &API{loops: loops, tokens: tokens}
	server.Fault = faultOf
	server.Gate = before.Door("sagemaker", permissions)
	return restjson.New(server,
		startHumanLoopOperation.Bind(a.startHumanLoop),
		describeHumanLoopOperation.Bind(a.describeHumanLoop),
		listHumanLoopsOperation.Bind(a.listHumanLoops),
		stopHumanLoopOperation.Bind(a.stopHumanLoop),
		deleteHumanLoopOperation.Bind(a.deleteHumanLoop),
	)
}
