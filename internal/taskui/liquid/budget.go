package liquid

import (
	"context"
	"errors"
	"fmt"
)

// Limits bound one run of a template, so that no template and no input can hold
// the process. A zero field means the default.
type Limits struct {
	// Steps counts nodes, filters and loop turns, and one for every 64 bytes of
	// text that is read or written. Default 5,000,000, which takes about a second.
	Steps int
	// Output is the size of the rendered page in bytes. Default 32 MiB, which
	// holds an input of 3 MiB printed with every quote escaped.
	Output int
	// Value is the size of one text made by a filter or capture, in bytes.
	// Default 32 MiB.
	Value int
	// Made is the size of all texts and lists made during the run, in bytes,
	// whether still in use or not. Default 128 MiB.
	Made int
}

const (
	defaultSteps  = 5_000_000
	defaultOutput = 32 << 20
	defaultValue  = 32 << 20
	defaultMade   = 128 << 20

	bytesPerStep = 64
	// bytesPerItem is what one item of a list costs, its own header included.
	bytesPerItem = 64
	// stepsPerLook is how many steps may pass before the context is looked at.
	stepsPerLook = 1024
)

// withDefaults fills the zero fields.
func (l Limits) withDefaults() Limits {
	fill := func(field *int, value int) {
		if *field <= 0 {
			*field = value
		}
	}
	fill(&l.Steps, defaultSteps)
	fill(&l.Output, defaultOutput)
	fill(&l.Value, defaultValue)
	fill(&l.Made, defaultMade)
	return l
}

var (
	errSteps = errors.New("the template takes too many steps")
	errMade  = errors.New("the template makes too much text")
)

func errValue(l Limits) error { return fmt.Errorf("a text grows past %d bytes", l.Value) }

// budget is what a run has left.
type budget struct {
	ctx    context.Context
	limits Limits
	steps  int
	look   int
	made   int
}

// step pays for n steps and ends the run when they, or its time, are used up.
func (b *budget) step(n int) error {
	b.steps += n
	if b.steps > b.limits.Steps {
		return errSteps
	}
	if b.steps < b.look {
		return nil
	}
	b.look = b.steps + stepsPerLook
	if b.ctx.Err() != nil {
		return fmt.Errorf("rendering was stopped: %w", &outside{context.Cause(b.ctx)})
	}
	return nil
}

// read pays for looking at n bytes of text.
func (b *budget) read(n int) error { return b.step(n / bytesPerStep) }

// grow pays for a new value of n bytes. Call it before making the value where n
// can be known, so that a refusal costs nothing.
func (b *budget) grow(n int) error {
	if n < 0 || n > b.limits.Value {
		return errValue(b.limits)
	}
	b.made += n
	if b.made > b.limits.Made {
		return errMade
	}
	return b.read(n)
}

// growItems pays for a new list of n items.
func (b *budget) growItems(n int) error {
	if n > b.limits.Made/bytesPerItem {
		return errMade
	}
	b.made += n * bytesPerItem
	if b.made > b.limits.Made {
		return errMade
	}
	return b.step(n)
}
