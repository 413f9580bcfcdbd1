package main

import (
	"fmt"
	"strings"
	"unicode"
)

// declare writes the Go type of a shape. Strings, numbers, times, lists and
// maps without a meaning of their own are plain Go types; structures and
// enums are named.
func (g *generator) declare(s *shape) {
	switch {
	case s.Kind == "structure":
		g.printf("// %s is the structure %s.\ntype %s struct {\n", s.name, g.published(s), s.name)
		for _, m := range s.Members {
			g.printf("%s %s %s\n", m.name, g.memberType(m), g.memberComment(m))
		}
		g.printf("}\n\n")
	case len(s.Enum) > 0:
		g.printf("// %s is one of a few words.\ntype %s string\n\n", s.name, s.name)
		g.printf("// The values of %s.\nconst (\n", s.name)
		for _, value := range s.Enum {
			g.printf("%s%s %s = %q\n", s.name, identifier(value), s.name, value)
		}
		g.printf(")\n\n")
	}
}

// published gives the name a shape has in the contract.
func (g *generator) published(s *shape) string {
	for name, other := range g.contract.Shapes {
		if other == s {
			return name
		}
	}
	return s.name
}

// memberType gives the Go type of a member: optional scalars and structures
// are pointers, absent lists and maps are nil.
func (g *generator) memberType(m *member) string {
	s := g.contract.Shapes[m.Shape]
	name := g.typeName(s)
	if !m.Required && !g.canBeNil(s) {
		return "*" + name
	}
	return name
}

// canBeNil reports whether a shape's Go type has nil to say absent.
func (g *generator) canBeNil(s *shape) bool {
	return s.Kind == "list" || s.Kind == "map" || s.Kind == "blob"
}

func (g *generator) typeName(s *shape) string {
	switch {
	case s.Kind == "structure", len(s.Enum) > 0:
		return s.name
	case s.Kind == "list":
		return "[]" + g.typeName(g.contract.Shapes[s.Item])
	case s.Kind == "map":
		return "map[string]string"
	}
	return map[string]string{
		"string": "string", "integer": "int", "float": "float64",
		"boolean": "bool", "timestamp": "time.Time", "blob": "[]byte",
	}[s.Kind]
}

// memberComment tells the constraints a reader of the type wants to know.
func (g *generator) memberComment(m *member) string {
	s := g.contract.Shapes[m.Shape]
	var notes []string
	if m.Required {
		notes = append(notes, "required")
	}
	if s.MaxLength > 0 {
		unit := "characters"
		if s.Kind == "blob" {
			unit = "bytes"
		}
		notes = append(notes, fmt.Sprintf("%d to %d %s", deref(s.MinLength), s.MaxLength, unit))
	}
	if s.Minimum != nil || s.Maximum != nil {
		notes = append(notes, bounds(s))
	}
	if s.MaxItems > 0 {
		notes = append(notes, fmt.Sprintf("%d to %d items", s.MinItems, s.MaxItems))
	}
	if len(notes) == 0 {
		return ""
	}
	return "// " + strings.Join(notes, ", ")
}

func bounds(s *shape) string {
	switch {
	case s.Maximum == nil:
		return fmt.Sprintf("at least %v", *s.Minimum)
	case s.Minimum == nil:
		return fmt.Sprintf("at most %v", *s.Maximum)
	}
	return fmt.Sprintf("%v to %v", *s.Minimum, *s.Maximum)
}

func deref(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

// lower makes the first letter small: TagKey becomes tagKey.
func lower(name string) string {
	return strings.ToLower(name[:1]) + name[1:]
}

// identifier makes an enum's value fit for a Go name: AWS/Textract becomes
// AWSTextract, ipv4 Ipv4.
func identifier(value string) string {
	var out strings.Builder
	start := true
	for _, c := range value {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			start = true
			continue
		}
		if start {
			c = unicode.ToUpper(c)
		}
		out.WriteRune(c)
		start = false
	}
	return out.String()
}
