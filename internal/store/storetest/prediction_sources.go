package storetest

import (
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/predictor"
)

func (h *house) predictionSource(t *testing.T, changes ...func(*predictor.Source)) predictor.Source {
	t.Helper()
	o := predictor.Source{
		ID: h.id(), Account: account, Region: region, Service: "textract", Kind: predictor.HTTP, Address: "https://host/ü",
		Settings: `{"timeoutSeconds":7}`, SealedSecret: []byte{0, 255, 7}, CreatedAt: noon,
	}
	for _, c := range changes {
		c(&o)
	}
	must(t, h.SetPredictionSource(t.Context(), o))
	return o
}

func predictionSources(t *testing.T, h *house) {
	h.predictionSource(t)
	want := h.predictionSource(t, func(o *predictor.Source) {
		o.Kind, o.Address, o.Settings, o.SealedSecret, o.CreatedAt = predictor.Builtin, "", "", []byte{1}, noon.Add(time.Hour)
	})
	h.reopen(t)
	got, err := h.PredictionSource(t.Context(), account, region, "textract")
	same(t, "the source that was set last", want, got, err)
	all, err := h.ListPredictionSources(t.Context(), page.Query{Limit: 9})
	same(t, "all sources", []predictor.Source{want}, all, err)
	for what, at := range map[string][3]string{
		"another account": {"000000000043", region, "textract"}, "another region": {account, "eu-west-2", "textract"},
		"another service": {account, region, "rekognition"}, "every region": {account, predictor.EveryRegion, "textract"},
	} {
		_, err := h.PredictionSource(t.Context(), at[0], at[1], at[2])
		refused(t, what, err, fault.NotFound)
		refused(t, "delete of "+what, h.DeletePredictionSource(t.Context(), at[0], at[1], at[2]), fault.NotFound)
	}
	must(t, h.DeletePredictionSource(t.Context(), account, region, "textract"))
	_, err = h.PredictionSource(t.Context(), account, region, "textract")
	refused(t, "a source that is gone", err, fault.NotFound)
}

func predictionSourceFor(t *testing.T, h *house) {
	everywhere := h.predictionSource(t, func(o *predictor.Source) { o.Region = predictor.EveryRegion })
	here := h.predictionSource(t)
	h.predictionSource(t, func(o *predictor.Source) { o.Service = "rekognition" })
	got, err := h.PredictionSourceFor(t.Context(), account, region, "textract")
	same(t, "the region's own", here, got, err)
	got, err = h.PredictionSourceFor(t.Context(), account, "eu-west-2", "textract")
	same(t, "that of all regions", everywhere, got, err)
	_, err = h.PredictionSourceFor(t.Context(), account, "eu-west-2", "rekognition")
	refused(t, "another region's", err, fault.NotFound)
	_, err = h.PredictionSourceFor(t.Context(), "000000000043", region, "textract")
	refused(t, "another account's", err, fault.NotFound)
}

func pagesOfPredictionSources(t *testing.T, h *house) {
	for i, name := range []string{"a", "b", "c"} {
		h.predictionSource(t, func(o *predictor.Source) { o.Region, o.CreatedAt = name, noon.Add(time.Duration(i)*time.Second) })
	}
	first, err := h.ListPredictionSources(t.Context(), page.Query{Limit: 1})
	same(t, "a page and one more", []string{"a", "b"}, column(first, sourceRegion), err)
	rest, err := h.ListPredictionSources(t.Context(), page.Query{Limit: 2, After: &page.Key{CreatedAt: first[0].CreatedAt, ID: first[0].ID}})
	same(t, "the rest", []string{"b", "c"}, column(rest, sourceRegion), err)
}

func sourceRegion(o predictor.Source) string { return o.Region }
