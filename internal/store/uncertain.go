package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	sqlite3 "modernc.org/sqlite/lib"
)

// errUncertain says of a commit that failed that nobody knows yet whether a restart
// would find it done.
var errUncertain = errors.New("it is not known whether this was saved")

// touch is the smallest change that there is: one page, and no word that anybody
// reads.
const touch = "PRAGMA user_version = 1"

// undo ends a transaction whose COMMIT has failed, and gives the error to tell.
//
// When it was the fsync that failed, the pages of the transaction are in the log
// already, complete: this process forgets them, but the next one would find them
// there and take them for committed, although the disk may not have them. So the next
// commit must write over them, and only then is it true that nothing was saved.
// Nothing rests meanwhile on pages that were not synced: SQLite has dropped them from
// its cache, and writes them anew.
func (w *writer) undo(ctx context.Context, err error) error {
	_ = w.simple(ctx, "ROLLBACK")
	if isFull(err) {
		return err // then the page that makes a transaction complete was not written
	}
	w.doubt = true
	if w.settle(ctx) != nil {
		return fmt.Errorf("%w: %w", errUncertain, err)
	}
	return err
}

// settle makes sure that a commit that failed has not happened. As long as it fails
// itself nothing else may be begun.
func (w *writer) settle(ctx context.Context) error {
	if !w.doubt {
		return nil
	}
	for _, statement := range []string{"BEGIN IMMEDIATE", touch, "COMMIT"} {
		if err := w.simple(ctx, statement); err != nil {
			_ = w.simple(ctx, "ROLLBACK")
			return fmt.Errorf("write after a failed commit: %w", err)
		}
	}
	w.doubt = false
	return nil
}

// ready answers whether changes can be made durable. It tries when one could not.
func (w *writer) ready(ctx context.Context) error {
	if !w.troubled.Load() {
		return nil
	}
	err := tryRoom(w.file + "-room")
	if err == nil {
		err = w.do(ctx, func(t *tx) error {
			_, err := t.exec(touch)
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("write to the database: %w", err)
	}
	w.troubled.Store(false)
	return nil
}

// leastRoom is how many bytes must be free on a disk that was full for it to count as
// usable again. SQLite alone cannot tell: a small change may fit where its log has
// been before, and the next one may not.
const leastRoom = 1 << 20

// tryRoom writes a file of leastRoom bytes and removes it.
func tryRoom(file string) error {
	err := os.WriteFile(file, make([]byte, leastRoom), 0o600)
	return errors.Join(err, os.Remove(file))
}

// watch remembers that the disk has failed a write.
func (w *writer) watch(group []*pending) {
	for _, p := range group {
		if isTrouble(p.err) {
			w.troubled.Store(true)
		}
	}
}

// isTrouble reports whether err says that SQLite cannot write to its disk.
func isTrouble(err error) bool {
	code := sqliteCode(err) & 0xff
	return code == sqlite3.SQLITE_FULL || code == sqlite3.SQLITE_IOERR
}
