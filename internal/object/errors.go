package object

import "foureyes/internal/fault"

// The refusals of this package, told apart with errors.Is. Each is a fault, so a
// room that only asks for the kind need not know them; each sentence is one that
// S3's own clients are used to.
var (
	ErrNoSuchBucket     = fault.New(fault.NotFound, fault.Bucket, "The specified bucket does not exist.")
	ErrNotYourBucket    = fault.New(fault.Denied, fault.Bucket, "Access Denied: the bucket belongs to another account.")
	ErrBucketTaken      = fault.New(fault.InUse, fault.Bucket, "The requested bucket name is not available: it belongs to another account on this server. Please select a different name and try again.")
	ErrBucketOwned      = fault.New(fault.InUse, fault.Bucket, "Your previous request to create the named bucket succeeded and you already own it.")
	ErrBucketNotEmpty   = fault.New(fault.InUse, fault.Bucket, "The bucket you tried to delete is not empty.")
	ErrBucketName       = fault.New(fault.Invalid, fault.Bucket, "The specified bucket is not valid: a name has 3 to 63 lowercase letters, digits, dots and hyphens.")
	ErrNoSuchKey        = fault.New(fault.NotFound, fault.Object, "The specified key does not exist.")
	ErrKeyTooLong       = fault.New(fault.Invalid, fault.Object, "Your key is too long: at most 1024 bytes are allowed.")
	ErrKeyEncoding      = fault.New(fault.Invalid, fault.Object, "The key is not valid UTF-8.")
	ErrMetadataTooLarge = fault.New(fault.Invalid, fault.Object, "Your metadata headers exceed the maximum allowed metadata size of 2048 bytes.")
	ErrTooLarge         = fault.New(fault.Invalid, fault.Object, "Your proposed upload exceeds the maximum allowed size of 5 GiB.")
	ErrIncompleteBody   = fault.New(fault.Invalid, fault.Object, "You did not provide the number of bytes specified by the Content-Length HTTP header.")
	ErrBadDigest        = fault.New(fault.Invalid, fault.Object, "The digest or checksum you specified did not match the content received.")
	ErrPrecondition     = fault.New(fault.Conflict, fault.Object, "At least one of the pre-conditions you specified did not hold.")
	ErrNotModified      = fault.New(fault.Conflict, fault.Object, "Not Modified")
	ErrSelfCopy         = fault.New(fault.Invalid, fault.Object, "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata.")
	ErrCopyRange        = fault.New(fault.Invalid, fault.Object, "The range specified is not valid for the source object.")
	ErrNoSuchUpload     = fault.New(fault.NotFound, fault.Object, "The specified multipart upload does not exist. The upload ID might be invalid, or the upload might have been aborted or completed.")
	ErrPartNumber       = fault.New(fault.Invalid, fault.Object, "Part number must be an integer between 1 and 10000, inclusive.")
	ErrInvalidPart      = fault.New(fault.Invalid, fault.Object, "One or more of the specified parts could not be found. The part might not have been uploaded, or the specified entity tag or checksum might not match the part's.")
	ErrPartOrder        = fault.New(fault.Invalid, fault.Object, "The list of parts was not in ascending order. Parts must be ordered by part number.")
	ErrPartTooSmall     = fault.New(fault.Invalid, fault.Object, "Your proposed upload is smaller than the minimum allowed size: every part but the last must have at least 5 MiB.")
	ErrFull             = fault.New(fault.Full, fault.Object, "The disk of this server is full; nothing was stored.")
	ErrUncertain        = fault.New(fault.Internal, fault.Object, "It is not known whether the object was stored; ask for it, or store it again.")
)
