package job

import (
	"testing"
	"testing/synctest"
	"time"
)

// Jobs that come in a stream are claimed together.
func TestRunnerRestsBetweenClaims(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRows()
		stop, ended := run(t, r, map[string]Handler{"good": succeed})
		synctest.Wait()
		jobs := numbered("good", 5)
		r.add(jobs[0], true)
		synctest.Wait()
		if len(r.finished()) != 1 {
			t.Error("the first job had to wait")
		}
		for i, j := range jobs[1:] {
			r.add(j, i == 0) // one waiting signal stands for all
			synctest.Wait()
		}
		if n := len(r.finished()); n != 1 {
			t.Errorf("%d jobs finished, want the others to wait for each other", n)
		}
		time.Sleep(rest) //nolint:forbidigo // the bubble's clock, which costs nothing
		synctest.Wait()
		if n := len(r.finished()); n != 5 {
			t.Errorf("%d jobs finished after a rest, want 5", n)
		}
		stop()
		<-ended
	})
}
