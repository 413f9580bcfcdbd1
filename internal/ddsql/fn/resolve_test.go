package fn_test

import (
	"testing"

	"foureyes/internal/ddsql/fn"
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

func TestOperatorIsChosenAsPostgreSQLChooses(t *testing.T) {
	tests := []struct {
		left, right, want value.Type
	}{
		{value.Int8, value.Int8, value.Int8},
		{value.Int4, value.Int8, value.Int8},
		{value.Int8, value.Float8, value.Float8},
		{value.Unknown, value.Unknown, value.Text},
		{value.Timestamp, value.Unknown, value.Timestamp},
		{value.OID, value.Int8, value.OID},
		{value.OID, value.Unknown, value.OID},
		{value.RegClass, value.OID, value.OID},
		{value.VarChar, value.Text, value.Text},
		{value.Name, value.Unknown, value.Name},
		{value.TextArray, value.TextArray, value.TextArray},
		{value.TextArray, value.Unknown, value.TextArray},
		{value.CIDR, value.Inet, value.Inet},
	}
	for _, test := range tests {
		call, err := fn.Operator("=", test.left, test.right)
		if err != nil {
			t.Errorf("%s = %s: %v", test.left, test.right, err)
			continue
		}
		if call.Types[0] != test.want || call.Returns != value.Bool {
			t.Errorf("%s = %s compares %s", test.left, test.right, call.Types[0])
		}
	}
}

func TestUnknownOperatorIsWordedAsPostgreSQLDoes(t *testing.T) {
	_, err := fn.Operator("=", value.Text, value.Int8)
	e := sqlerr.From(err)
	if e.Code != sqlerr.UndefinedFunction || e.Message != "operator does not exist: text = bigint" || e.Hint == "" {
		t.Errorf("got %+v", e)
	}
	if _, err := fn.Equality(value.JSON); sqlerr.Code(err) != sqlerr.UndefinedFunction {
		t.Errorf("json has equality: %v", err)
	}
}
