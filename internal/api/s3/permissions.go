package s3

import (
	"strings"

	"foureyes/internal/api/gate"
	"foureyes/internal/auth"
	"foureyes/internal/aws/arn"
)

// Behind puts a gate before every operation: rates, permissions, audit.
func Behind(g *gate.Gate) Option {
	return func(h *handler) { h.before = g }
}

// permission is what an operation needs on the bucket or the object that its
// address names.
type permission struct {
	action string
	// changes tells that the operation is audited.
	changes bool
	// each tells that the operation asks for every object by itself.
	each bool
}

// permissions are what each operation needs (Service Authorization Reference, S3).
var permissions = map[string]permission{
	"ListBuckets":             {action: "ListAllMyBuckets"},
	"CreateBucket":            {action: "CreateBucket", changes: true},
	"HeadBucket":              {action: "ListBucket"},
	"DeleteBucket":            {action: "DeleteBucket", changes: true},
	"GetBucketLocation":       {action: "GetBucketLocation"},
	"ListObjects":             {action: "ListBucket"},
	"ListObjectsV2":           {action: "ListBucket"},
	"ListObjectVersions":      {action: "ListBucketVersions"},
	"DeleteObjects":           {action: "DeleteObject", changes: true, each: true},
	"ListMultipartUploads":    {action: "ListBucketMultipartUploads"},
	"GetBucketAcl":            {action: "GetBucketAcl"},
	"GetBucketCors":           {action: "GetBucketCORS"},
	"PutBucketCors":           {action: "PutBucketCORS", changes: true},
	"DeleteBucketCors":        {action: "PutBucketCORS", changes: true},
	"GetBucketTagging":        {action: "GetBucketTagging"},
	"PutBucketTagging":        {action: "PutBucketTagging", changes: true},
	"DeleteBucketTagging":     {action: "PutBucketTagging", changes: true},
	"PutObject":               {action: "PutObject", changes: true},
	"CopyObject":              {action: "PutObject", changes: true},
	"GetObject":               {action: "GetObject"},
	"HeadObject":              {action: "GetObject"},
	"DeleteObject":            {action: "DeleteObject", changes: true},
	"GetObjectAcl":            {action: "GetObjectAcl"},
	"GetObjectTagging":        {action: "GetObjectTagging"},
	"CreateMultipartUpload":   {action: "PutObject", changes: true},
	"UploadPart":              {action: "PutObject", changes: true},
	"UploadPartCopy":          {action: "PutObject", changes: true},
	"ListParts":               {action: "ListMultipartUploadParts"},
	"CompleteMultipartUpload": {action: "PutObject", changes: true},
	"AbortMultipartUpload":    {action: "AbortMultipartUpload", changes: true},

	"Get accelerate":        {action: "GetAccelerateConfiguration"},
	"Get encryption":        {action: "GetEncryptionConfiguration"},
	"Get lifecycle":         {action: "GetLifecycleConfiguration"},
	"Get logging":           {action: "GetBucketLogging"},
	"Get notification":      {action: "GetBucketNotification"},
	"Get object-lock":       {action: "GetBucketObjectLockConfiguration"},
	"Get ownershipControls": {action: "GetBucketOwnershipControls"},
	"Get policy":            {action: "GetBucketPolicy"},
	"Get policyStatus":      {action: "GetBucketPolicyStatus"},
	"Get publicAccessBlock": {action: "GetBucketPublicAccessBlock"},
	"Get replication":       {action: "GetReplicationConfiguration"},
	"Get requestPayment":    {action: "GetBucketRequestPayment"},
	"Get versioning":        {action: "GetBucketVersioning"},
	"Get website":           {action: "GetBucketWebsite"},
}

// enter asks the gate about an operation before it does anything. An operation
// that is missing in the table is a mistake of ours and lets nobody through.
func (x *exchange) enter(o operation) error {
	if x.before == nil {
		return nil
	}
	p, known := permissions[o.name]
	if !known {
		return notImplemented(o.name)
	}
	ctx, err := x.before.Enter(x.r.Context(), x.call, "s3:"+strings.ReplaceAll(o.name, " ", ""), p.changes)
	if err != nil {
		return err
	}
	x.r = x.r.WithContext(ctx)
	if p.each {
		x.before.About(ctx, arnOf(x.call.Region, x.target))
		return nil
	}
	return x.permit("s3:"+p.action, x.target)
}

// permit asks whether the caller may do something with a bucket or an object.
func (x *exchange) permit(action string, about target) error {
	if x.before == nil {
		return nil
	}
	return x.before.Permit(x.r.Context(), x.call, auth.Permission{
		Action: action, Resource: arnOf(x.call.Region, about), Values: x.listing(),
	})
}

// listing are the condition keys of operations that list.
func (x *exchange) listing() map[string][]string {
	values := map[string][]string{}
	for _, name := range []string{"prefix", "delimiter", "max-keys"} {
		if x.query.Has(name) {
			values["s3:"+name] = []string{x.query.Get(name)}
		}
	}
	return values
}

// leave tells the gate how the request ended.
func (x *exchange) leave(code string) {
	if x.before != nil {
		x.before.Leave(x.r.Context(), code)
	}
}

// arnOf names a bucket or an object, or nothing in particular.
func arnOf(region string, about target) string {
	if about.bucket == "" {
		return "*"
	}
	resource := about.bucket
	if about.key != "" {
		resource += "/" + about.key
	}
	return arn.ARN{Partition: arn.Partition(region), Service: "s3", Resource: resource}.String()
}
