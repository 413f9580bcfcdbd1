package preview

import (
	"context"
	"crypto/sha256"
	"io"
	"os"
	"time"
)

// Watch calls changed whenever the content of one of the author's files is other
// than before, until ctx ends. It reads them every so often: editors replace
// files, and network folders tell nobody, which notices of the system miss.
func (a Author) Watch(ctx context.Context, every time.Duration, changed func()) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	last := a.digest()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if now := a.digest(); now != last {
			last = now
			changed()
		}
	}
}

// digest stands for what the files hold; one that is not there counts as empty.
func (a Author) digest() [sha256.Size]byte {
	sum := sha256.New()
	for _, name := range []string{a.Template, a.Input} {
		if f, err := os.Open(name); err == nil {
			_, _ = io.Copy(sum, f) // half a file is another content, which is all we ask
			_ = f.Close()
		}
		sum.Write([]byte{0})
	}
	return [sha256.Size]byte(sum.Sum(nil))
}
