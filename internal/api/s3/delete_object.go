package s3

import (
	"encoding/xml"
	"net/http"

	"foureyes/internal/object"
)

func deleteObject(x *exchange) error {
	c := object.Conditions{IfMatch: x.r.Header.Get("If-Match")}
	if err := x.objects.Delete(x.r.Context(), x.call.Account, x.bucket, x.key, c); err != nil {
		return err
	}
	return x.empty(http.StatusNoContent)
}

// maxDelete is how many objects one DeleteObjects may name (S3 API).
const maxDelete = 1000

// maxDeleteBody leaves room for keys of 1,024 bytes with each byte escaped.
const maxDeleteBody = 16 << 20

type deletion struct {
	XMLName xml.Name `xml:"Delete"`
	Quiet   bool
	Objects []struct {
		Key       string
		VersionID string `xml:"VersionId"`
		ETag      string
	} `xml:"Object"`
}

type deleteResult struct {
	XMLName xml.Name      `xml:"http://s3.amazonaws.com/doc/2006-03-01/ DeleteResult"`
	Deleted []deleted     `xml:"Deleted"`
	Errors  []deleteError `xml:"Error"`
}

type deleted struct{ Key text }

type deleteError struct {
	Key     text
	Code    string
	Message string
}

// deleteObjects deletes what has no condition in one step, and the rest one by one.
func deleteObjects(x *exchange) error {
	var d deletion
	if err := x.read(&d, maxDeleteBody); err != nil {
		return err
	}
	if len(d.Objects) == 0 || len(d.Objects) > maxDelete {
		return malformedXML
	}
	var answer deleteResult
	var plain []string
	refused := false
	done := func(key string, err error) {
		switch {
		case err != nil:
			p := x.translate(err)
			answer.Errors = append(answer.Errors, deleteError{text(key), p.Code, p.Message})
		case !d.Quiet:
			answer.Deleted = append(answer.Deleted, deleted{text(key)})
		}
	}
	for _, o := range d.Objects {
		denied := x.permit("s3:DeleteObject", target{x.bucket, o.Key})
		switch {
		case denied != nil:
			refused = true
			done(o.Key, denied)
		case o.VersionID != "" && o.VersionID != noVersion:
			done(o.Key, problem{Code: "NoSuchVersion", Message: "The specified version does not exist."})
		case o.ETag != "":
			done(o.Key, x.objects.Delete(x.r.Context(), x.call.Account, x.bucket, o.Key, object.Conditions{IfMatch: o.ETag}))
		default:
			plain = append(plain, o.Key)
		}
	}
	// Whoever may delete nothing learns nothing about the bucket either.
	if len(plain) > 0 || !refused {
		if err := x.objects.DeleteAll(x.r.Context(), x.call.Account, x.bucket, plain); err != nil {
			return err
		}
	}
	for _, key := range plain {
		done(key, nil)
	}
	return x.xml(answer)
}
