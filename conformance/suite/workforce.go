package suite

import (
	"maps"
	"strings"
)

func workforceNamed(name string) object { return object{"WorkforceName": name} }

// workforce makes a workforce in a region where there is none but the default.
func (p *probe) workforce(name string, more object) *answer {
	in := workforceNamed(name)
	maps.Copy(in, more)
	return p.call("CreateWorkforce", in)
}

func (p *probe) cognito() object { return object{"CognitoConfig": clone(p.world.pool)} }

// publicProvider is a provider as descriptions show it.
func publicProvider() object {
	o := provider()
	delete(o, "ClientSecret")
	return o
}

func updateCIDRs(name string, cidrs ...any) object {
	return object{"WorkforceName": name, "SourceIpConfig": object{"Cidrs": append([]any{}, cidrs...)}}
}

var workforceCases = []testCase{
	alone("DescribeWorkforce", "finds the default that every region has", func(p *probe) {
		a := p.call("DescribeWorkforce", workforceNamed("default"))
		p.equal("WorkforceArn", a.text("Workforce", "WorkforceArn"), p.arn("workforce", "default"))
		p.equal("Status", a.text("Workforce", "Status"), "Active")
		p.equal("SourceIpConfig", a.at("Workforce", "SourceIpConfig"), object{"Cidrs": []any{}})
		p.holds(a.at("Workforce", "CognitoConfig") != nil && a.at("Workforce", "OidcConfig") == nil, "the default has no user pool")
		p.equal("ListWorkforces", p.call("ListWorkforces", object{}).names("Workforces", "WorkforceName"), []string{"default"})
	}),
	life("DescribeWorkforce", "does not find what is not there", func(p *probe) {
		p.refuse("DescribeWorkforce", workforceNamed(p.token()), "ValidationException", "No workforce")
	}),
	life("DescribeWorkforce", "has a sub domain without a scheme", func(p *probe) {
		sub := p.call("DescribeWorkforce", workforceNamed("default")).text("Workforce", "SubDomain")
		p.holds(sub != "" && !strings.Contains(sub, "/"), "SubDomain is %q", sub)
	}),
	alone("CreateWorkforce", "replaces a default that nobody used", func(p *probe) {
		name := p.token()
		a := p.workforce(name, p.cognito())
		p.equal("the answer", a.value, object{"WorkforceArn": p.arn("workforce", name)})
		p.equal("ListWorkforces", p.call("ListWorkforces", object{}).names("Workforces", "WorkforceName"), []string{name})
		p.refuse("DescribeWorkforce", workforceNamed("default"), "ValidationException", "No workforce")
		a = p.call("DescribeWorkforce", workforceNamed(name))
		p.equal("CognitoConfig", a.at("Workforce", "CognitoConfig"), p.world.pool)
		p.recent(a.at("Workforce", "CreateDate"))
		p.recent(a.at("Workforce", "LastUpdatedDate"))
	}),
	life("CreateWorkforce", "makes only one", func(p *probe) {
		in := workforceNamed(p.token())
		in["CognitoConfig"] = clone(p.world.pool)
		p.refuse("CreateWorkforce", in, "ValidationException", "Cannot create more than one workforce for account "+p.world.account+
			". If you are trying to update existing workforce, please use UpdateWorkforce API")
	}),
	life("CreateWorkforce", "refuses both kinds at once", func(p *probe) {
		p.refuse("CreateWorkforce", object{"WorkforceName": p.token(), "CognitoConfig": clone(p.world.pool), "OidcConfig": provider()}, "ValidationException", "")
	}),
	life("CreateWorkforce", "refuses no kind", func(p *probe) {
		p.refuse("CreateWorkforce", workforceNamed(p.token()), "ValidationException", "")
	}),
	alone("CreateWorkforce", "never tells the secret of a client", func(p *probe) {
		name, o := p.token(), provider()
		o["Scope"], o["AuthenticationRequestExtraParams"] = "openid email", object{"prompt": "login"}
		p.workforce(name, object{"OidcConfig": o})
		want := publicProvider()
		want["Scope"], want["AuthenticationRequestExtraParams"] = "openid email", object{"prompt": "login"}
		a := p.call("DescribeWorkforce", workforceNamed(name))
		p.equal("OidcConfig", a.at("Workforce", "OidcConfig"), want)
		p.holds(a.at("Workforce", "CognitoConfig") == nil, "there is a user pool as well")
		for _, other := range []*answer{a, p.call("ListWorkforces", object{}), p.call("UpdateWorkforce", workforceNamed(name))} {
			p.holds(!strings.Contains(string(other.body), "s3cret"), "the secret is in the answer: %s", other.body)
		}
	}),
	alone("CreateWorkforce", "keeps networks and addresses", func(p *probe) {
		name := p.token()
		more := p.cognito()
		more["SourceIpConfig"] = object{"Cidrs": []any{"203.0.113.0/24", "2001:db8::/32"}}
		more["IpAddressType"] = "dualstack"
		more["WorkforceVpcConfig"] = object{"VpcId": "vpc-0a1b", "SecurityGroupIds": []any{"sg-0a"}, "Subnets": []any{"subnet-0a", "subnet-0b"}}
		p.workforce(name, more)
		a := p.call("DescribeWorkforce", workforceNamed(name))
		for _, member := range []string{"SourceIpConfig", "IpAddressType", "WorkforceVpcConfig"} {
			p.equal(member, a.at("Workforce", member), more[member])
		}
	}),
	alone("UpdateWorkforce", "restricts addresses and opens again", func(p *probe) {
		name := p.token()
		p.workforce(name, p.cognito())
		a := p.call("UpdateWorkforce", updateCIDRs(name, "10.0.0.0/8"))
		p.equal("Cidrs", a.at("Workforce", "SourceIpConfig"), object{"Cidrs": []any{"10.0.0.0/8"}})
		p.equal("the description", p.call("DescribeWorkforce", workforceNamed(name)).value, a.value)
		a = p.call("UpdateWorkforce", updateCIDRs(name))
		p.equal("Cidrs", a.at("Workforce", "SourceIpConfig"), object{"Cidrs": []any{}})
	}),
	alone("UpdateWorkforce", "takes ten address ranges and not eleven", func(p *probe) {
		name, ten := p.token(), []any{}
		p.workforce(name, p.cognito())
		for _, c := range "0123456789" {
			ten = append(ten, "10."+string(c)+".0.0/16")
		}
		p.call("UpdateWorkforce", updateCIDRs(name, ten...))
		p.refuse("UpdateWorkforce", updateCIDRs(name, append(ten, "10.10.0.0/16")...), "ValidationException", "10")
	}),
	alone("UpdateWorkforce", "stores a default that it changes", func(p *probe) {
		p.call("UpdateWorkforce", updateCIDRs("default", "10.0.0.0/8"))
		a := p.call("DescribeWorkforce", workforceNamed("default"))
		p.equal("Cidrs", a.at("Workforce", "SourceIpConfig"), object{"Cidrs": []any{"10.0.0.0/8"}})
	}),
	alone("UpdateWorkforce", "changes the provider while there are no teams", func(p *probe) {
		name, o := p.token(), provider()
		p.workforce(name, object{"OidcConfig": provider()})
		o["ClientId"] = "another"
		a := p.call("UpdateWorkforce", object{"WorkforceName": name, "OidcConfig": o})
		p.equal("ClientId", a.text("Workforce", "OidcConfig", "ClientId"), "another")
		p.call("CreateWorkteam", object{"WorkteamName": name, "Description": "x", "MemberDefinitions": []any{oidcGroups("clerks", "leads")}})
		p.refuse("UpdateWorkforce", object{"WorkforceName": name, "OidcConfig": provider()}, "ConflictException", "")
	}),
	alone("UpdateWorkforce", "does not change the kind", func(p *probe) {
		p.refuse("UpdateWorkforce", object{"WorkforceName": "default", "OidcConfig": provider()}, "ValidationException", "")
	}),
	life("UpdateWorkforce", "does not find what is not there", func(p *probe) {
		p.refuse("UpdateWorkforce", workforceNamed(p.token()), "ValidationException", "No workforce")
	}),
	alone("CreateWorkteam", "takes groups of the workforce's provider only", func(p *probe) {
		name := p.token()
		p.workforce(name, object{"OidcConfig": provider()})
		p.refuse("CreateWorkteam", p.team(name), "ValidationException", "")
		in := p.team(name, object{"MemberDefinitions": []any{oidcGroups("clerks"), oidcGroups("leads", "größere")}})
		p.call("CreateWorkteam", in)
		a := p.call("DescribeWorkteam", teamNamed(name))
		p.equal("MemberDefinitions", a.at("Workteam", "MemberDefinitions"), in["MemberDefinitions"])
		p.equal("WorkforceArn", a.text("Workteam", "WorkforceArn"), p.arn("workforce", name))
	}),
	alone("DeleteWorkforce", "refuses while there are teams", func(p *probe) {
		name := p.token()
		p.workforce(name, p.cognito())
		p.call("CreateWorkteam", p.team(name))
		p.refuse("DeleteWorkforce", workforceNamed(name), "ResourceInUse", "")
		p.call("DeleteWorkteam", teamNamed(name))
		a := p.call("DeleteWorkforce", workforceNamed(name))
		p.equal("the answer", a.value, object{})
		p.refuse("DescribeWorkforce", workforceNamed(name), "ValidationException", "No workforce")
		p.call("DescribeWorkforce", workforceNamed("default"))
	}),
	life("DeleteWorkforce", "does not find what is not there", func(p *probe) {
		p.refuse("DeleteWorkforce", workforceNamed(p.token()), "ValidationException", "No workforce")
	}),
	life("ListWorkforces", "filters by a part of the name", func(p *probe) {
		p.equal("with a part of its name", p.call("ListWorkforces", object{"NameContains": "defaul"}).names("Workforces", "WorkforceName"), []string{"default"})
		p.equal("with another name", p.call("ListWorkforces", object{"NameContains": p.token()}).list("Workforces"), []any{})
	}),
}
