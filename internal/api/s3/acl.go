package s3

import (
	"encoding/xml"
	"net/http"
)

// owner is an account as S3 shows it.
type owner struct {
	ID          string
	DisplayName string
}

func (x *exchange) owner() owner { return owner{ID: x.call.Account, DisplayName: x.call.Account} }

type accessControlPolicy struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ AccessControlPolicy"`
	Owner   owner
	Grant   grant `xml:"AccessControlList>Grant"`
}

type grant struct {
	Grantee struct {
		Namespace string `xml:"xmlns:xsi,attr"`
		Type      string `xml:"xsi:type,attr"`
		owner
	}
	Permission string
}

// getACL answers GetBucketAcl and GetObjectAcl: the owner may do everything, and
// nobody else anything.
func getACL(x *exchange) error {
	if err := x.exists(); err != nil {
		return err
	}
	g := grant{Permission: "FULL_CONTROL"}
	g.Grantee.Namespace = "http://www.w3.org/2001/XMLSchema-instance"
	g.Grantee.Type = "CanonicalUser"
	g.Grantee.owner = x.owner()
	return x.xml(accessControlPolicy{Owner: x.owner(), Grant: g})
}

// checkACL refuses to share what is written with anybody, as S3 does with a
// bucket whose ACLs are disabled, which is its default.
func checkACL(h http.Header) error {
	refused := problem{
		Code: "AccessControlListNotSupported", Status: http.StatusBadRequest,
		Message: "The bucket does not allow ACLs",
	}
	switch h.Get("X-Amz-Acl") {
	case "", "private", "bucket-owner-full-control", "bucket-owner-read":
	default:
		return refused
	}
	for _, name := range []string{"Full-Control", "Read", "Read-Acp", "Write", "Write-Acp"} {
		if h.Get("X-Amz-Grant-"+name) != "" {
			return refused
		}
	}
	return nil
}
