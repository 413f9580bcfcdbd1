package awsimport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const loopKind = "human loop"

// loop carries one that is not at the target.
func (r *run) loop(ctx context.Context, f flow, item Item, l Loop) Item {
	if !l.over() {
		return r.open(ctx, f, item, l)
	}
	if r.options.DryRun {
		item.State = WouldMake
		return item
	}
	whole, err := r.from.Loops.Describe(ctx, l.HumanLoopName)
	if err != nil {
		return item.failed(err)
	}
	var output []byte
	if uri := whole.HumanLoopOutput.OutputS3URI; r.options.Loops.Outputs && uri != "" {
		if output, err = r.from.Loops.Output(ctx, uri); err != nil {
			return item.failed(fmt.Errorf("read %s: %w", uri, err))
		}
		if output == nil && whole.HumanLoopStatus == "Completed" {
			item.Notes = append(item.Notes, "its output is not there any more: "+uri)
		}
	}
	return r.keep(ctx, f, item, whole, output)
}

// keep makes a loop known at the target, and then puts its output there: where that is
// missing, a run after an interruption finds that something is left to do.
func (r *run) keep(ctx context.Context, f flow, item Item, l Loop, output []byte) Item {
	input, err := inputOf(output)
	if err != nil {
		return item.failed(fmt.Errorf("read %s: %w", l.HumanLoopOutput.OutputS3URI, err))
	}
	if err := r.to.Loops.Carry(ctx, f.FlowDefinitionName, l, input); err != nil {
		return item.failed(err)
	}
	if output != nil && r.keeps {
		if err := r.keepOutput(ctx, l.HumanLoopOutput.OutputS3URI, output); err != nil {
			return item.failed(err)
		}
	}
	item.State = Made
	return item
}

func (r *run) keepOutput(ctx context.Context, uri string, output []byte) error {
	r.making.Lock()
	_, err := r.bucket(ctx, Item{}, bucketOf(uri))
	r.making.Unlock()
	if err == nil {
		err = r.to.Loops.PutOutput(ctx, uri, output)
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", uri, err)
	}
	return nil
}

// inputOf is the input in an output; nil if it has none.
func inputOf(output []byte) ([]byte, error) {
	if output == nil {
		return nil, nil
	}
	var document struct{ InputContent json.RawMessage }
	err := json.Unmarshal(output, &document)
	return document.InputContent, err
}

// again looks at a loop that the target has, and adds the input and the output that lack.
func (r *run) again(ctx context.Context, f flow, item Item, l Loop, old LoopThere) Item {
	switch item.Differs = l.differing(old); {
	case len(item.Differs) > 0:
		item.State = Differs
		return item
	case !old.Carried || !r.options.Loops.Outputs:
		item.State = Present
		return item
	}
	uri := old.HumanLoopOutput.OutputS3URI
	has := !r.keeps
	if !has {
		var err error
		if has, err = r.to.Loops.HasOutput(ctx, uri); err != nil {
			return item.failed(err)
		}
	}
	if has && old.HasInput {
		item.State = Present
		return item
	}
	output, err := r.from.Loops.Output(ctx, uri)
	switch {
	case err != nil:
		return item.failed(fmt.Errorf("read %s: %w", uri, err))
	case output == nil:
		item.State = Present
		return item
	case r.options.DryRun:
		return item.because(WouldMake, "its output would be copied")
	}
	return r.keep(ctx, f, item, old.Loop, output)
}

// differing names what is not the same in a loop that the target has. One that was begun
// there is as good as one that is open at the source.
func (l Loop) differing(old LoopThere) []string {
	if !old.Carried {
		if l.over() {
			return []string{"began here"}
		}
		return nil
	}
	var names []string
	if l.HumanLoopStatus != old.HumanLoopStatus {
		names = append(names, "HumanLoopStatus")
	}
	if l.CreationTime.UnixMilli() != old.CreationTime.UnixMilli() {
		names = append(names, "CreationTime")
	}
	if l.FailureReason != old.FailureReason {
		names = append(names, "FailureReason")
	}
	return names
}

// open begins a loop anew that is open at the source, if its input can be had.
func (r *run) open(ctx context.Context, f flow, item Item, l Loop) Item {
	if r.options.Loops.Input == nil {
		return item.because(Left, "it is %s: let it end there", l.HumanLoopStatus)
	}
	input, err := r.options.Loops.Input(l.HumanLoopName)
	switch {
	case err != nil:
		return item.failed(err)
	case input == nil:
		return item.because(Left, "it is %s, and Amazon does not give its input back: put it into the folder of --inputs as %s.json", l.HumanLoopStatus, l.HumanLoopName)
	case l.HumanLoopStatus != "InProgress":
		return item.because(Left, "it is %s: let it end there", l.HumanLoopStatus)
	case !json.Valid(input):
		return item.failed(errors.New("its file in the folder of --inputs is not JSON"))
	case r.options.DryRun:
		return item.because(WouldMake, "it would be begun anew")
	}
	started, err := r.to.Loops.Start(ctx, r.here(f.FlowDefinitionARN), l.HumanLoopName, input)
	if err != nil {
		return item.failed(err)
	}
	if !started {
		return item.because(Left, "none of the conditions for review is met here")
	}
	return item.because(Made, "begun anew; it goes on at the source too: stop it there with `aws sagemaker-a2i-runtime stop-human-loop --human-loop-name %s`", l.HumanLoopName)
}

// loopsItem sums up the loops of a flow definition.
func loopsItem(f flow) Item {
	return Item{Kind: "human loops", Name: f.FlowDefinitionName, State: Present}
}

// worst are the states from the best to the worst.
var worst = []State{Present, Made, WouldMake, Left, Differs, Failed}

// sumUp counts a loop, and names it if a person should know of it.
func (r *run) sumUp(sum *Item, one Item) {
	if sum.Loops == nil {
		sum.Loops = map[State]int{}
	}
	sum.Loops[one.State]++
	if slices.Index(worst, one.State) > slices.Index(worst, sum.State) {
		sum.State = one.State
	}
	if len(one.Notes) == 0 && len(one.Differs) == 0 {
		return
	}
	r.options.Loops.Told(one)
	switch sum.told++; {
	case sum.told <= mostNoted:
		why := one.Notes
		if len(one.Differs) > 0 {
			why = append(why, "different: "+strings.Join(one.Differs, ", "))
		}
		sum.Notes = append(sum.Notes, one.Name+": "+strings.Join(why, "; "))
	case sum.told == mostNoted+1:
		sum.Notes = append(sum.Notes, "there are more like these; --loops-report FILE has them all")
	}
}

// ended adds why the list broke off, if it did.
func (i Item) ended(err error) Item {
	if err != nil {
		return i.failed(err)
	}
	return i
}
