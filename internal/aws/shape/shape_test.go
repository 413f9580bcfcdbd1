package shape

import (
	"context"
	"errors"
	"testing"

	"foureyes/internal/aws"
)

// greet is an operation with one member each way.
var greet = Operation[thing, thing]{
	Name: "Greet", Status: 200,
	Decode: func(p Parts) (*thing, error) {
		v, err := decode(string(p.Body))
		if err != nil {
			return nil, err
		}
		return &v, nil
	},
	Encode: func(w *Writer, v *thing) {
		w.Open('{')
		w.Name("Name")
		w.Text(v.Name)
		w.Close('}')
	},
}

func TestBindDecodesCallsAndEncodes(t *testing.T) {
	handler := greet.Bind(func(_ context.Context, c aws.Call, in *thing) (*thing, error) {
		return &thing{Name: in.Name + " of " + c.Account}, nil
	})
	got, err := handler.Run(t.Context(), aws.Call{Account: "42"}, Parts{Body: []byte(`{"Name":"a"}`)})
	if err != nil || string(got) != `{"Name":"a of 42"}` {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestBindGivesFaults(t *testing.T) {
	wanted := errors.New("refused")
	handler := greet.Bind(func(context.Context, aws.Call, *thing) (*thing, error) { return nil, wanted })
	for body, code := range map[string]string{`{`: "SerializationException", `{}`: "ValidationException"} {
		_, err := handler.Run(t.Context(), aws.Call{}, Parts{Body: []byte(body)})
		var fault *aws.Fault
		if !errors.As(err, &fault) || fault.Code != code {
			t.Errorf("%s: %v, want %s", body, err, code)
		}
	}
	if _, err := handler.Run(t.Context(), aws.Call{}, Parts{Body: []byte(`{"Name":"a"}`)}); !errors.Is(err, wanted) {
		t.Errorf("the call's own error came back as %v", err)
	}
}

func TestBindWithoutOutput(t *testing.T) {
	silent := greet
	silent.Empty = true
	handler := silent.Bind(func(context.Context, aws.Call, *thing) (*thing, error) { return &thing{}, nil })
	if got, err := handler.Run(t.Context(), aws.Call{}, Parts{Body: []byte(`{"Name":"a"}`)}); err != nil || len(got) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}
