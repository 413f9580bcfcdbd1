package s3

import "net/http"

// operation is one thing that S3 can do.
type operation struct {
	name string
	run  func(*exchange) error
}

// level is what an address points at.
type level int

// The levels.
const (
	wholeService level = iota
	wholeBucket
	oneObject
)

// route is how S3 tells operations apart: the method, the level, and a name in
// the query, the sub-resource. copied says that the content comes from another
// object and not from the body.
type route struct {
	method string
	level  level
	sub    string
	copied bool
}

// routes are the operations of this door.
var routes = map[route]operation{
	{method: http.MethodGet, level: wholeService}: {"ListBuckets", listBuckets},

	{method: http.MethodPut, level: wholeBucket}:                    {"CreateBucket", createBucket},
	{method: http.MethodHead, level: wholeBucket}:                   {"HeadBucket", headBucket},
	{method: http.MethodDelete, level: wholeBucket}:                 {"DeleteBucket", deleteBucket},
	{method: http.MethodGet, level: wholeBucket, sub: "location"}:   {"GetBucketLocation", getBucketLocation},
	{method: http.MethodGet, level: wholeBucket}:                    {"ListObjects", listObjects},
	{method: http.MethodGet, level: wholeBucket, sub: "list-type"}:  {"ListObjectsV2", listObjectsV2},
	{method: http.MethodGet, level: wholeBucket, sub: "versions"}:   {"ListObjectVersions", listObjectVersions},
	{method: http.MethodPost, level: wholeBucket, sub: "delete"}:    {"DeleteObjects", deleteObjects},
	{method: http.MethodGet, level: wholeBucket, sub: "uploads"}:    {"ListMultipartUploads", listMultipartUploads},
	{method: http.MethodGet, level: wholeBucket, sub: "acl"}:        {"GetBucketAcl", getACL},
	{method: http.MethodGet, level: wholeBucket, sub: "cors"}:       {"GetBucketCors", getBucketCORS},
	{method: http.MethodPut, level: wholeBucket, sub: "cors"}:       {"PutBucketCors", putBucketCORS},
	{method: http.MethodDelete, level: wholeBucket, sub: "cors"}:    {"DeleteBucketCors", deleteBucketCORS},
	{method: http.MethodGet, level: wholeBucket, sub: "tagging"}:    {"GetBucketTagging", getBucketTagging},
	{method: http.MethodPut, level: wholeBucket, sub: "tagging"}:    {"PutBucketTagging", putBucketTagging},
	{method: http.MethodDelete, level: wholeBucket, sub: "tagging"}: {"DeleteBucketTagging", deleteBucketTagging},
	{method: http.MethodPut, level: oneObject}:                      {"PutObject", putObject},
	{method: http.MethodPut, level: oneObject, copied: true}:        {"CopyObject", copyObject},
	{method: http.MethodGet, level: oneObject}:                      {"GetObject", getObject},
	{method: http.MethodHead, level: oneObject}:                     {"HeadObject", headObject},
	{method: http.MethodDelete, level: oneObject}:                   {"DeleteObject", deleteObject},
	{method: http.MethodGet, level: oneObject, sub: "acl"}:          {"GetObjectAcl", getACL},
	{method: http.MethodGet, level: oneObject, sub: "tagging"}:      {"GetObjectTagging", getObjectTagging},
	{method: http.MethodPost, level: oneObject, sub: "uploads"}:     {"CreateMultipartUpload", createMultipartUpload},
	{method: http.MethodPut, level: oneObject, sub: "uploadId"}:     {"UploadPart", uploadPart},
	{method: http.MethodGet, level: oneObject, sub: "uploadId"}:     {"ListParts", listParts},
	{method: http.MethodPost, level: oneObject, sub: "uploadId"}:    {"CompleteMultipartUpload", completeMultipartUpload},
	{method: http.MethodDelete, level: oneObject, sub: "uploadId"}:  {"AbortMultipartUpload", abortMultipartUpload},
	{method: http.MethodPut, level: oneObject, sub: "uploadId", copied: true}: {
		"UploadPartCopy", uploadPartCopy,
	},
}

// subresources are the names in a query that make another operation of a
// request. The first group is served by routes; the rest S3 has and this door has
// not, and taking them for plain requests would overwrite or delete.
var subresources = []string{
	"location", "list-type", "versions", "delete", "uploads", "uploadId", "acl", "cors", "tagging",

	"accelerate", "analytics", "attributes", "encryption", "intelligent-tiering", "inventory", "legal-hold",
	"lifecycle", "logging", "metadataTable", "metrics", "notification", "object-lock", "ownershipControls",
	"policy", "policyStatus", "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore",
	"retention", "select", "session", "torrent", "versioning", "website",
}

// operation finds the operation of a request.
func (x *exchange) operation() (operation, error) {
	at := route{method: x.r.Method, level: x.level(), sub: x.subresource()}
	at.copied = at.method == http.MethodPut && x.r.Header.Get("X-Amz-Copy-Source") != ""
	if o, ok := routes[at]; ok {
		return o, nil
	}
	if at.sub == "" {
		return operation{}, methodNotAllowed
	}
	if at.method == http.MethodGet && unconfigured[at.sub] != nil && at.level != wholeService {
		return operation{"Get " + at.sub, unconfigured[at.sub]}, nil
	}
	return operation{}, notImplemented(at.method + " with ?" + at.sub)
}

func (x *exchange) level() level {
	switch {
	case x.bucket == "":
		return wholeService
	case x.key == "":
		return wholeBucket
	}
	return oneObject
}

func (x *exchange) subresource() string {
	for _, name := range subresources {
		if x.query.Has(name) {
			return name
		}
	}
	return ""
}
