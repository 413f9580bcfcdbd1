package store

import "foureyes/internal/humanloop"

// checkFits asks whether the loop that was just inserted may be one of those in
// progress. Triggers keep the tally in the transactions that begin and end loops,
// so it is exact, and reading it costs the same with ten loops and ten million.
func (t *tx) checkFits(st humanloop.Started) error {
	if st.Fits == nil {
		return nil
	}
	loops, err := one(t, value[int], `SELECT loops FROM human_loop_tally WHERE account_id = $1 AND region = $2`,
		st.Loop.Account, st.Loop.Region)
	if err != nil {
		return err
	}
	return st.Fits(loops - 1)
}

// checkCount asks a rule whether the row that was just inserted may be there
// beside the others that count finds; without a rule it may.
func (t *tx) checkCount(rule func(existing int) error, count string, args ...any) error {
	if rule == nil {
		return nil
	}
	n, err := one(t, value[int], count, args...)
	if err != nil {
		return err
	}
	return rule(n - 1)
}
