package suite

// lives are the cases that follow resources through their lives, and those of the
// wire, a file for each kind.
func (s *suite) lives() []testCase {
	return nil
}
