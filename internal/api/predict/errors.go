package predict

import (
	"foureyes/internal/aws"
	"foureyes/internal/fault"
	"foureyes/internal/prediction"
)

// Names are what a service calls the refusals of a prediction, each with a function
// that makes the fault with a sentence.
type Names struct {
	Service string // as in its sentences, such as "Amazon Textract"

	Invalid    func(string) *aws.Fault
	NotFound   func(string) *aws.Fault // of a flow definition; nil where the service has no name for it: Invalid's
	Denied     func(string) *aws.Fault
	Quota      func(string) *aws.Fault // of human loops in progress
	Throttled  func(string) *aws.Fault
	Throughput func(string) *aws.Fault // of the source of predictions
	Internal   func(string) *aws.Fault

	// Subjects are refusals that are about more than the parameters.
	Subjects map[fault.Subject]func(string) *aws.Fault
}

// Fault translates a room's error.
func (n *Names) Fault(err error) *aws.Fault {
	f := fault.Of(err)
	switch f.Kind {
	case fault.Quota:
		return n.quota(f.Message)
	case fault.Throttled:
		return n.throttled(f)
	case fault.Denied:
		return n.Denied(f.Message)
	case fault.Invalid, fault.NotFound, fault.InUse, fault.Conflict, fault.Gone:
		return n.refusal(f)(f.Message)
	}
	if f.Subject == prediction.Source {
		return n.Internal(f.Message)
	}
	return n.Internal(n.Service + " experienced a service issue. Try your call again.")
}

func (n *Names) refusal(f *fault.Error) func(string) *aws.Fault {
	if f.Kind == fault.NotFound && n.NotFound != nil {
		return n.NotFound
	}
	if name, is := n.Subjects[f.Subject]; is {
		return name
	}
	return n.Invalid
}

func (n *Names) throttled(f *fault.Error) *aws.Fault {
	name := n.Throttled
	if f.Subject == prediction.Throughput {
		name = n.Throughput
	}
	out := name(f.Message)
	out.RetryAfter = aws.Throttling().RetryAfter
	return out
}

// quota tells of the one quota there is.
func (n *Names) quota(message string) *aws.Fault {
	f := n.Quota(message)
	f.Members = map[string]string{"ResourceType": "human-loop", "QuotaCode": "max-human-loops", "ServiceCode": "sagemaker"}
	return f
}
