package bulk_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"foureyes/internal/bulk"
)

// BenchmarkExport tells what writing costs, the database left out.
func BenchmarkExport(b *testing.B) {
	s := &shelf{}
	for i := range 400 {
		s.add(fmt.Sprintf(`{"returnId":"%d","product":"Desk lamp","prediction":{"label":"intact","confidence":0.66}}`, i), `{"damage":{"label":"Broken"}}`)
	}
	for _, f := range []bulk.Format{bulk.CSV, bulk.JSONLines, bulk.Parquet} {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				write, err := bulk.NewService(s).Export(b.Context(), bulk.Request{Flow: "flow", Format: f}, begin.Add(24*time.Hour))
				if err != nil {
					b.Fatal(err)
				}
				if err := write(b.Context(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*len(s.loops))/b.Elapsed().Seconds(), "loops/s")
		})
	}
}
