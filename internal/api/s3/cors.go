package s3

import (
	"encoding/xml"
	"net/http"
)

// A bucket's CORS rules are kept and given back, since setting them is a step of
// every A2I setup. They change nothing: every origin may read an answer, because
// only who can sign gets one.

type corsRule struct {
	ID             string   `xml:",omitempty"`
	AllowedHeaders []string `xml:"AllowedHeader"`
	AllowedMethods []string `xml:"AllowedMethod"`
	AllowedOrigins []string `xml:"AllowedOrigin"`
	ExposeHeaders  []string `xml:"ExposeHeader"`
	MaxAgeSeconds  *int     `xml:",omitempty"`
}

type corsConfiguration struct {
	XMLName xml.Name   `xml:"CORSConfiguration"`
	Rules   []corsRule `xml:"CORSRule"`
}

// corsAnswer is the same in S3's namespace, as it goes out.
type corsAnswer struct {
	XMLName xml.Name   `xml:"http://s3.amazonaws.com/doc/2006-03-01/ CORSConfiguration"`
	Rules   []corsRule `xml:"CORSRule"`
}

// maxCORS is the greatest size of the document, in bytes, and maxCORSRules the
// greatest number of rules (S3 User Guide, CORS configuration).
const (
	maxCORS      = 64 << 10
	maxCORSRules = 100
)

func putBucketCORS(x *exchange) error {
	var c corsConfiguration
	if err := x.read(&c, maxCORS); err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	kept, err := xml.Marshal(c)
	if err != nil {
		return err
	}
	if err := x.objects.SetCORS(x.r.Context(), x.call.Account, x.bucket, string(kept)); err != nil {
		return err
	}
	return x.empty(http.StatusOK)
}

func (c corsConfiguration) check() error {
	if len(c.Rules) == 0 || len(c.Rules) > maxCORSRules {
		return malformedXML
	}
	for _, rule := range c.Rules {
		if len(rule.AllowedMethods) == 0 || len(rule.AllowedOrigins) == 0 {
			return malformedXML
		}
		for _, method := range rule.AllowedMethods {
			switch method {
			case http.MethodGet, http.MethodPut, http.MethodPost, http.MethodDelete, http.MethodHead:
			default:
				return invalidRequest("Found unsupported HTTP method in CORS config. Unsupported method is %s", method)
			}
		}
	}
	return nil
}

func getBucketCORS(x *exchange) error {
	b, err := x.objects.Bucket(x.r.Context(), x.call.Account, x.bucket)
	if err != nil {
		return err
	}
	if b.CORS == "" {
		return problem{
			Code: "NoSuchCORSConfiguration", Status: http.StatusNotFound,
			Message: "The CORS configuration does not exist",
		}
	}
	var c corsConfiguration
	if err := xml.Unmarshal([]byte(b.CORS), &c); err != nil {
		return err
	}
	return x.xml(corsAnswer{Rules: c.Rules})
}

func deleteBucketCORS(x *exchange) error {
	if err := x.objects.SetCORS(x.r.Context(), x.call.Account, x.bucket, ""); err != nil {
		return err
	}
	return x.empty(http.StatusNoContent)
}
