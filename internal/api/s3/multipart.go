package s3

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"

	"foureyes/internal/object"
)

type initiateMultipartUploadResult struct {
	XMLName  xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ InitiateMultipartUploadResult"`
	Bucket   string
	Key      text
	UploadID string `xml:"UploadId"`
}

func createMultipartUpload(x *exchange) error {
	if err := checkFeatures(x.r.Header); err != nil {
		return err
	}
	algorithm, err := x.wantedAlgorithm()
	if err != nil {
		return err
	}
	kind := x.r.Header.Get("X-Amz-Checksum-Type")
	if kind == object.FullObject && !strings.HasPrefix(algorithm, "CRC") || kind == object.Composite && algorithm == "CRC64NVME" {
		return invalidRequest("The %s checksum type cannot be used with the %s checksum algorithm.", kind, strings.ToLower(algorithm))
	}
	u, err := x.objects.CreateUpload(x.r.Context(), x.call.Account, x.bucket, object.Upload{
		Key: x.key, Attributes: x.attributes(), CreatedBy: x.call.Principal,
		Checksum: object.Checksum{Algorithm: algorithm, Type: kind},
	})
	if err != nil {
		return err
	}
	if algorithm != "" {
		x.w.Header().Set("X-Amz-Checksum-Algorithm", algorithm)
		x.w.Header().Set("X-Amz-Checksum-Type", u.Checksum.Type)
	}
	return x.xml(initiateMultipartUploadResult{Bucket: x.bucket, Key: text(x.key), UploadID: u.ID})
}

func uploadPart(x *exchange) error {
	number, err := x.partNumber()
	if err != nil {
		return err
	}
	c, err := x.content()
	if err != nil {
		return err
	}
	p, err := x.objects.PutPart(x.r.Context(), x.call.Account, x.bucket, x.key, x.query.Get("uploadId"), number, c)
	if err != nil {
		return err
	}
	h := x.w.Header()
	h.Set("Etag", quoted(p.ETag))
	if p.Checksum.Algorithm != "" {
		h.Set(checksumPrefix+p.Checksum.Algorithm, p.Checksum.Value)
	}
	return x.empty(http.StatusOK)
}

func abortMultipartUpload(x *exchange) error {
	err := x.objects.AbortUpload(x.r.Context(), x.call.Account, x.bucket, x.key, x.query.Get("uploadId"))
	if err != nil {
		return err
	}
	return x.empty(http.StatusNoContent)
}

// partChecksums is a checksum in XML, where each algorithm has its own element.
type partChecksums struct {
	ChecksumCRC32     string `xml:",omitempty"`
	ChecksumCRC32C    string `xml:",omitempty"`
	ChecksumCRC64NVME string `xml:",omitempty"`
	ChecksumSHA1      string `xml:",omitempty"`
	ChecksumSHA256    string `xml:",omitempty"`
	ChecksumSHA512    string `xml:",omitempty"`
	ChecksumMD5       string `xml:",omitempty"`
}

// byAlgorithm gives the place of each algorithm's value.
func (p *partChecksums) byAlgorithm() map[string]*string {
	return map[string]*string{
		"CRC32": &p.ChecksumCRC32, "CRC32C": &p.ChecksumCRC32C, "CRC64NVME": &p.ChecksumCRC64NVME,
		"SHA1": &p.ChecksumSHA1, "SHA256": &p.ChecksumSHA256, "SHA512": &p.ChecksumSHA512, "MD5": &p.ChecksumMD5,
	}
}

func checksumsOf(c object.Checksum) partChecksums {
	var p partChecksums
	if place, ok := p.byAlgorithm()[c.Algorithm]; ok {
		*place = c.Value
	}
	return p
}

// checksum gives the one that was sent, if any.
func (p *partChecksums) checksum() object.Checksum {
	for algorithm, value := range p.byAlgorithm() {
		if *value != "" {
			return object.Checksum{Algorithm: algorithm, Value: *value}
		}
	}
	return object.Checksum{}
}

type completion struct {
	XMLName xml.Name `xml:"CompleteMultipartUpload"`
	Parts   []struct {
		PartNumber int
		ETag       string
		partChecksums
	} `xml:"Part"`
}

type completeMultipartUploadResult struct {
	XMLName  xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ CompleteMultipartUploadResult"`
	Location text
	Bucket   string
	Key      text
	ETag     string
	partChecksums
	ChecksumType string `xml:",omitempty"`
}

// maxCompletion is room for 10,000 parts with their checksums, in bytes.
const maxCompletion = 4 << 20

func completeMultipartUpload(x *exchange) error {
	c, err := x.completion()
	if err != nil {
		return err
	}
	e, err := x.objects.CompleteUpload(x.r.Context(), x.call.Account, x.bucket, x.key, x.query.Get("uploadId"), c)
	if err != nil {
		return err
	}
	return x.xml(completeMultipartUploadResult{
		Location: text("http://" + x.r.Host + x.r.URL.EscapedPath()),
		Bucket:   x.bucket, Key: text(x.key), ETag: quoted(e.ETag),
		partChecksums: checksumsOf(e.Checksum), ChecksumType: e.Checksum.Type,
	})
}

// completion reads what the finished object is to be. The checksum headers are
// about that object here, and not about the body of the request.
func (x *exchange) completion() (object.Completion, error) {
	c := object.Completion{Size: -1}
	var err error
	if c.Checksum, err = checksum(x.r.Header); err != nil {
		return c, err
	}
	if size := x.r.Header.Get("X-Amz-Mp-Object-Size"); size != "" {
		if c.Size, err = strconv.ParseInt(size, 10, 64); err != nil || c.Size < 0 {
			return c, invalidArgument("x-amz-mp-object-size", size, "The object size is not a number.")
		}
	}
	if c.Conditions, err = writeConditions(x.r.Header); err != nil {
		return c, err
	}
	var wanted completion
	if err := x.readUnchecked(&wanted, maxCompletion); err != nil {
		return c, err
	}
	if len(wanted.Parts) == 0 {
		return c, malformedXML
	}
	for _, p := range wanted.Parts {
		c.Parts = append(c.Parts, object.Part{Number: p.PartNumber, ETag: p.ETag, Checksum: p.checksum()})
	}
	return c, nil
}
