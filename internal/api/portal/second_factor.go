package portal

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"rsc.io/qr"

	"foureyes/internal/api/jsonapi"
)

// SecondFactor is whether signing in asks the worker for a code too.
type SecondFactor struct {
	On            bool       `json:"on"`
	Since         *time.Time `json:"since,omitempty"`
	RecoveryCodes int        `json:"recoveryCodes" doc:"How many are left."`
}

type secondFactorOutput struct{ Body SecondFactor }

// SecondFactorOffer is what an authenticator app is to take.
type SecondFactorOffer struct {
	Secret  string `json:"secret" doc:"Base32, to type into an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds)."`
	URI     string `json:"uri" doc:"The same as an otpauth link."`
	Picture struct {
		Size int    `json:"size" doc:"Width and height in modules, with the quiet zone."`
		Path string `json:"path" doc:"The dark modules as an SVG path."`
	} `json:"picture" doc:"The link as a QR code."`
}

type offerInput struct {
	Body struct {
		Password string `json:"password" maxLength:"1024" doc:"The current one."`
	}
}

type offerOutput struct{ Body SecondFactorOffer }

type codeInput struct {
	Body struct {
		Code string `json:"code" minLength:"6" maxLength:"64"`
	}
}

// RecoveryCodes let in who has lost the authenticator app, each once.
type RecoveryCodes struct {
	RecoveryCodes []string `json:"recoveryCodes" nullable:"false" doc:"They are told this once."`
}

type recoveryCodesOutput struct{ Body RecoveryCodes }

func (a *api) secondFactorRoutes() {
	refusals := jsonapi.Errors(http.StatusConflict, http.StatusTooManyRequests)
	huma.Register(a, jsonapi.Operation("getSecondFactor", http.MethodGet, "/second-factor", "Whether signing in asks for a code too", a.ForThemselves), a.secondFactor)
	huma.Register(a, jsonapi.Operation("offerSecondFactor", http.MethodPost, "/second-factor", "Make a secret for an authenticator app", a.ForThemselves, refusals), a.offerSecondFactor)
	huma.Register(a, jsonapi.Operation("confirmSecondFactor", http.MethodPut, "/second-factor", "Ask for codes from now on, with the app's first code", a.ForThemselves, refusals), a.confirmSecondFactor)
	huma.Register(a, jsonapi.Operation("renewRecoveryCodes", http.MethodPost, "/second-factor/recovery-codes", "New recovery codes in the place of those that are left, with one more code", a.ForThemselves, refusals), a.renewRecoveryCodes)
	huma.Register(a, jsonapi.Operation("turnOffSecondFactor", http.MethodPost, "/second-factor/off", "Ask for codes no more, with one more code", a.ForThemselves, refusals), a.turnOffSecondFactor)
}

func (a *api) secondFactor(ctx context.Context, _ *struct{}) (*secondFactorOutput, error) {
	row, err := a.factors.Of(ctx, person(ctx))
	out := SecondFactor{On: row.On(), RecoveryCodes: row.RecoveryCodes}
	if row.On() {
		out.Since = &row.ConfirmedAt
	}
	return jsonapi.Answer(ctx, a.API, &secondFactorOutput{out}, err)
}

func (a *api) offerSecondFactor(ctx context.Context, in *offerInput) (*offerOutput, error) {
	c := jsonapi.CallerOf(ctx)
	offer, err := a.factors.Offer(ctx, c.Session, in.Body.Password, c.Address, jsonapi.Now(ctx))
	if err != nil {
		return nil, a.Problem(ctx, err)
	}
	out := &offerOutput{SecondFactorOffer{Secret: offer.Secret, URI: offer.URI}}
	out.Body.Picture.Size, out.Body.Picture.Path, err = drawQR(offer.URI)
	return jsonapi.Answer(ctx, a.API, out, err)
}

func (a *api) confirmSecondFactor(ctx context.Context, in *codeInput) (*recoveryCodesOutput, error) {
	codes, err := a.factors.Confirm(ctx, jsonapi.CallerOf(ctx).Session.Person, in.Body.Code, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &recoveryCodesOutput{RecoveryCodes{codes}}, err)
}

func (a *api) renewRecoveryCodes(ctx context.Context, in *codeInput) (*recoveryCodesOutput, error) {
	codes, err := a.factors.Renew(ctx, jsonapi.CallerOf(ctx).Session.Person, in.Body.Code, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &recoveryCodesOutput{RecoveryCodes{codes}}, err)
}

func (a *api) turnOffSecondFactor(ctx context.Context, in *codeInput) (*struct{}, error) {
	err := a.factors.TurnOff(ctx, jsonapi.CallerOf(ctx).Session.Person, in.Body.Code, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}

// quietZone is the light margin that readers need around a QR code, in modules
// (ISO/IEC 18004).
const quietZone = 4

// drawQR draws a text as a QR code: a path of rows of dark modules, and its width.
func drawQR(text string) (size int, path string, err error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return 0, "", fmt.Errorf("draw the QR code: %w", err)
	}
	var b strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quietZone, y+quietZone, x-from, x-from)
			}
		}
	}
	return code.Size + 2*quietZone, b.String(), nil
}
