package rekognition

import "foureyes/internal/api/gate"

// permissions are what the operation needs before what it names is looked at
// (Service Authorization Reference, Rekognition). It may start a human loop, so it is
// audited.
var permissions = map[string]gate.Operation{"DetectModerationLabels": gate.Changing(gate.Anything())}
