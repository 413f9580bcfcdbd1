package s3

import (
	"encoding/base64"
	"encoding/xml"
	"strings"

	"foureyes/internal/object"
)

// maxBuckets is the greatest page of buckets (S3 API, ListBuckets).
const maxBuckets = 10000

type listedBucket struct {
	Name         string
	CreationDate stamp
	BucketRegion string
}

type listAllMyBucketsResult struct {
	XMLName           xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListAllMyBucketsResult"`
	Owner             owner
	Buckets           []listedBucket `xml:"Buckets>Bucket"`
	ContinuationToken string         `xml:",omitempty"`
	Prefix            text           `xml:",omitempty"`
}

func listBuckets(x *exchange) error {
	limit, err := x.number("max-buckets", maxBuckets, 1, maxBuckets)
	if err != nil {
		return err
	}
	after, err := base64.RawURLEncoding.DecodeString(x.query.Get("continuation-token"))
	if err != nil {
		return badToken(x.query.Get("continuation-token"))
	}
	prefix, region := x.query.Get("prefix"), x.query.Get("bucket-region")
	answer := listAllMyBucketsResult{Owner: x.owner(), Prefix: text(prefix)}
	wanted := func(b object.Bucket) bool {
		return strings.HasPrefix(b.Name, prefix) && (region == "" || b.Region == region)
	}
	for last := string(after); ; {
		found, err := x.objects.ListBuckets(x.r.Context(), x.call.Account, last, listScan)
		if err != nil {
			return err
		}
		for _, b := range found {
			last = b.Name
			if !wanted(b) {
				continue
			}
			if len(answer.Buckets) == limit {
				name := answer.Buckets[limit-1].Name
				answer.ContinuationToken = base64.RawURLEncoding.EncodeToString([]byte(name))
				return x.xml(answer)
			}
			answer.Buckets = append(answer.Buckets, listedBucket{b.Name, stamp(b.CreatedAt), b.Region})
		}
		if len(found) < listScan {
			return x.xml(answer)
		}
	}
}

// listScan is how many buckets are read at a time.
const listScan = 1000

func badToken(token string) problem {
	return invalidArgument("continuation-token", token, "The continuation token provided is incorrect")
}
