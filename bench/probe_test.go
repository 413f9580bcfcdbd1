package bench_test

import (
	"os"
	"path/filepath"
	"testing"
)

// probe writes 4 KiB and asks the disk to keep it, one call after the other, over
// a file that has its size already. It is the yardstick of the machine.
type probe struct {
	file *os.File
	page []byte
	at   int64
}

const probeSize = 16 << 20

func newProbe(b *testing.B, folder string) *probe {
	b.Helper()
	f, err := os.Create(filepath.Join(folder, "probe"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	if _, err := f.Write(make([]byte, probeSize)); err != nil {
		b.Fatal(err)
	}
	if err := f.Sync(); err != nil {
		b.Fatal(err)
	}
	return &probe{file: f, page: make([]byte, 4096)}
}

func (p *probe) write() error {
	p.page[0]++
	if _, err := p.file.WriteAt(p.page, p.at); err != nil {
		return err
	}
	p.at = (p.at + int64(len(p.page))) % probeSize
	return syncData(p.file)
}
