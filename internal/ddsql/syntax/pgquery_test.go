package syntax_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	pgquery "github.com/wasilibs/go-pgquery"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/syntax"
)

// PostgreSQL's own parser must read our text of the tree as the tree of the
// original text: then ours holds the same structure.
func TestTreeIsPostgreSQLs(t *testing.T) {
	for _, sql := range corpus(t, "accepted.sql", "catalogue.sql") {
		want, err := pgTree(sql)
		if err != nil {
			t.Errorf("PostgreSQL refuses %s\n%v", sql, err)
			continue
		}
		statements, err := syntax.Parse(sql, syntax.DefaultLimits)
		if err != nil {
			t.Errorf("%s\n%v at %d", sql, err, sqlerr.From(err).Position)
			continue
		}
		ours := format(statements)
		got, err := pgTree(ours)
		if err != nil {
			t.Errorf("%s\nis written as\n%s\nwhich PostgreSQL refuses: %v", sql, ours, err)
		} else if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis written as\n%s\nwhich PostgreSQL reads otherwise (-original +ours):\n%s",
				sql, ours, cmp.Diff(want, got))
		}
	}
}

// pgTree is PostgreSQL's tree of the text, without what says how it was written.
func pgTree(sql string) (any, error) {
	text, err := pgquery.ParseToJSON(sql)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal([]byte(text), &tree); err != nil {
		return nil, err
	}
	return normal(tree), nil
}

// writtenBetween is PostgreSQL's FRAMEOPTION_BETWEEN.
const writtenBetween = 0x10

// normal takes places and spellings out of a tree.
func normal(node any) any {
	switch node := node.(type) {
	case []any:
		for i := range node {
			node[i] = normal(node[i])
		}
	case map[string]any:
		for key, value := range node {
			if strings.HasSuffix(key, "location") || key == "stmt_len" {
				delete(node, key)
				continue
			}
			node[key] = normal(value)
			if value == "SORTBY_ASC" {
				node[key] = "SORTBY_DEFAULT"
			}
			if options, is := value.(float64); is && key == "frameOptions" {
				// One bit says that BETWEEN was written; our text always writes it.
				node[key] = int(options) &^ writtenBetween
			}
		}
		return flat(node)
	}
	return node
}

// flat joins a field selection with the one inside it, which parentheses alone
// keep apart; subscripts stay, since those of one chain belong together.
func flat(node map[string]any) any {
	outer, is := node["A_Indirection"].(map[string]any)
	if !is {
		return node
	}
	arg, is := outer["arg"].(map[string]any)
	if !is {
		return node
	}
	inner, is := arg["A_Indirection"].(map[string]any)
	if !is {
		return node
	}
	steps, _ := outer["indirection"].([]any)
	before, _ := inner["indirection"].([]any)
	if first, _ := steps[0].(map[string]any); first["A_Indices"] != nil {
		return node
	}
	inner["indirection"] = append(append([]any{}, before...), steps...)
	return arg
}

// What is neither a query nor refused has another tree; that both accept it is
// compared.
func TestUtilityStatementsArePostgreSQLs(t *testing.T) {
	for _, sql := range corpus(t, "utility.sql") {
		if _, err := pgquery.ParseToJSON(sql); err != nil {
			t.Errorf("PostgreSQL refuses %s\n%v", sql, err)
		}
		parse(t, sql)
	}
}
