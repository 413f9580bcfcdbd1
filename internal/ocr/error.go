package ocr

// Reason says why a document cannot be read, in Textract's terms.
type Reason string

// The reasons, each named like Textract's error.
const (
	Unsupported Reason = "UnsupportedDocumentException"
	Bad         Reason = "BadDocumentException"
	TooLarge    Reason = "DocumentTooLargeException"
)

// Error is that a document cannot be read. Message is a sentence for the caller,
// Cause for the log alone.
type Error struct {
	Reason  Reason
	Message string
	Cause   error
}

// Error gives the sentence, and the cause for whoever prints it.
func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// bad tells that a document is broken.
func bad(message string, cause error) error { return &Error{Bad, message, cause} }

// tooLarge tells that a document is beyond a limit.
func tooLarge(message string) error { return &Error{TooLarge, message, nil} }
