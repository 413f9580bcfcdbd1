package activation

import "strconv"

// The members that the echo adds to a condition.
const (
	resultMember  = "EvaluationResult"
	problemMember = "EvaluationError"
)

// echo writes the conditions with the result on every node.
func (c *Conditions) echo(outcomes []outcome) string {
	b := append([]byte(nil), `{"`+topMember+`":`...)
	b = echoList(b, c.nodes, outcomes)
	return string(append(b, '}'))
}

func echoList(b []byte, nodes []node, outcomes []outcome) []byte {
	b = append(b, '[')
	for i := range nodes {
		if i > 0 {
			b = append(b, ',')
		}
		b = nodes[i].echo(b, &outcomes[i])
	}
	return append(b, ']')
}

func (n *node) echo(b []byte, o *outcome) []byte {
	b = append(b, '{')
	for _, m := range n.members {
		b = append(b, '"')
		b = append(b, m.name...) // one of the schema's, which need no escapes
		b = append(b, `":`...)
		switch n.op {
		case "":
			b = append(b, m.value...)
		case opNot:
			b = n.parts[0].echo(b, &o.parts[0])
		default:
			b = echoList(b, n.parts, o.parts)
		}
		b = append(b, ',')
	}
	b = append(b, `"`+resultMember+`":`...)
	b = strconv.AppendBool(b, o.verdict.met())
	if o.problem != "" {
		b = append(b, `,"`+problemMember+`":`...)
		b = appendJSON(b, o.problem)
	}
	return append(b, '}')
}
