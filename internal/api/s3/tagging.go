package s3

import (
	"encoding/xml"
	"net/http"
	"strings"
	"unicode/utf8"
)

// A bucket's tags are kept and given back, since programs that set up a whole
// account, Terraform with its default tags first, tag every bucket that they make.
// Nothing here asks for them. Objects have no tags.

type bucketTag struct {
	Key   string
	Value string
}

// tagSet is there in an answer even when it is empty: programs read it without asking.
type tagSet struct {
	Tags []bucketTag `xml:"Tag"`
}

type bucketTags struct {
	XMLName xml.Name `xml:"Tagging"`
	TagSet  tagSet
}

// tagsAnswer is the same in S3's namespace, as it goes out.
type tagsAnswer struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ Tagging"`
	TagSet  tagSet
}

// The limits of a bucket's tags (S3 User Guide, bucket tags): how many there may be,
// the characters of a key and a value, and the bytes of the document that sets them.
const (
	maxBucketTags = 50
	maxTagKey     = 128
	maxTagValue   = 256
	maxTags       = 256 << 10
)

func putBucketTagging(x *exchange) error {
	var t bucketTags
	if err := x.read(&t, maxTags); err != nil {
		return err
	}
	if err := t.TagSet.check(); err != nil {
		return err
	}
	kept := ""
	if len(t.TagSet.Tags) > 0 {
		document, err := xml.Marshal(t)
		if err != nil {
			return err
		}
		kept = string(document)
	}
	if err := x.objects.SetBucketTags(x.r.Context(), x.call.Account, x.bucket, kept); err != nil {
		return err
	}
	return x.empty(http.StatusNoContent)
}

func (t tagSet) check() error {
	if len(t.Tags) > maxBucketTags {
		return problem{Code: "BadRequest", Status: http.StatusBadRequest, Message: "Bucket tag count cannot be greater than 50"}
	}
	seen := map[string]bool{}
	for _, tag := range t.Tags {
		switch {
		case tag.Key == "" || utf8.RuneCountInString(tag.Key) > maxTagKey:
			return invalidTag("The TagKey you have provided is invalid")
		case utf8.RuneCountInString(tag.Value) > maxTagValue:
			return invalidTag("The TagValue you have provided is invalid")
		case strings.HasPrefix(tag.Key, "aws:"):
			return invalidTag("System tags cannot be added/updated by requester")
		case seen[tag.Key]:
			return invalidTag("Cannot provide multiple Tags with the same key")
		}
		seen[tag.Key] = true
	}
	return nil
}

func invalidTag(message string) error {
	return problem{Code: "InvalidTag", Status: http.StatusBadRequest, Message: message}
}

func getBucketTagging(x *exchange) error {
	b, err := x.objects.Bucket(x.r.Context(), x.call.Account, x.bucket)
	if err != nil {
		return err
	}
	if b.Tags == "" {
		return problem{Code: "NoSuchTagSet", Status: http.StatusNotFound, Message: "The TagSet does not exist"}
	}
	var t bucketTags
	if err := xml.Unmarshal([]byte(b.Tags), &t); err != nil {
		return err
	}
	return x.xml(tagsAnswer{TagSet: t.TagSet})
}

func deleteBucketTagging(x *exchange) error {
	if err := x.objects.SetBucketTags(x.r.Context(), x.call.Account, x.bucket, ""); err != nil {
		return err
	}
	return x.empty(http.StatusNoContent)
}

// getObjectTagging: no object has tags.
func getObjectTagging(x *exchange) error {
	if err := x.exists(); err != nil {
		return err
	}
	return x.xml(tagsAnswer{})
}
