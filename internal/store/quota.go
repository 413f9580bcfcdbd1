package store

import "foureyes/internal/humanloop"

// inFlight is more than the loops that all servers together could be starting at
// the same moment: PostgreSQL is never given as many connections.
const inFlight = 1000

// checkFits asks whether the loop that was just inserted may be one of those in
// progress. Triggers keep the tally in the transactions that begin and end loops,
// so it is exact, and reading it costs the same with ten loops and ten million.
//
// On PostgreSQL the tally does not show what others are about to commit. While
// there is room for all that could be, nobody waits; near the limit, where a change
// gets in its second run, it stands in line until all others have committed.
func (t *tx) checkFits(st humanloop.Started) error {
	if st.Fits == nil {
		return nil
	}
	lock := t.lockCountShared
	if t.repeated {
		lock = t.lockCount
	}
	if err := lock("human_loop", st.Loop.Account, st.Loop.Region); err != nil {
		return err
	}
	loops, err := one(t, value[int], `SELECT CAST(SUM(loops) AS BIGINT) FROM human_loop_tally WHERE account_id = $1 AND region = $2`,
		st.Loop.Account, st.Loop.Region)
	if err != nil {
		return err
	}
	if t.rowLocks && !t.repeated && st.Fits(loops+inFlight) != nil {
		return errAgain
	}
	return st.Fits(loops - 1)
}

// checkCount asks a rule whether the row that was just inserted may be there
// beside the others that count finds; without a rule it may.
func (t *tx) checkCount(rule func(existing int) error, count string, args ...any) error {
	if rule == nil {
		return nil
	}
	if err := t.lockCount(append([]any{count}, args...)...); err != nil {
		return err
	}
	n, err := one(t, value[int], count, args...)
	if err != nil {
		return err
	}
	return rule(n - 1)
}
