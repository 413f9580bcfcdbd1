package store

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/flow"
)

// A flow's open tasks stand in two queues. The first has the loops none of whose
// places has become free again, in the order of creation (index human_loop_open).
// A loop of which a worker gives a task back, or runs out of time, goes to the end
// of the second (index human_loop_returned). So nothing is ever put into a queue
// behind somebody's back, and a worker's place in it, before which there is nothing
// for that worker, needs to move forward only. Without it, somebody who has
// answered the first hundred thousand loops of three workers each would walk past
// all of them for the next one.

// taken are the states in which a loop's task is not offered to that person again.
const taken = `('Accepted', 'Paused', 'Submitted', 'Declined')`

// notBarred keeps loops l whose task the person $2 may take.
const notBarred = `NOT EXISTS (
	SELECT 1 FROM assignment a WHERE a.loop_id = l.id AND a.person_id = $2 AND a.status IN ` + taken + `)`

// walkBound is how many open loops that are not for a person a search may pass in a
// queue before the person's place is moved.
const walkBound = 32

// returnedWindow is among how many returned loops the oldest is looked for: they
// stand in the order of their return.
const returnedWindow = 100

// asks is who asks for a task, and when.
type asks struct {
	personID string
	now      time.Time
}

// queue is one of the two queues of a flow, as one person meets it.
type queue struct {
	flowID    string
	taskCount int
	returned  bool
	place     int64 // the person's, in milliseconds of the queue's order
	// from is the place, or where the tasks begin that are still available.
	from int64
	// since is no later than the creation of any task that may be taken.
	since int64
}

// openTask is a task that is open.
type openTask struct {
	loopID    string
	createdAt int64
}

// queues gives the queues of Active flows in which there may be something for a
// person, beginning with the one in which there may be the oldest task.
func (t *tx) queues(who asks, flowIDs []string) ([]queue, error) {
	if len(flowIDs) == 0 {
		return nil, nil
	}
	args := []any{millis(who.now), who.personID, flow.Active}
	places := make([]string, 0, len(flowIDs))
	for _, id := range flowIDs {
		args = append(args, id)
		places = append(places, "$"+strconv.Itoa(len(args)))
	}
	first, firstReturned := firstCreated, `0`
	if t.rowLocks {
		first, firstReturned = firstForPerson, firstReturnedForPerson
	}
	pairs, err := many(t, scanQueues, `
		WITH mine AS (
		  SELECT f.id, f.task_count, COALESCE(p.created_at, 0) AS place, COALESCE(p.returned_at, 0) AS returned_place,
		    $1 - 1000 * COALESCE(f.availability_seconds, `+defaultAvailability+`) AS expired
		  FROM flow_definition f LEFT JOIN queue_place p ON p.person_id = $2 AND p.flow_id = f.id
		  WHERE f.status = $3 AND f.id IN (`+strings.Join(places, ", ")+`)),
		begun AS (SELECT id, task_count, place, returned_place, CASE WHEN place > expired THEN place ELSE expired + 1 END AS since FROM mine)
		SELECT id, task_count, place, returned_place, since, `+first+`,
		  (SELECT MIN(l.returned_at) FROM human_loop l
		    WHERE l.flow_id = begun.id AND l.open_slots > 0 AND l.returned_at >= begun.returned_place),
		  `+firstReturned+`
		FROM begun`, args...)
	all := slices.Concat(pairs...)
	slices.SortFunc(all, func(a, b queue) int { return cmp.Compare(a.since, b.since) })
	return all, err
}

// Where a queue begins for a person can be told exactly, or be left to the search,
// which then asks more queues. On SQLite a question costs no more than a part of one
// does; on PostgreSQL each is a round trip. So there the one for the queues looks at
// as many tasks of each as a search passes without moving a place.
var (
	firstCreated = `(SELECT MIN(l.created_at) FROM human_loop l WHERE ` + inBegun + `)`

	firstForPerson = `COALESCE(
	  (SELECT l.created_at FROM (
	    SELECT l.id, l.created_at FROM human_loop l WHERE ` + inBegun + ` ORDER BY l.created_at, l.id LIMIT ` + strconv.Itoa(walkBound) + `) AS l
	  WHERE ` + notBarred + ` ORDER BY l.created_at, l.id LIMIT 1),
	  (SELECT l.created_at FROM human_loop l WHERE ` + inBegun + ` ORDER BY l.created_at, l.id LIMIT 1 OFFSET ` + strconv.Itoa(walkBound) + `))`

	firstReturnedForPerson = `COALESCE(
	  (SELECT MIN(l.created_at) FROM (
	    SELECT l.id, l.created_at FROM human_loop l WHERE l.flow_id = begun.id AND l.open_slots > 0 AND l.returned_at >= begun.returned_place
	    ORDER BY l.returned_at, l.id LIMIT ` + strconv.Itoa(returnedWindow) + `) AS l
	  WHERE ` + notBarred + `), 0)`
)

// inBegun are the loops l in the queue of creation of the flow begun.
const inBegun = `l.flow_id = begun.id AND l.open_slots > 0 AND l.returned_at IS NULL AND l.created_at >= begun.since`

var defaultAvailability = strconv.FormatInt(int64(flow.DefaultAvailability/time.Second), 10)

func scanQueues(row scanner) ([]queue, error) {
	var created, returned queue
	var first, firstReturned sql.NullInt64
	if err := row.Scan(&created.flowID, &created.taskCount, &created.place, &returned.place, &created.from,
		&first, &firstReturned, &returned.since); err != nil {
		return nil, err
	}
	var found []queue
	if first.Valid {
		created.since = first.Int64
		found = append(found, created)
	}
	if firstReturned.Valid {
		returned.flowID, returned.taskCount, returned.returned, returned.from = created.flowID, created.taskCount, true, returned.place
		found = append(found, returned)
	}
	return found, nil
}

// oldestIn finds the oldest task in a queue that the person may take; a zero one
// when there is none. A task whose availability is over is not offered, even before
// the sweep has found it.
func (t *tx) oldestIn(who asks, q queue, lock string) (openTask, error) {
	search := oldestCreated
	if q.returned {
		search = oldestReturned
	}
	task, err := one(t, scanOpenTask, search+lock, q.flowID, who.personID, millis(who.now), q.from)
	return task, orElse(err, nil)
}

const oldestCreated = `
	SELECT l.id, l.created_at FROM human_loop l
	WHERE l.flow_id = $1 AND l.open_slots > 0 AND l.returned_at IS NULL AND l.created_at >= $4 AND l.due_at > $3 AND ` + notBarred + `
	ORDER BY l.created_at, l.id LIMIT 1`

var oldestReturned = `
	SELECT l.id, l.created_at FROM human_loop l
	WHERE l.id IN (
	  SELECT w.id FROM human_loop w WHERE w.flow_id = $1 AND w.open_slots > 0 AND w.returned_at >= $4
	  ORDER BY w.returned_at, w.id LIMIT ` + strconv.Itoa(returnedWindow) + `)
	AND l.open_slots > 0 AND l.due_at > $3 AND ` + notBarred + `
	ORDER BY l.created_at, l.id LIMIT 1`

func scanOpenTask(row scanner) (o openTask, err error) {
	err = row.Scan(&o.loopID, &o.createdAt)
	return o, err
}

// pass moves the person's place in the queue of creation to a task that was found
// there, if the search has passed many that are not for the person.
func (t *tx) pass(who asks, q queue, found openTask) error {
	if q.taskCount == 1 {
		return nil // what one worker has taken is open for nobody
	}
	passed, err := t.openBetween(q, q.place, found.createdAt, walkBound)
	if err != nil || passed < walkBound {
		return err
	}
	// What is over merely by the clock comes back when the clock was wrong.
	if over, err := t.openBetween(q, q.place, q.from, 1); err != nil || over > 0 {
		return err
	}
	return t.savePlace(who, q, found.createdAt)
}

func (t *tx) openBetween(q queue, from, until int64, limit int) (int, error) {
	return one(t, value[int], `
		SELECT COUNT(*) FROM (SELECT 1 FROM human_loop l WHERE l.flow_id = $1 AND l.open_slots > 0 AND l.returned_at IS NULL
		  AND l.created_at >= $2 AND l.created_at < $3 LIMIT `+strconv.Itoa(limit)+`) AS passed`, q.flowID, from, until)
}

// passReturned moves the person's place in the queue of return past all that is not
// for the person, if there is a whole window of it, and reports whether there is
// something behind.
func (t *tx) passReturned(who asks, q *queue) (bool, error) {
	n, err := one(t, value[int], `
		SELECT COUNT(*) FROM (SELECT 1 FROM human_loop l WHERE l.flow_id = $1 AND l.open_slots > 0 AND l.returned_at >= $2
		  LIMIT `+strconv.Itoa(returnedWindow)+`) AS passed`, q.flowID, q.place)
	if err != nil || n < returnedWindow {
		return false, err
	}
	next, err := one(t, value[int64], firstReturned, q.flowID, who.personID, q.place)
	more := err == nil
	if errors.Is(err, errNoRow) {
		next, err = one(t, value[int64], `SELECT MAX(l.returned_at) FROM human_loop l
			WHERE l.flow_id = $1 AND l.open_slots > 0 AND l.returned_at >= $2`, q.flowID, q.place)
	}
	if err != nil {
		return false, err
	}
	q.from = next
	return more, t.savePlace(who, *q, next)
}

const firstReturned = `
	SELECT l.returned_at FROM human_loop l
	WHERE l.flow_id = $1 AND l.open_slots > 0 AND l.returned_at >= $3 AND ` + notBarred + `
	ORDER BY l.returned_at, l.id LIMIT 1`

// commitTime is longer than any change may take until its commit (longest), clocks
// of several servers that differ a little included.
const commitTime = 2 * longest

// savePlace saves that nothing before a place in a queue is for the person. Where
// changes run side by side, what another is about to commit cannot be seen yet, so
// the place stays behind what is that new.
func (t *tx) savePlace(who asks, q queue, place int64) error {
	if t.rowLocks {
		place = min(place, who.now.Add(-commitTime).UnixMilli())
	}
	if place <= q.place {
		return nil
	}
	column, created, returned := "created_at", place, int64(0)
	if q.returned {
		column, created, returned = "returned_at", 0, place
	}
	_, err := t.exec(`
		INSERT INTO queue_place (person_id, flow_id, created_at, returned_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person_id, flow_id) DO UPDATE SET `+column+` = excluded.`+column, who.personID, q.flowID, created, returned)
	return err
}

// returnedSQL is a loop's returned_at when it goes to the end of the queue of return
// now: not before anybody's place in it, whatever the clock says.
func returnedSQL(flowID, now string) string {
	return `COALESCE((SELECT MAX(q.returned_at) FROM queue_place q WHERE q.flow_id = ` + flowID + ` AND q.returned_at > ` + now + `), ` + now + `)`
}
