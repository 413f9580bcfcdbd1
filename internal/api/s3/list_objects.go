package s3

import (
	"encoding/base64"
	"encoding/xml"

	"foureyes/internal/object"
)

type listedObject struct {
	Key               text
	LastModified      stamp
	ETag              string
	ChecksumAlgorithm string `xml:",omitempty"`
	ChecksumType      string `xml:",omitempty"`
	Size              int64
	Owner             *owner `xml:",omitempty"`
	StorageClass      string
}

type commonPrefix struct{ Prefix text }

// listing is what the answers of both versions have in common.
type listing struct {
	Name           string
	Prefix         text
	Delimiter      text `xml:",omitempty"`
	MaxKeys        int
	EncodingType   string `xml:",omitempty"`
	IsTruncated    bool
	Contents       []listedObject
	CommonPrefixes []commonPrefix
}

type listBucketResult struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListBucketResult"`
	listing
	Marker     text
	NextMarker text `xml:",omitempty"`
}

type listBucketResultV2 struct {
	XMLName xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListBucketResult"`
	listing
	KeyCount              int
	StartAfter            text   `xml:",omitempty"`
	ContinuationToken     string `xml:",omitempty"`
	NextContinuationToken string `xml:",omitempty"`
}

// listObjects answers ListObjects, version 1.
func listObjects(x *exchange) error {
	marker := x.query.Get("marker")
	page, common, encode, err := x.list(object.Query{After: marker}, true)
	if err != nil {
		return err
	}
	answer := listBucketResult{listing: common, Marker: encode(marker)}
	if page.Next != "" && common.Delimiter != "" {
		answer.NextMarker = encode(page.Last)
	}
	return x.xml(answer)
}

// listObjectsV2 answers ListObjectsV2. A continuation token is the place in the
// list where the next page begins, encoded; in one's own bucket that is no secret.
func listObjectsV2(x *exchange) error {
	if kind := x.query.Get("list-type"); kind != "2" {
		return invalidArgument("list-type", kind, "Invalid List Type specified in Request")
	}
	token := x.query.Get("continuation-token")
	from, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || token == "" && x.query.Has("continuation-token") {
		return badToken(token)
	}
	after := x.query.Get("start-after")
	page, common, encode, err := x.list(object.Query{After: after, From: string(from)}, x.query.Get("fetch-owner") == "true")
	if err != nil {
		return err
	}
	return x.xml(listBucketResultV2{
		listing:               common,
		KeyCount:              len(common.Contents) + len(common.CommonPrefixes),
		StartAfter:            encode(after),
		ContinuationToken:     token,
		NextContinuationToken: base64.RawURLEncoding.EncodeToString([]byte(page.Next)),
	})
}

// list finds a page and makes what both versions say of it.
func (x *exchange) list(q object.Query, withOwner bool) (object.Page, listing, func(string) text, error) {
	limit, err := x.number("max-keys", object.MaxList, 0, object.MaxList)
	if err != nil {
		return object.Page{}, listing{}, nil, err
	}
	encoded, err := x.urlEncoding()
	if err != nil {
		return object.Page{}, listing{}, nil, err
	}
	q.Prefix, q.Delimiter, q.Limit = x.query.Get("prefix"), x.query.Get("delimiter"), limit
	page, err := x.objects.List(x.r.Context(), x.call.Account, x.bucket, q)
	if err != nil {
		return object.Page{}, listing{}, nil, err
	}
	encode := encoder(encoded)
	common := listing{
		Name: x.bucket, Prefix: encode(q.Prefix), Delimiter: encode(q.Delimiter), MaxKeys: limit,
		EncodingType: x.query.Get("encoding-type"), IsTruncated: page.Next != "",
	}
	for _, e := range page.Entries {
		common.Contents = append(common.Contents, x.listed(e, encode, withOwner))
	}
	for _, p := range page.Prefixes {
		common.CommonPrefixes = append(common.CommonPrefixes, commonPrefix{encode(p)})
	}
	return page, common, encode, nil
}

func (x *exchange) listed(e object.Entry, encode func(string) text, withOwner bool) listedObject {
	o := listedObject{
		Key: encode(e.Key), LastModified: stamp(e.ModifiedAt), ETag: quoted(e.ETag), Size: e.Size,
		ChecksumAlgorithm: e.Checksum.Algorithm, ChecksumType: e.Checksum.Type, StorageClass: "STANDARD",
	}
	if withOwner {
		who := x.owner()
		o.Owner = &who
	}
	return o
}
