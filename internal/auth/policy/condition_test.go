package policy_test

import (
	"testing"

	"foureyes/internal/auth/policy"
)

// Each condition is asked twice: of an Allow and of a Deny, which must agree.
func TestConditions(t *testing.T) {
	have := values(
		"aws:sourceip", "192.0.2.7", "aws:currenttime", "2026-02-03T12:00:00Z", "aws:epochtime", "1770120000",
		"aws:securetransport", "true", "aws:username", "ann", "aws:principalarn", "arn:aws:iam::000000000042:user/ann",
		"s3:max-keys", "10", "aws:tagkeys", "cost", "aws:tagkeys", "team", "aws:requesttag/cost", "42",
	)
	tests := []struct {
		condition string
		holds     bool
	}{
		{`"StringEquals": {"aws:username": "ann"}`, true},
		{`"StringEquals": {"AWS:UserName": "ann"}`, true},
		{`"StringEquals": {"aws:username": "Ann"}`, false},
		{`"StringEquals": {"aws:username": "a*"}`, false},
		{`"StringEquals": {"aws:username": ["bob", "ann"]}`, true},
		{`"StringEquals": {"aws:username": "${aws:username}"}`, true},
		{`"StringEquals": {"aws:RequestTag/Cost": 42}`, true},
		{`"StringNotEquals": {"aws:username": ["bob", "cid"]}`, true},
		{`"StringNotEquals": {"aws:username": ["bob", "ann"]}`, false},
		{`"StringEqualsIgnoreCase": {"aws:username": "ANN"}`, true},
		{`"StringNotEqualsIgnoreCase": {"aws:username": "ANN"}`, false},
		{`"StringLike": {"aws:username": "a?n*"}`, true},
		{`"StringLike": {"aws:username": "A*"}`, false},
		{`"StringNotLike": {"aws:username": "b*"}`, true},

		// A key that is not there meets negated operators and IfExists.
		{`"StringEquals": {"a:none": "x"}`, false},
		{`"StringEqualsIfExists": {"a:none": "x"}`, true},
		{`"StringEqualsIfExists": {"aws:username": "bob"}`, false},
		{`"StringNotEquals": {"a:none": "x"}`, true},
		{`"NotIpAddress": {"a:none": "192.0.2.0/24"}`, true},
		{`"Null": {"a:none": "true"}`, true},
		{`"Null": {"a:none": false}`, false},
		{`"Null": {"aws:username": "true"}`, false},
		{`"Null": {"aws:username": ["true", "false"]}`, true},

		// All operators and all keys must hold.
		{`"StringEquals": {"aws:username": "ann"}, "Bool": {"aws:SecureTransport": "true"}`, true},
		{`"StringEquals": {"aws:username": "ann"}, "Bool": {"aws:SecureTransport": "false"}`, false},
		{`"StringEquals": {"aws:username": "ann", "aws:RequestTag/cost": "43"}`, false},

		{`"Bool": {"aws:SecureTransport": true}`, true},
		{`"Bool": {"aws:SecureTransport": "TRUE"}`, true},
		{`"Bool": {"aws:username": "true"}`, false},
		{`"BoolIfExists": {"a:none": "true"}`, true},

		{`"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}`, true},
		{`"IpAddress": {"aws:SourceIp": "192.0.2.7"}`, true},
		{`"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}`, false},
		{`"IpAddress": {"aws:username": "0.0.0.0/0"}`, false},
		{`"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}`, true},
		{`"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.0.2.7/32"]}`, false},

		{`"NumericEquals": {"s3:max-keys": 10.0}`, true},
		{`"NumericNotEquals": {"s3:max-keys": "10"}`, false},
		{`"NumericLessThan": {"s3:max-keys": "10"}`, false},
		{`"NumericLessThanEquals": {"s3:max-keys": "10"}`, true},
		{`"NumericGreaterThan": {"s3:max-keys": "9.5"}`, true},
		{`"NumericGreaterThanEquals": {"s3:max-keys": "10.5"}`, false},
		{`"NumericLessThan": {"aws:username": "10"}`, false},

		{`"DateGreaterThan": {"aws:CurrentTime": "2026-02-03T11:59:59Z"}`, true},
		{`"DateGreaterThan": {"aws:CurrentTime": "2026-02-03T12:00:00Z"}`, false},
		{`"DateGreaterThanEquals": {"aws:CurrentTime": "2026-02-03T13:00:00+01:00"}`, true},
		{`"DateLessThan": {"aws:CurrentTime": "2027"}`, true},
		{`"DateLessThanEquals": {"aws:CurrentTime": "2026-02"}`, false},
		{`"DateEquals": {"aws:CurrentTime": 1770120000}`, true},
		{`"DateNotEquals": {"aws:EpochTime": "2026-02-03T12:00Z"}`, false},

		{`"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::*:user/a*"}`, true},
		{`"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::000000000042:user/${aws:username}"}`, true},
		{`"ArnLike": {"aws:PrincipalArn": "arn:aws:*:*:*:role/*"}`, false},
		{`"ArnLike": {"aws:PrincipalArn": "arn:*:user/ann:*:*:*"}`, false},
		{`"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/b*"}`, true},
		{`"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"}`, false},
		{`"ArnLike": {"aws:username": "arn:aws:iam::*:user/*"}`, false},

		// Keys with several values: cost and team.
		{`"ForAllValues:StringEquals": {"aws:TagKeys": ["cost", "team", "more"]}`, true},
		{`"ForAllValues:StringEquals": {"aws:TagKeys": "cost"}`, false},
		{`"ForAllValues:StringEquals": {"a:none": "cost"}`, true},
		{`"ForAllValues:StringNotLike": {"aws:TagKeys": "secret*"}`, true},
		{`"ForAllValues:StringNotLike": {"aws:TagKeys": "c*"}`, false},
		{`"ForAnyValue:StringEquals": {"aws:TagKeys": ["cost", "more"]}`, true},
		{`"ForAnyValue:StringEquals": {"aws:TagKeys": "more"}`, false},
		{`"ForAnyValue:StringEquals": {"a:none": "cost"}`, false},
		{`"ForAnyValue:StringNotEquals": {"a:none": "cost"}`, false},
		{`"ForAnyValue:StringEqualsIfExists": {"a:none": "cost"}`, true},
		{`"ForAnyValue:StringNotEquals": {"aws:TagKeys": "cost"}`, true},
		{`"StringEquals": {"aws:TagKeys": "team"}`, true},
		{`"StringNotEquals": {"aws:TagKeys": "team"}`, false},
	}
	for _, test := range tests {
		for effect, met := range map[string]policy.Decision{"Allow": policy.Allow, "Deny": policy.ExplicitDeny} {
			d := parse(t, statements(`{"Effect": "`+effect+`", "Action": "*", "Resource": "*", "Condition": {`+test.condition+`}}`))
			want := policy.ImplicitDeny
			if test.holds {
				want = met
			}
			got := policy.Decide([]*policy.Document{d}, policy.Request{Action: "s3:ListBucket", Resource: "*", Values: have})
			if got != want {
				t.Errorf("%s if %s: %s", effect, test.condition, got)
			}
		}
	}
}

// A request that says nothing for any key meets no condition but the negated.
func TestConditionsWithoutValues(t *testing.T) {
	d := parse(t, statements(`{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}}`))
	if got := policy.Decide([]*policy.Document{d}, policy.Request{Action: "s3:ListBucket", Resource: "*"}); got != policy.ImplicitDeny {
		t.Error(got)
	}
}
