package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/object"
	"foureyes/internal/tag"
	"foureyes/internal/workforce"
)

// Rules read, then write. In each of these tests several that rest on the same rows
// run at the same time, and only one order of them, whichever, may be seen after.

// atOnce runs a function n times at the same time.
func atOnce(n int, do func(i int)) {
	var wait sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wait.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	wait.Wait()
}

// fits runs creators at once, of which exactly limit may succeed and the others
// meet the limit.
func fits(t *testing.T, creators, limit int, create func(i int) error) {
	t.Helper()
	var made atomic.Int64
	atOnce(creators, func(i int) {
		switch err := create(i); {
		case err == nil:
			made.Add(1)
		case !fault.Is(err, fault.Quota):
			t.Error(err)
		}
	})
	same(t, "made", int64(limit), made.Load(), nil)
}

func quotasRace(t *testing.T, h *house) {
	d := h.flow(t, "one")
	loops := make([]humanloop.Started, 60)
	for i := range loops {
		loops[i] = starting(h.newLoop(d, fmt.Sprint("loop-", i), noon), d)
		loops[i].Fits = atMost(20)
	}
	fits(t, len(loops), 20, func(i int) error { return second(h.StartLoop(t.Context(), loops[i])) })
	fits(t, 30, 9, func(i int) error { // "form" is the tenth
		u := h.ui
		u.ID, u.Name = fmt.Sprint("ui-", i), fmt.Sprint("form-", i)
		return h.CreateHumanTaskUI(t.Context(), u, nil, atMost(10))
	})
	w := workforce.DefaultWorkforce(account, region, noon)
	w.ID = h.everyone().WorkforceID
	fits(t, 20, 4, func(i int) error { // everyone's is the fifth
		team := workforce.Workteam{ID: fmt.Sprint("team-", i), Account: account, Region: region, Name: fmt.Sprint("team-", i), CreatedAt: noon, UpdatedAt: noon}
		return h.CreateWorkteam(t.Context(), team, w, nil, atMost(5))
	})
}

// Somebody who asks twice at the same time gets two different tasks, or one.
func personRaces(t *testing.T, h *house) {
	p := h.person(t, "ann")
	d := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 9 })
	for i := range 3 {
		h.start(t, d, fmt.Sprint("loop-", i), noon)
	}
	var mu sync.Mutex
	var taken []string
	atOnce(9, func(i int) {
		a, err := h.Take(t.Context(), p.ID, []string{d.ID}, noon, accepting(fmt.Sprint("a-", i), p.ID, noon))
		if err != nil {
			t.Error(err)
		}
		if a != nil {
			mu.Lock()
			taken = append(taken, a.LoopID)
			mu.Unlock()
		}
	})
	slices.Sort(taken)
	same(t, "loops taken", 3, len(slices.Compact(taken)), nil)
	same(t, "tasks taken", 3, len(taken), nil)
}

// As long as there is a task for everybody, nobody goes away without one.
func everybodyGetsOne(t *testing.T, h *house) {
	const workers = 12
	one := h.flow(t, "one", func(d *flow.Definition) { d.TaskCount = 1 })
	three := h.flow(t, "three", func(d *flow.Definition) { d.TaskCount = 3 })
	for i := range workers / 2 {
		h.start(t, one, fmt.Sprint("one-", i), noon.Add(time.Duration(i)*time.Second))
	}
	for i := range workers / 6 {
		h.start(t, three, fmt.Sprint("three-", i), noon.Add(time.Duration(i)*time.Second))
	}
	people := make([]auth.Person, workers)
	for i := range people {
		people[i] = h.person(t, fmt.Sprint("worker-", i))
	}
	atOnce(workers, func(i int) {
		p := people[i]
		a, err := h.Take(t.Context(), p.ID, []string{one.ID, three.ID}, noon, accepting("a-"+p.ID, p.ID, noon))
		if err != nil || a == nil {
			t.Errorf("%s: %v, %v", p.Name, a, err)
		}
	})
}

// A flow definition that is gone has no loop that is not over.
func startersRaceDeletion(t *testing.T, h *house) {
	usable := func(_ flow.Definition, s flow.Status, _ bool) error {
		if s != flow.Active {
			return errRefused
		}
		return nil
	}
	for round := range 15 {
		d := h.flow(t, fmt.Sprint("flow-", round))
		st := starting(h.newLoop(d, fmt.Sprint("loop-", round), noon), d)
		st.Usable = usable
		var started, gone bool
		atOnce(2, func(i int) {
			if i == 0 {
				_, err := h.StartLoop(t.Context(), st)
				started = err == nil
				if err != nil && !fault.Is(err, fault.Invalid) {
					t.Error(err)
				}
				return
			}
			h.deleting(t, d)
			var err error
			if gone, err = h.RemoveFlow(t.Context(), d.ID, 9, noon); err != nil {
				t.Error(err)
			}
		})
		if started == gone {
			t.Errorf("round %d: the loop was started: %v, its flow is gone: %v", round, started, gone)
		}
	}
}

// A task that goes back sees that its flow is being deleted, or the deletion sees
// that the task is back.
func endersRaceDeletion(t *testing.T, h *house) {
	p := h.person(t, "ann")
	for round := range 15 {
		d := h.flow(t, fmt.Sprint("flow-", round))
		h.start(t, d, fmt.Sprint("loop-", round), noon)
		a := h.take(t, p, noon, d)
		var seen, found bool
		atOnce(2, func(i int) {
			if i == 0 {
				_, err := h.ChangeAssignment(t.Context(), a.ID, func(s humanloop.State) (humanloop.Change, error) {
					seen = s.FlowStatus == flow.Deleting
					return ending(humanloop.Released, "", noon)(s)
				})
				if err != nil {
					t.Error(err)
				}
				return
			}
			h.deleting(t, d)
			ids, err := h.UnheldLoops(t.Context(), d.ID, "", 9)
			if err != nil {
				t.Error(err)
			}
			found = len(ids) > 0
		})
		if !seen && !found {
			t.Errorf("round %d: nobody will end the loop", round)
		}
	}
}

func draftsRaceSubmit(t *testing.T, h *house) {
	p := h.person(t, "ann")
	d := h.flow(t, "one")
	for round := range 15 {
		h.start(t, d, fmt.Sprint("loop-", round), noon)
		a := h.take(t, p, noon, d)
		atOnce(2, func(i int) {
			if i == 0 {
				if _, err := h.ChangeAssignment(t.Context(), a.ID, ending(humanloop.Submitted, `{}`, noon)); err != nil {
					t.Error(err)
				}
				return
			}
			if err := h.SaveDraft(t.Context(), a.ID, []byte(`{"half":1}`), noon); err != nil && !fault.Is(err, fault.Gone) {
				t.Error(err)
			}
		})
		if draft, err := h.Draft(t.Context(), a.ID); err != nil || draft != nil {
			t.Errorf("round %d: the draft %s outlived its answer, %v", round, draft, err)
		}
	}
}

func tagsRace(t *testing.T, h *house) {
	r := tag.Resource{Account: account, Region: region, Type: "human-task-ui", Name: h.ui.Name}
	atOnce(12, func(i int) {
		err := h.ChangeTags(t.Context(), r, func(tags []tag.Tag) ([]tag.Tag, error) {
			return append(tags, tag.Tag{Key: fmt.Sprint("key-", i), Value: "v"}), nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	tags, err := h.Tags(t.Context(), r)
	same(t, "tags", 12, len(tags), err)
}

// No session outlives the password that it was made with.
func sessionsRacePassword(t *testing.T, h *house) {
	for round := range 15 {
		p := h.person(t, fmt.Sprint("ann-", round))
		row := auth.SessionRow{PersonID: p.ID, SeenAt: noon, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
		bySignIn, byLink := row, row
		bySignIn.TokenHash, byLink.TokenHash = []byte{byte(round), 1}, []byte{byte(round), 2}
		link := auth.LinkRow{TokenHash: []byte{byte(round), 3}, PersonID: p.ID, Purpose: auth.ToSignIn, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
		must(t, h.CreateLink(t.Context(), link))
		steps := []func() error{
			func() error { return h.CreateSession(t.Context(), bySignIn, "hash of "+p.Name) },
			func() error { return second(h.CreateSessionWithLink(t.Context(), link.TokenHash, byLink)) },
			func() error { return h.SetPassword(t.Context(), p.ID, "another hash") },
		}
		atOnce(len(steps), func(i int) {
			if err := steps[i](); err != nil && !fault.Is(err, fault.Unauthenticated) {
				t.Error(err)
			}
		})
		for _, s := range []auth.SessionRow{bySignIn, byLink} {
			if _, err := h.Session(t.Context(), s.TokenHash, noon); !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("round %d: session %v is still there: %v", round, s.TokenHash, err)
			}
		}
	}
}

// Of many that write one key, each replaces what the one before has left, and one
// alone may find it free.
func objectsRace(t *testing.T, h *house) {
	const writers = 12
	b := h.bucket(t, "photos")
	var mu sync.Mutex
	var replaced []string
	first := 0
	atOnce(writers, func(i int) {
		free := false
		blobs, err := h.SaveObject(t.Context(), entry(b, "k", fmt.Sprint("blob-", i)), func(old *object.Entry) error {
			free = old == nil
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		replaced = append(replaced, blobs...)
		if free {
			first++
		}
	})
	last, err := h.ObjectByKey(t.Context(), b.ID, "k")
	replaced = append(replaced, last.Blob)
	slices.Sort(replaced)
	same(t, "blobs replaced, and the last", writers, len(slices.Compact(replaced)), err)
	same(t, "writers that found the key free", 1, first, nil)
}

func bucketRaces(t *testing.T, h *house) {
	for round := range 15 {
		b := h.bucket(t, fmt.Sprint("bucket-", round))
		var saved, deleted error
		atOnce(2, func(i int) {
			if i == 0 {
				_, saved = h.SaveObject(t.Context(), entry(b, "k", fmt.Sprint("blob-", round)), agree)
				return
			}
			_, deleted = h.DeleteBucket(t.Context(), b.ID)
		})
		before := saved == nil && errors.Is(deleted, object.ErrBucketNotEmpty)
		after := deleted == nil && errors.Is(saved, object.ErrNoSuchBucket)
		if !before && !after {
			t.Errorf("round %d: save: %v, delete: %v", round, saved, deleted)
		}
	}
}

func partsRace(t *testing.T, h *house) {
	b := h.bucket(t, "photos")
	for round := range 10 {
		u := object.Upload{ID: fmt.Sprint("upload-", round), BucketID: b.ID, Key: "k", CreatedAt: noon}
		must(t, h.CreateUpload(t.Context(), u))
		var mu sync.Mutex
		var freed []string
		atOnce(5, func(i int) {
			var blobs []string
			var err error
			if i == 0 {
				blobs, err = h.AbortUpload(t.Context(), u.ID)
			} else {
				part := object.Part{Number: 1, Blob: fmt.Sprint(u.ID, "-", i), ModifiedAt: noon}
				if blobs, err = h.SavePart(t.Context(), u.ID, part); errors.Is(err, object.ErrNoSuchUpload) {
					blobs, err = []string{part.Blob}, nil // the caller's to remove
				}
			}
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			freed = append(freed, blobs...)
			mu.Unlock()
		})
		slices.Sort(freed)
		same(t, "blobs freed", 4, len(slices.Compact(freed)), nil)
	}
}

// Jobs that are saved, claimed and finished at the same time are neither lost nor
// left behind.
func savedJobsRace(t *testing.T, h *house) {
	l := h.someLoop(t)
	atOnce(6, func(i int) {
		for n := range 10 {
			at := noon.Add(time.Duration(i*10+n) * time.Millisecond)
			if i%2 == 0 {
				h.saveJobs(t, l, aJob("the job", at))
				continue
			}
			rows, err := h.ClaimJobs(t.Context(), noon.Add(time.Second), noon.Add(time.Minute+time.Duration(i*10+n)*time.Millisecond), 9)
			if err != nil {
				t.Error(err)
			}
			ends := make([]job.End, 0, len(rows))
			for _, row := range rows {
				ends = append(ends, job.End{Row: row})
			}
			if err := h.FinishJobs(t.Context(), ends); err != nil {
				t.Error(err)
			}
		}
	})
	h.saveJobs(t, l, aJob("the job", noon))
	rows, err := h.ClaimJobs(t.Context(), noon.Add(time.Second), noon.Add(time.Hour), 9)
	same(t, "jobs", 1, len(rows), err)
}
