package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"foureyes/internal/fault"
	"foureyes/internal/imports/rows"
)

// Request asks for an import.
type Request struct {
	Account, Region, Flow, Principal string
	FileName                         string
	Size                             int64
	// Fingerprint tells the file from others, such as its SHA-256; empty for an import
	// that shall be new however often it is asked for.
	Fingerprint string
	Layout      rows.Layout
}

// Create begins an import, whose file comes then. The same file with the same layout for
// the same flow definition is the same import, as long as that was not given up.
func (s *Service) Create(ctx context.Context, r Request, now time.Time) (Import, error) {
	d, err := s.p.Store.FlowDefinition(ctx, r.Account, r.Region, r.Flow)
	if err != nil {
		return Import{}, err
	}
	if err := r.check(); err != nil {
		return Import{}, err
	}
	i := Import{
		ID: s.p.NewID(now), Account: r.Account, Region: r.Region, FlowID: d.ID, Principal: r.Principal, FileName: r.FileName,
		Size: r.Size, Fingerprint: r.fingerprint(), Layout: r.Layout, Status: Uploading, CreatedAt: now, ChangedAt: now,
	}
	return s.p.Store.AddImport(ctx, i, fits)
}

// fits is the rule of how many imports may be under way.
func fits(unfinished int) error {
	if unfinished >= mostUnfinished {
		return fault.New(fault.Quota, Subject, "%d imports of this account and region are under way. Wait for one, or cancel one.", unfinished)
	}
	return nil
}

func (r Request) check() error {
	switch {
	case r.Size <= 0:
		return fault.New(fault.Invalid, Subject, "The file is empty.")
	case r.Size > MaxSize:
		return fault.New(fault.Invalid, Subject, "The file has %d bytes; at most %d (512 MiB) are taken. Divide it into several files.", r.Size, MaxSize)
	case !utf8.ValidString(r.FileName):
		return fault.New(fault.Invalid, Subject, "The name of the file is not in UTF-8.")
	}
	if err := r.Layout.Check(); err != nil {
		return fault.New(fault.Invalid, Subject, "%s", sentence(err))
	}
	return nil
}

// sentence is what an error of package rows says.
func sentence(err error) string {
	if e, is := errors.AsType[*rows.Error](err); is {
		return e.Message
	}
	return err.Error()
}

// fingerprint covers the layout too: a file that is read in another way is another import.
func (r Request) fingerprint() string {
	if r.Fingerprint == "" {
		return ""
	}
	layout, err := json.Marshal(r.Layout)
	if err != nil {
		return "" // texts can always be encoded
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%s", r.Fingerprint, r.Size, layout))
	return hex.EncodeToString(sum[:])
}

// Find gives an import of a flow definition.
func (s *Service) Find(ctx context.Context, account, region, flowName, id string) (Import, error) {
	d, err := s.p.Store.FlowDefinition(ctx, account, region, flowName)
	if err != nil {
		return Import{}, err
	}
	i, err := s.p.Store.Import(ctx, id)
	if err == nil && i.FlowID != d.ID {
		return Import{}, Missing(id)
	}
	return i, err
}

// Missing says that there is no such import.
func Missing(id string) error {
	return fault.New(fault.NotFound, Subject, "There is no import %s.", id)
}
