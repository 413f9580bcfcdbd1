package awsimport

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// member is who belongs to a work team.
type member struct {
	CognitoMemberDefinition json.RawMessage
}

// team is a work team.
type team struct {
	WorkteamName              string
	WorkteamARN               string `json:"WorkteamArn"`
	Description               string
	MemberDefinitions         []json.RawMessage
	NotificationConfiguration json.RawMessage
	WorkerAccessConfiguration json.RawMessage
}

func (r *run) teams(ctx context.Context) ([]thing, error) {
	return pages(ctx, r.from, "ListWorkteams", named{"MaxResults": 100}, func(p struct{ Workteams []team }) []thing {
		all := make([]thing, 0, len(p.Workteams))
		for _, t := range p.Workteams {
			all = append(all, t)
		}
		return all
	})
}

// members are what a team of the source and one of the target are compared by.
func (t team) members() map[string]any {
	m := map[string]any{"Description": t.Description, "MemberDefinitions": t.MemberDefinitions}
	for name, value := range map[string]json.RawMessage{
		"NotificationConfiguration": t.NotificationConfiguration, "WorkerAccessConfiguration": t.WorkerAccessConfiguration,
	} {
		if plain(value) != nil {
			m[name] = value
		}
	}
	return m
}

func (t team) carry(ctx context.Context, r *run) Item {
	item := Item{Kind: "work team", Name: t.WorkteamName}
	var found struct{ Workteam team }
	err := r.to.Call(ctx, "DescribeWorkteam", named{"WorkteamName": t.WorkteamName}, &found)
	switch {
	case err == nil && t.WorkteamName == everyone: // each account's own
		return r.compare(item, nil, nil, r.here(t.WorkteamARN))
	case err == nil:
		return r.compare(item, t.members(), found.Workteam.members(), r.here(t.WorkteamARN))
	case !absent(err):
		return item.failed(err)
	}
	if why := t.people(); why != "" {
		return item.because(Left, "%s", why)
	}
	tags, err := r.tags(ctx, t.WorkteamARN)
	if err != nil {
		return item.failed(err)
	}
	in := named(t.members())
	in["WorkteamName"], in["Tags"] = t.WorkteamName, tags
	item.Notes = append(item.Notes, fmt.Sprintf("people and their passwords stay with Amazon Cognito; invite them with "+
		"`foureyes user invite`, and put them in with `foureyes team add %s E-MAIL`", t.WorkteamName))
	return r.make(ctx, item, "CreateWorkteam", in, r.here(t.WorkteamARN))
}

// people says why a team's members cannot be carried; empty when they can.
func (t team) people() string {
	for _, raw := range t.MemberDefinitions {
		var m member
		if err := json.Unmarshal(raw, &m); err != nil {
			return "its member definitions cannot be read: " + err.Error()
		}
		if m.CognitoMemberDefinition == nil {
			return "its members come from an OpenID Connect provider, whose client secret Amazon does not give back: " +
				"make the workforce with UpdateWorkforce and its OidcConfig, then the team, and import again"
		}
	}
	return ""
}

// private reports whether a work team is of one's own people, and no vendor's or the public's.
func private(arn string) bool { return strings.Contains(arn, ":workteam/private-crowd/") }
