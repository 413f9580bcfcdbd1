package predictor

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// EveryRegion is the region of sources that answer in all that have none of their
// own.
const EveryRegion = "*"

// The kinds of sources. How each is asked is a Caller's.
const (
	AWS     = "aws"     // Amazon's own service, or one that checks the same signatures
	HTTP    = "http"    // an endpoint that answers in the same shape
	Command = "command" // a program that is started for each call
	Builtin = "builtin" // the recogniser of this server
)

// Source is who answers for a service in an account and region.
type Source struct {
	ID              string
	Account, Region string // Region may be EveryRegion
	Service         string // textract or rekognition
	Kind            string
	// Address is a URL or the name of a command, as the kind has it. It holds no secret.
	Address string
	// Settings are a JSON object as Settings has it; empty for none.
	Settings string
	// SealedSecret is the secret of an access key, or a token, under the master key.
	SealedSecret []byte
	CreatedAt    time.Time
}

// NewSource is what an operator says about a source.
type NewSource struct {
	Account, Region, Service, Kind, Address, Settings string
	Secret                                            []byte
}

// Settings are what sources can be told besides an address.
type Settings struct {
	// AccessKeyID is that of the key to sign with (aws).
	AccessKeyID string `json:"accessKeyId,omitempty"`
	// Region is the one to sign for (aws); empty for that of the call.
	Region string `json:"region,omitempty"`
	// TimeoutSeconds bounds a call with its repetitions; 0 stands for 30, and for 120 where
	// the work is done on this machine (command, builtin).
	TimeoutSeconds int `json:"timeoutSeconds,omitempty"`
	// MaxConcurrent bounds how many calls the source gets at once; 0 stands for 8.
	MaxConcurrent int `json:"maxConcurrent,omitempty"`
}

// within is the bound that a destination has.
func (d Destination) within() time.Duration { return time.Duration(d.TimeoutSeconds) * time.Second }

const (
	usualTimeout    = 30 * time.Second
	localTimeout    = 2 * time.Minute
	longestTimeout  = 300 // seconds
	usualConcurrent = 8
	mostConcurrent  = 256
)

// timeout bounds a call to a source of a kind. What works on this machine has longer:
// a scan of many pages takes its time.
func (s Settings) timeout(kind string) time.Duration {
	switch {
	case s.TimeoutSeconds != 0:
		return time.Duration(s.TimeoutSeconds) * time.Second
	case kind == Command || kind == Builtin:
		return localTimeout
	}
	return usualTimeout
}

func (s Settings) concurrent() int {
	if s.MaxConcurrent == 0 {
		return usualConcurrent
	}
	return s.MaxConcurrent
}

// readSettings is strict, so that a misspelt setting is not passed over.
func readSettings(text string) (Settings, error) {
	var s Settings
	if text == "" {
		return s, nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return s, fmt.Errorf("its settings cannot be read: %w", err)
	}
	if s.TimeoutSeconds < 0 || s.TimeoutSeconds > longestTimeout {
		return s, fmt.Errorf("its time-out is 1 to %d seconds", longestTimeout)
	}
	if s.MaxConcurrent < 0 || s.MaxConcurrent > mostConcurrent {
		return s, fmt.Errorf("it can be asked 1 to %d things at once", mostConcurrent)
	}
	return s, nil
}

// The greatest lengths of what a source is made of, in bytes.
const (
	maxAddress  = 2048
	maxSettings = 16 << 10
	maxSecret   = 16 << 10
)

var (
	accountPattern = regexp.MustCompile(`^[0-9]{12}$`)
	regionPattern  = regexp.MustCompile(`^[a-z0-9](-*[a-z0-9])*$`)
)

// check refuses a source that could never be asked.
func (n NewSource) check() error {
	if _, known := prediction.Of(n.Service); !known {
		return invalid("A prediction source is for textract or for rekognition.")
	}
	switch {
	case !accountPattern.MatchString(n.Account):
		return invalid("An account id has 12 digits.")
	case n.Region != EveryRegion && (len(n.Region) > 64 || !regionPattern.MatchString(n.Region)):
		return invalid("The region is the name of one, such as us-east-1, or * for all.")
	case len(n.Address) > maxAddress || len(n.Settings) > maxSettings || len(n.Secret) > maxSecret:
		return invalid("The address of a prediction source is at most 2,048 characters long, its settings and its secret 16,384.")
	}
	return nil
}

func invalid(sentence string, args ...any) error {
	return fault.New(fault.Invalid, prediction.Source, sentence, args...)
}
