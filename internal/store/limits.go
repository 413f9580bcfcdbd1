package store

import (
	"fmt"
	"maps"
	"runtime"
	"strconv"
	"time"
)

// usualStatement is Limits.Statement where nobody says otherwise.
const usualStatement = 30 * time.Second

// Limits bound what a server takes of its PostgreSQL. Zero means the default.
type Limits struct {
	// Connections is how many there are at most, at least 2; SQL queries have up to
	// eight more. By default pool_max_conns of the URL, or four for each processor and
	// at least 16.
	Connections int
	// Statement is how long PostgreSQL works on one statement, 30 seconds by default.
	Statement time.Duration
	// Lock is how long a statement waits for what others have locked, 10 seconds by
	// default.
	Lock time.Duration
	// Idle is how long a transaction may stand still before PostgreSQL undoes it, so that
	// a server that is frozen does not keep its locks: 5 seconds by default, half of what
	// others wait for them.
	Idle time.Duration
}

// settings are those of a session.
func (l Limits) settings() map[string]string {
	all := maps.Clone(sessionSettings)
	for name, d := range map[string]time.Duration{
		"statement_timeout": l.Statement, "lock_timeout": l.Lock, "idle_in_transaction_session_timeout": l.Idle,
	} {
		if d > 0 {
			all[name] = strconv.FormatInt(max(1, d.Milliseconds()), 10)
		}
	}
	return all
}

// answer is how long the server may be silent when it is asked something: it ends a
// statement by itself before.
func (l Limits) answer() time.Duration {
	if l.Statement > 0 {
		return l.Statement + answerMargin
	}
	return usualStatement + answerMargin
}

// poolSetting is the part of a PostgreSQL URL that says how many connections there
// may be; it is called as elsewhere with this driver.
const poolSetting = "pool_max_conns"

// connections decides how many there may be, and removes what the URL says of it, which
// is no setting of the server.
func (l Limits) connections(url map[string]string) (int, error) {
	given, ok := url[poolSetting]
	delete(url, poolSetting)
	switch {
	case l.Connections != 0:
		return l.Connections, nil
	case !ok:
		return max(16, 4*runtime.NumCPU()), nil
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < 2 {
		return 0, fmt.Errorf("%s=%s in the database URL: want a number of at least 2", poolSetting, given)
	}
	return n, nil
}
