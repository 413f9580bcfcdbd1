package rows

import "unicode/utf8"

// Check refuses a layout that no file can have.
func (l Layout) Check() error {
	switch {
	case l.Format != CSV && l.Format != JSONLines:
		return wrong("There is no format %q: take csv or jsonl.", l.Format)
	case l.Format == JSONLines && (l.Delimiter != "" || l.Prefix != "" || len(l.Columns) > 0):
		return wrong("A delimiter, a prefix and types of columns are for CSV: JSON has its own members and types.")
	case l.InputColumn != "" && (l.Prefix != "" || len(l.Columns) > 0):
		return wrong("Where one column holds the whole input, other columns have no say: leave out their prefix, members and types.")
	}
	if d, size := utf8.DecodeRuneInString(l.Delimiter); l.Delimiter != "" && (size != len(l.Delimiter) || d == '"' || d == '\r' || d == '\n' || d == utf8.RuneError) {
		return wrong("A delimiter is one character, and neither a quotation mark nor the end of a line.")
	}
	return l.checkColumns()
}

func (l Layout) checkColumns() error {
	seen := map[string]bool{}
	for _, c := range l.Columns {
		switch {
		case c.Name == "":
			return wrong("A column of the layout has no name.")
		case seen[c.Name]:
			return wrong("Column %q stands in the layout twice.", c.Name)
		}
		seen[c.Name] = true
		switch c.Type {
		case "", Text, Number, Boolean, JSON, Skip:
		default:
			return wrong("Column %q: there is no type %q: take text, number, boolean, json or skip.", c.Name, c.Type)
		}
	}
	return nil
}

// of says what becomes of a column.
func (l Layout) of(column string) Column {
	for _, c := range l.Columns {
		if c.Name == column {
			return c
		}
	}
	return Column{Name: column}
}
