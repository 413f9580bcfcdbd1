package textract

import "foureyes/internal/api/gate"

// permissions are what the operation needs before what it names is looked at
// (Service Authorization Reference, Textract). It may start a human loop, so it is
// audited.
var permissions = map[string]gate.Operation{"AnalyzeDocument": gate.Changing(gate.Anything())}
