package s3

import (
	"encoding/xml"

	"foureyes/internal/object"
)

// noVersion is the name of the one version that each object has: that of a bucket
// on which versioning was never enabled (S3 User Guide, S3 Versioning).
const noVersion = "null"

type listedVersion struct {
	listedObject
	VersionID string `xml:"VersionId"`
	IsLatest  bool
}

type listVersionsResult struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListVersionsResult"`
	listing
	KeyMarker           text
	VersionIDMarker     string          `xml:"VersionIdMarker"`
	NextKeyMarker       text            `xml:",omitempty"`
	NextVersionIDMarker string          `xml:"NextVersionIdMarker,omitempty"`
	Versions            []listedVersion `xml:"Version"`
}

// listObjectVersions answers ListObjectVersions, which tools ask that empty a
// bucket: every object is its own latest version, and nothing is marked as deleted.
func listObjectVersions(x *exchange) error {
	marker, version := x.query.Get("key-marker"), x.query.Get("version-id-marker")
	if version != "" && marker == "" {
		return invalidArgument("version-id-marker", version, "A version-id marker cannot be specified without a key marker.")
	}
	page, common, encode, err := x.list(object.Query{After: marker}, true)
	if err != nil {
		return err
	}
	answer := listVersionsResult{listing: common, KeyMarker: encode(marker), VersionIDMarker: version}
	answer.Contents = nil
	for _, o := range common.Contents {
		answer.Versions = append(answer.Versions, listedVersion{listedObject: o, VersionID: noVersion, IsLatest: true})
	}
	if page.Next != "" {
		answer.NextKeyMarker, answer.NextVersionIDMarker = encode(page.Last), noVersion
	}
	return x.xml(answer)
}
