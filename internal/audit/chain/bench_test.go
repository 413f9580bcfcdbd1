package chain_test

import (
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
)

// BenchmarkSeal measures the making of a full batch, BenchmarkVerify its examination; both
// without a disk.
func BenchmarkSeal(b *testing.B) {
	entries := full()
	for b.Loop() {
		_, file := chain.Seal(chain.Batch{}, entries, noon)
		b.SetBytes(int64(len(file)))
	}
}

func BenchmarkVerify(b *testing.B) {
	_, file := chain.Seal(chain.Batch{}, full(), noon)
	f := shelf{chain.Name(1): file}
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		found, err := chain.Verify(b.Context(), f, chain.Question{})
		if err != nil || found.Broken != nil {
			b.Fatal(found.Broken, err)
		}
	}
}

// full are entries as servers have them, as many as a batch takes.
func full() []audit.Kept {
	entries := make([]audit.Kept, 5000)
	for i := range entries {
		entries[i] = audit.Kept{ID: int64(i + 1), Entry: audit.Entry{
			At: noon.Add(time.Duration(i) * time.Millisecond), RequestID: "01HZY3K5J2V8Q4W6X7Y8Z9A0B1", Account: "000000000042", Region: "eu-west-1",
			Principal: "arn:aws:iam::000000000042:user/ann", AccessKeyID: "AKIABZGM4Y2KL5YPGN5S", Action: "sagemaker:StartHumanLoop",
			Resource: "arn:aws:sagemaker:eu-west-1:000000000042:human-loop/photo-8123", Outcome: audit.Success, SourceIP: "192.0.2.7",
		}}
	}
	return entries
}
