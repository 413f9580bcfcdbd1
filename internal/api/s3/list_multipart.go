package s3

import (
	"encoding/xml"

	"foureyes/internal/object"
)

type listPartsResult struct {
	XMLName              xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListPartsResult"`
	Bucket               string
	Key                  text
	UploadID             string `xml:"UploadId"`
	Initiator            owner
	Owner                owner
	StorageClass         string
	PartNumberMarker     int
	NextPartNumberMarker int `xml:",omitempty"`
	MaxParts             int
	IsTruncated          bool
	ChecksumAlgorithm    string       `xml:",omitempty"`
	ChecksumType         string       `xml:",omitempty"`
	Parts                []listedPart `xml:"Part"`
}

type listedPart struct {
	PartNumber   int
	LastModified stamp
	ETag         string
	Size         int64
	partChecksums
}

// maxListed is the greatest page of parts, and of uploads (S3 API).
const maxListed = 1000

func listParts(x *exchange) error {
	limit, err := x.number("max-parts", maxListed, 0, maxListed)
	if err != nil {
		return err
	}
	after, err := x.number("part-number-marker", 0, 0, object.MaxPart)
	if err != nil {
		return err
	}
	id := x.query.Get("uploadId")
	u, parts, err := x.objects.ListParts(x.r.Context(), x.call.Account, x.bucket, x.key, id, after, limit+1)
	if err != nil {
		return err
	}
	answer := listPartsResult{
		Bucket: x.bucket, Key: text(x.key), UploadID: id, Initiator: x.owner(), Owner: x.owner(),
		StorageClass: "STANDARD", PartNumberMarker: after, MaxParts: limit, IsTruncated: len(parts) > limit,
		ChecksumAlgorithm: u.Checksum.Algorithm, ChecksumType: u.Checksum.Type,
	}
	for _, p := range parts[:min(limit, len(parts))] {
		answer.NextPartNumberMarker = p.Number
		answer.Parts = append(answer.Parts, listedPart{
			PartNumber: p.Number, LastModified: stamp(p.ModifiedAt), ETag: quoted(p.ETag), Size: p.Size,
			partChecksums: checksumsOf(p.Checksum),
		})
	}
	return x.xml(answer)
}

type listMultipartUploadsResult struct {
	XMLName            xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ ListMultipartUploadsResult"`
	Bucket             string
	KeyMarker          text
	UploadIDMarker     string `xml:"UploadIdMarker"`
	NextKeyMarker      text   `xml:",omitempty"`
	NextUploadIDMarker string `xml:"NextUploadIdMarker,omitempty"`
	Prefix             text   `xml:",omitempty"`
	MaxUploads         int
	EncodingType       string `xml:",omitempty"`
	IsTruncated        bool
	Uploads            []listedUpload `xml:"Upload"`
}

type listedUpload struct {
	Key               text
	UploadID          string `xml:"UploadId"`
	Initiator         owner
	Owner             owner
	StorageClass      string
	Initiated         stamp
	ChecksumAlgorithm string `xml:",omitempty"`
	ChecksumType      string `xml:",omitempty"`
}

func listMultipartUploads(x *exchange) error {
	limit, err := x.number("max-uploads", maxListed, 0, maxListed)
	if err != nil {
		return err
	}
	encoded, err := x.urlEncoding()
	if err != nil {
		return err
	}
	if x.query.Get("delimiter") != "" {
		return notImplemented("A delimiter in a list of multipart uploads")
	}
	after := object.UploadPlace{Key: x.query.Get("key-marker"), ID: x.query.Get("upload-id-marker")}
	if after.Key != "" && after.ID == "" {
		after.ID = "\U0010ffff" // behind all uploads of that key
	}
	prefix, encode := x.query.Get("prefix"), encoder(encoded)
	uploads, err := x.objects.ListUploads(x.r.Context(), x.call.Account, x.bucket, prefix, after, limit+1)
	if err != nil {
		return err
	}
	answer := listMultipartUploadsResult{
		Bucket: x.bucket, KeyMarker: encode(after.Key), UploadIDMarker: x.query.Get("upload-id-marker"),
		Prefix: encode(prefix), MaxUploads: limit, EncodingType: x.query.Get("encoding-type"),
		IsTruncated: len(uploads) > limit,
	}
	for _, u := range uploads[:min(limit, len(uploads))] {
		answer.NextKeyMarker, answer.NextUploadIDMarker = encode(u.Key), u.ID
		answer.Uploads = append(answer.Uploads, listedUpload{
			Key: encode(u.Key), UploadID: u.ID, Initiator: x.owner(), Owner: x.owner(), StorageClass: "STANDARD",
			Initiated: stamp(u.CreatedAt), ChecksumAlgorithm: u.Checksum.Algorithm, ChecksumType: u.Checksum.Type,
		})
	}
	return x.xml(answer)
}
