package inventory

import "strings"

// Dataset is a table as the data directory tells of it. Its members are those of the
// public directory's pages.
type Dataset struct {
	ID        string   `json:"id"`
	Namespace string   `json:"namespace"`
	Variant   string   `json:"variant"`
	Title     string   `json:"title"`
	Status    string   `json:"status"`
	Summary   string   `json:"summary"`
	Features  Features `json:"features"`
	Fields    []Field  `json:"fields"`
}

// Features are what the directory tells of a dataset's nature.
type Features struct {
	SchemaMode string `json:"schema_mode"`
}

// Field is a column as the data directory tells of it.
type Field struct {
	Name        string `json:"name"`
	Title       string `json:"title"`
	Variant     string `json:"variant"`
	DataType    string `json:"data_type"`
	Description string `json:"description"`
}

// Directory tells of all tables.
func Directory() []Dataset {
	all := make([]Dataset, 0, len(Definitions))
	for _, d := range Definitions {
		all = append(all, d.dataset())
	}
	return all
}

// Described finds a table in the directory by its name with schema; false when there
// is none.
func Described(name string) (Dataset, bool) {
	for _, d := range Definitions {
		if d.String() == name {
			return d.dataset(), true
		}
	}
	return Dataset{}, false
}

func (d *Definition) dataset() Dataset {
	set := Dataset{
		ID: d.String(), Namespace: d.Schema, Variant: "public", Title: d.Title, Status: "active", Summary: d.Summary,
		Features: Features{SchemaMode: "static"},
	}
	for _, c := range d.Columns {
		set.Fields = append(set.Fields, Field{
			Name: c.Name, Title: c.title(), Variant: "core", DataType: types[c.Kind].directory, Description: c.Description,
		})
	}
	return set
}

// initials are words that are written in capitals in a title.
var initials = map[string]string{
	"arn": "ARN", "id": "ID", "ids": "IDs", "ui": "UI", "ip": "IP", "vpc": "VPC", "oidc": "OIDC", "sha256": "SHA-256",
}

// title is the column's name for people.
func (c Column) title() string {
	words := strings.FieldsFunc(c.Name, func(r rune) bool { return r == '_' })
	for i, w := range words {
		if capitals, is := initials[w]; is {
			words[i] = capitals
		} else {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
