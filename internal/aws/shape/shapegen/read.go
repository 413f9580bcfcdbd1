package main

import (
	"fmt"
	"strconv"
	"strings"
)

// read writes the rule of a shape and the function that reads it.
func (g *generator) read(s *shape) {
	switch s.Kind {
	case "structure":
		g.readStructure(s)
	case "list":
		g.printf("var %sRule = %s\n\n", lower(s.name), size(s.MinItems, s.MaxItems))
		item := g.contract.Shapes[s.Item]
		g.reader(s, fmt.Sprintf("shape.List(r, &%sRule, read%s)", lower(s.name), item.name))
	case "map":
		g.printf("var %sRule = %s\n\n", lower(s.name), size(s.MinItems, s.MaxItems))
		g.reader(s, fmt.Sprintf("shape.Map(r, &%sRule, &%sRule, &%sRule)", lower(s.name), lower(s.Key), lower(s.Value)))
	default:
		g.readScalar(s)
	}
}

// reader writes a read function with one expression.
func (g *generator) reader(s *shape, expression string) {
	g.printf("func read%s(r *shape.Reader) %s {\nreturn %s\n}\n\n", s.name, g.typeName(s), expression)
}

func (g *generator) readScalar(s *shape) {
	rule := lower(s.name) + "Rule"
	switch s.Kind {
	case "string":
		g.printf("var %s = %s\n\n", rule, text(s))
		read := "r.Text(&" + rule + ")"
		if len(s.Enum) > 0 {
			read = s.name + "(" + read + ")"
		}
		g.reader(s, read)
	case "integer", "float":
		g.printf("var %s = %s\n\n", rule, number(s))
		g.reader(s, fmt.Sprintf("r.%s(&%s)", map[string]string{"integer": "Integer", "float": "Float"}[s.Kind], rule))
	case "blob":
		g.printf("var %s = %s\n\n", rule, size(deref(s.MinLength), s.MaxLength))
		g.reader(s, "r.Blob(&"+rule+")")
	case "boolean":
		g.reader(s, "r.Boolean()")
	case "timestamp":
		g.reader(s, "r."+timeFormat(s)+"()")
	}
}

// timeFormat names the method of Reader and Writer for a timestamp.
func timeFormat(s *shape) string {
	if s.Format == "iso8601" {
		return "ISO8601"
	}
	return "Seconds"
}

// readStructure writes the table of members and the read function.
func (g *generator) readStructure(s *shape) {
	g.printf("var %sMembers = []shape.Member{\n", lower(s.name))
	for _, m := range s.Members {
		g.printf("{%s},\n", memberLiteral(m))
	}
	g.printf("}\n\n")
	parameter, source := "", "r.Object("
	if g.contract.isREST() && strings.HasSuffix(s.name, "Input") && g.contract.Operations[strings.TrimSuffix(s.name, "Input")] != nil {
		parameter, source = ", p shape.Parts", "r.Parts(p, "
	}
	g.printf("func read%s(r *shape.Reader%s) %s {\nvar v %s\n", s.name, parameter, s.name, s.name)
	if len(s.Members) == 0 {
		g.printf("for range %s%sMembers) {\n}\nreturn v\n}\n\n", source, lower(s.name))
		return
	}
	g.printf("for name := range %s%sMembers) {\nswitch name {\n", source, lower(s.name))
	for _, m := range s.Members {
		g.printf("case %q:\nv.%s = %s\n", m.name, m.name, g.readMember(m))
	}
	g.printf("}\n}\nreturn v\n}\n\n")
}

func (g *generator) readMember(m *member) string {
	s := g.contract.Shapes[m.Shape]
	if !m.Required && !g.canBeNil(s) {
		return "shape.Optional(r, read" + s.name + ")"
	}
	return "read" + s.name + "(r)"
}

func memberLiteral(m *member) string {
	parts := []string{"Name: " + strconv.Quote(m.name), "Label: " + strconv.Quote(lower(m.name))}
	if m.Required {
		parts = append(parts, "Required: true")
	}
	if m.In != "" {
		parts = append(parts, map[string]string{"path": "In: shape.InPath", "query": "In: shape.InQuery"}[m.In])
	}
	return strings.Join(parts, ", ")
}

func text(s *shape) string {
	var parts []string
	if deref(s.MinLength) > 0 {
		parts = append(parts, fmt.Sprintf("Min: %d", *s.MinLength))
	}
	if s.MaxLength > 0 {
		parts = append(parts, fmt.Sprintf("Max: %d", s.MaxLength))
	}
	switch {
	case s.check != "":
		parts = append(parts, fmt.Sprintf("Pattern: shape.NewCheckedPattern(%s, shape.%s)", quote(s.Pattern), s.check))
	case s.Pattern != "":
		parts = append(parts, fmt.Sprintf("Pattern: shape.NewPattern(%s)", quote(s.Pattern)))
	}
	if len(s.Enum) > 0 {
		parts = append(parts, fmt.Sprintf("Enum: %#v", s.Enum))
	}
	if s.Sensitive {
		parts = append(parts, "Secret: true")
	}
	return "shape.Text{" + strings.Join(parts, ", ") + "}"
}

// quote prefers back quotes, in which patterns read as published.
func quote(s string) string {
	if strings.Contains(s, "`") {
		return strconv.Quote(s)
	}
	return "`" + s + "`"
}

func number(s *shape) string {
	var parts []string
	if s.Minimum != nil {
		parts = append(parts, "Min: new("+float(*s.Minimum)+")")
	}
	if s.Maximum != nil {
		parts = append(parts, "Max: new("+float(*s.Maximum)+")")
	}
	return "shape.Number{" + strings.Join(parts, ", ") + "}"
}

// float writes a number so that Go takes it for a float64.
func float(f float64) string {
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

func size(low, high int) string {
	var parts []string
	if low > 0 {
		parts = append(parts, fmt.Sprintf("Min: %d", low))
	}
	if high > 0 {
		parts = append(parts, fmt.Sprintf("Max: %d", high))
	}
	return "shape.Size{" + strings.Join(parts, ", ") + "}"
}
