package sagemaker

import (
	"foureyes/internal/workforce"
)

// workteam shows a team as one of Amazon's.
func (a *API) workteam(t workforce.Workteam) Workteam {
	workforceARN := t.WorkforceARN()
	out := Workteam{
		WorkteamName: t.Name, WorkteamArn: t.ARN(), WorkforceArn: &workforceARN,
		Description: t.Description, SubDomain: &a.p.PublicHost, CreateDate: &t.CreatedAt, LastUpdatedDate: &t.UpdatedAt,
		MemberDefinitions:         make([]MemberDefinition, 0, len(t.Members)),
		NotificationConfiguration: &NotificationConfiguration{NotificationTopicArn: optional(t.NotificationTopic)},
		WorkerAccessConfiguration: accessConfiguration(t.Access),
	}
	for _, m := range t.Members {
		out.MemberDefinitions = append(out.MemberDefinitions, memberDefinition(m))
	}
	return out
}

func memberDefinition(m workforce.Member) MemberDefinition {
	if m.Cognito == nil {
		return MemberDefinition{OidcMemberDefinition: &OidcMemberDefinition{Groups: m.Groups}}
	}
	return MemberDefinition{CognitoMemberDefinition: &CognitoMemberDefinition{
		UserPool: m.Cognito.UserPool, UserGroup: m.Cognito.Group, ClientId: m.Cognito.ClientID,
	}}
}

// membersOf reads member definitions; nil when none are given.
func membersOf(definitions []MemberDefinition) []workforce.Member {
	var members []workforce.Member
	for _, d := range definitions {
		var m workforce.Member
		if c := d.CognitoMemberDefinition; c != nil {
			m.Cognito = &workforce.CognitoGroup{
				Cognito: workforce.Cognito{UserPool: c.UserPool, ClientID: c.ClientId}, Group: c.UserGroup,
			}
		}
		if d.OidcMemberDefinition != nil {
			m.Groups = d.OidcMemberDefinition.Groups
		}
		members = append(members, m)
	}
	return members
}

func accessConfiguration(a *workforce.Access) *WorkerAccessConfiguration {
	if a == nil {
		return nil
	}
	return &WorkerAccessConfiguration{S3Presign: &S3Presign{IamPolicyConstraints: &IamPolicyConstraints{
		SourceIp: optionalSwitch(a.SourceIP), VpcSourceIp: optionalSwitch(a.VPCSourceIP),
	}}}
}

// accessOf reads an access configuration; nil when none is given.
func accessOf(c *WorkerAccessConfiguration) *workforce.Access {
	if c == nil {
		return nil
	}
	access := &workforce.Access{}
	if c.S3Presign == nil || c.S3Presign.IamPolicyConstraints == nil {
		return access
	}
	constraints := c.S3Presign.IamPolicyConstraints
	if constraints.SourceIp != nil {
		access.SourceIP = string(*constraints.SourceIp)
	}
	if constraints.VpcSourceIp != nil {
		access.VPCSourceIP = string(*constraints.VpcSourceIp)
	}
	return access
}

func optionalSwitch(s string) *EnabledOrDisabled {
	if s == "" {
		return nil
	}
	v := EnabledOrDisabled(s)
	return &v
}

// topicOf reads the topic of a notification configuration; nil when none is given.
func topicOf(c *NotificationConfiguration) *string {
	if c == nil {
		return nil
	}
	if c.NotificationTopicArn == nil {
		none := ""
		return &none
	}
	return c.NotificationTopicArn
}
