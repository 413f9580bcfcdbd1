package main

import "fmt"

// write writes the function that encodes a structure. Optional members that
// are nil are left out; a required list that is nil is written as [].
func (g *generator) write(s *shape) {
	value := "v"
	if len(s.Members) == 0 {
		value = "_"
	}
	g.printf("func write%s(w *shape.Writer, %s *%s) {\nw.Open('{')\n", s.name, value, s.name)
	for _, m := range s.Members {
		g.writeMember(m)
	}
	g.printf("w.Close('}')\n}\n\n")
}

func (g *generator) writeMember(m *member) {
	s := g.contract.Shapes[m.Shape]
	value := "v." + m.name
	if m.Required {
		g.printf("w.Name(%q)\n", m.name)
		g.writeValue(s, value, "&"+value)
		return
	}
	g.printf("if %s != nil {\nw.Name(%q)\n", value, m.name)
	if g.canBeNil(s) {
		g.writeValue(s, value, "&"+value)
	} else {
		g.writeValue(s, "*"+value, value)
	}
	g.printf("}\n")
}

// writeValue writes the statement for one value; pointer is the expression for
// its address, which structures are written by.
func (g *generator) writeValue(s *shape, value, pointer string) {
	switch s.Kind {
	case "structure":
		g.printf("write%s(w, %s)\n", s.name, pointer)
	case "list":
		item := g.contract.Shapes[s.Item]
		g.printf("w.Open('[')\nfor i := range %s {\n", value)
		g.writeValue(item, value+"[i]", "&"+value+"[i]")
		g.printf("}\nw.Close(']')\n")
	case "map":
		g.printf("w.Map(%s)\n", value)
	case "string":
		if len(s.Enum) > 0 {
			value = fmt.Sprintf("string(%s)", value)
		}
		g.printf("w.Text(%s)\n", value)
	case "timestamp":
		g.printf("w.%s(%s)\n", timeFormat(s), value)
	default:
		method := map[string]string{"integer": "Integer", "float": "Float", "boolean": "Boolean", "blob": "Blob"}[s.Kind]
		g.printf("w.%s(%s)\n", method, value)
	}
}
