package activation

import "fmt"

// Label is what conditions see of a moderation label.
type Label struct {
	Name       string
	Confidence float64 // 0 to 100
}

// labelCheck is ModerationLabelConfidenceCheck: true when some one label has the
// name and meets every threshold.
type labelCheck struct {
	name   string // or anything
	limits thresholds
}

func readLabelCheck(p *parameters) check {
	return labelCheck{p.text("ModerationLabelName"), p.thresholds("Confidence")}
}

func (c labelCheck) evaluate(r *run) outcome {
	var o outcome
	for i, l := range r.Labels {
		if c.name != anything && c.name != l.Name {
			continue
		}
		limit, unmet := c.limits.unmet(l.Confidence)
		if !unmet {
			o.verdict, o.items = yes, append(o.items, i)
		}
		switch {
		case !r.Explain:
		case unmet:
			o.because("%s at %v is not %s", l.Name, l.Confidence, limit)
		default:
			o.because("%s at %v", l.Name, l.Confidence)
		}
	}
	if r.Explain && o.why == "" {
		o.because("%s", c.absent(len(r.Labels)))
	}
	return o
}

func (c labelCheck) absent(labels int) string {
	if c.name == anything {
		return "there is no label"
	}
	return fmt.Sprintf("there is no label %q among %d", c.name, labels)
}
