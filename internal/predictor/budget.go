package predictor

const (
	// mostRepeats is how many repetitions a source may get in a burst.
	mostRepeats = 10
	// earned is what part of a repetition an answer earns: in the long run at most a
	// tenth of the calls are repetitions, so that a source that is down does not get
	// several times the calls that it got before.
	earned = 0.1
)

// budget counts the repetitions that a source may get. Its zero value is full.
type budget struct{ spent float64 }

// take spends one repetition, if there is one left.
func (b *budget) take() bool {
	if b.spent+1 > mostRepeats {
		return false
	}
	b.spent++
	return true
}

// earn gives back for an answer.
func (b *budget) earn() { b.spent = max(b.spent-earned, 0) }
