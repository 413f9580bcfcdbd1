package store

import "strings"

// member is one member of an object that is made of columns.
type member struct {
	name  string
	value expression
}

// object makes a JSON object; members without a value are left out, as they are in
// the answers of the API.
func jsonObject(members ...member) expression {
	var lite, post []string
	for _, m := range members {
		lite = append(lite, "'"+m.name+"', "+m.value.sqlite)
		post = append(post, "'"+m.name+"', "+m.value.postgres)
	}
	return expression{
		sqlite:   "json_patch('{}', json_object(" + strings.Join(lite, ", ") + "))",
		postgres: "json_strip_nulls(json_build_object(" + strings.Join(post, ", ") + "))",
	}
}

// document reads text as JSON; empty text, and null, is NULL.
func document(text string) expression {
	given := "CASE WHEN " + text + " NOT IN ('', 'null') THEN "
	return expression{sqlite: given + "json(" + text + ") END", postgres: given + text + "::json END"}
}

// part takes a text out of a JSON object.
func part(text, key string) expression {
	return expression{sqlite: "json_extract(" + text + ", '$." + key + "')", postgres: text + "::json ->> '" + key + "'"}
}

// inner takes JSON out of a JSON object.
func inner(text, key string) expression {
	return expression{sqlite: "json(json_extract(" + text + ", '$." + key + "'))", postgres: text + "::json -> '" + key + "'"}
}

// given is an expression over a text that may be empty, which then is NULL.
func given(text string, e expression) expression {
	when := "CASE WHEN " + text + " <> '' THEN "
	return expression{sqlite: when + e.sqlite + " END", postgres: when + e.postgres + " END"}
}
