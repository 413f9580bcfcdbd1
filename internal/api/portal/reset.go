package portal

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"foureyes/internal/api/jsonapi"
)

type resetInput struct {
	Body struct {
		Email string `json:"email" maxLength:"254" doc:"In any case."`
	}
}

func (a *api) resetRoutes() {
	huma.Register(a, jsonapi.Operation("requestPasswordReset", http.MethodPost, "/password-reset", "Mail a link to choose a new password, to whoever has an address",
		jsonapi.Errors(http.StatusTooManyRequests), func(o *huma.Operation) { o.DefaultStatus = http.StatusAccepted }), a.requestReset)
}

// requestReset answers the same whether or not there is such a person.
func (a *api) requestReset(ctx context.Context, in *resetInput) (*struct{}, error) {
	err := a.resets.Ask(ctx, in.Body.Email, jsonapi.CallerOf(ctx).Address, jsonapi.Now(ctx))
	return jsonapi.Answer(ctx, a.API, &struct{}{}, err)
}
