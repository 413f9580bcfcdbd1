package store

import "strings"

// relation is how a table of the inventory is read: what its rows are, and an
// expression for each of its columns. Expressions may hold {account} and {host}.
type relation struct {
	// rows is what stands behind FROM: the rows are its first table's, or found by
	// inner joins. joins, in their order, are written when their alias is in use; each
	// finds at most one row.
	rows  expression
	joins []join
	// account is the column with the account of a row, which is always asked for.
	account string
	// where holds for every row that is shown; it may be empty.
	where   string
	columns map[string]expression
	// split names the table whose rows have two indexes of names: one of those that are
	// deleted, one of the others.
	split string
}

type join struct{ alias, clause string }

// expression is SQL for the cells of a column: a moment is milliseconds, json is of
// type json on PostgreSQL, tags are the id of the resource, and a list is the text of
// a JSON array.
type expression struct {
	sqlite, postgres string
	// few are all values that there can be, for a column with few.
	few []choice
	// name is set for columns that are equal exactly if their parts are.
	name *named
	// indexed says that an index finds rows by the column itself.
	indexed bool
	// narrow holds for all rows, and lets an index find those with a range of the column.
	narrow string
}

// choice is one value of a column, and the condition of the rows that have it. If an
// index finds those rows among few others, narrow is the condition by which it does.
type choice struct{ value, when, narrow string }

// named takes an ARN apart into what indexes are made for, or completes a name.
type named struct {
	before       string // what stands between the account and the name, such as "flow-definition/"
	region, name string // columns
	// regions is a query for all regions of {account}, for a column that is a name alone.
	regions string
}

// relations are all tables by their names.
var relations = map[string]relation{
	"aws.sagemaker_flow_definition": flowDefinitionRelation,
	"aws.sagemaker_human_loop":      humanLoopRelation,
	"aws.sagemaker_human_task_ui":   humanTaskUIRelation,
	"aws.sagemaker_workforce":       workforceRelation,
	"aws.sagemaker_workteam":        workteamRelation,
	"foureyes.answer":               answerRelation,
	"foureyes.assignment":           assignmentRelation,
	"foureyes.audit":                auditRelation,
	"foureyes.event":                eventRelation,
	"foureyes.worker":               workerRelation,
}

// same is an expression that both engines understand.
func same(sql string) expression { return expression{sqlite: sql, postgres: sql} }

// absent is text that is stored empty and shown as NULL.
func absent(column string) expression { return same("NULLIF(" + column + ", '')") }

// nothing is a column without values.
func nothing() expression { return expression{sqlite: "NULL", postgres: "NULL::text"} }

// always is one text for all rows.
func always(text string) expression {
	return expression{sqlite: "'" + text + "'", postgres: "'" + text + "'::text"}
}

// arnOf is the ARN of a resource of SageMaker in {account}: resource is its type and
// what else stands before the name. The partition is that of package arn.
func arnOf(resource, region, name string) expression {
	e := same("'arn:' || CASE WHEN substr(" + region + ", 1, 3) = 'cn-' THEN 'aws-cn' WHEN substr(" + region +
		", 1, 7) = 'us-gov-' THEN 'aws-us-gov' ELSE 'aws' END || ':sagemaker:' || " + region +
		" || ':' || {account} || ':" + resource + "' || " + name)
	e.name = &named{before: resource, region: region, name: name}
	return e
}

// nameIn is a name that needs a region to be found quickly, of which an account has few.
func nameIn(regions, region, name string) expression {
	e := same(name)
	e.name = &named{region: region, name: name, regions: regions}
	return e
}

// plain is a column as it is stored, by which an index may be found.
func plain(column string) bool {
	return !strings.ContainsFunc(column, func(r rune) bool { return r != '.' && r != '_' && (r < 'a' || r > 'z') })
}

// seconds is a column of milliseconds in seconds.
func seconds(column string) expression {
	return same("CAST(" + column + " AS DOUBLE PRECISION) / 1000")
}
