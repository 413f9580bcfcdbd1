package activation

import (
	"fmt"
	"slices"
	"strings"
)

// Pair is what conditions see of a key-value pair of a form.
type Pair struct {
	Key, Value string
	Confidence float64   // that key and value belong together, 0 to 100
	Words      []float64 // confidences of the words of key and value
}

// FormKey is a key that people shall look for, as a condition names it.
type FormKey struct {
	Key     string
	Aliases []string
}

// readKey reads the parameters that name a key.
func readKey(p *parameters) FormKey {
	return FormKey{p.text("ImportantFormKey"), p.texts("ImportantFormKeyAliases")}
}

// names reports whether a pair has this key. Texts are compared as they are:
// Amazon's examples list spellings that differ by a colon or a capital apart.
func (k FormKey) names(p Pair) bool {
	return k.Key == anything || k.Key == p.Key || slices.Contains(k.Aliases, p.Key)
}

// keyCheck is ImportantFormKeyConfidenceCheck: true when some pair with the key has
// its confidence within the limits for the pair, and that of each of its words
// within the limits for words.
type keyCheck struct {
	key         FormKey
	pair, words thresholds
}

func readKeyCheck(p *parameters) check {
	return keyCheck{readKey(p), p.thresholds("KeyValueBlockConfidence"), p.thresholds("WordBlockConfidence")}
}

func (c keyCheck) evaluate(r *run) outcome {
	var o outcome
	for i, p := range r.Pairs {
		if !c.key.names(p) {
			continue
		}
		if c.meets(p) {
			o.verdict, o.items = yes, append(o.items, i)
		}
		if r.Explain {
			o.because("%s", c.tell(p))
		}
	}
	if r.Explain && o.why == "" {
		o.because("%s", c.key.absent(len(r.Pairs)))
	}
	return o
}

func (c keyCheck) meets(p Pair) bool {
	if _, unmet := c.pair.unmet(p.Confidence); unmet {
		return false
	}
	for _, word := range p.Words {
		if _, unmet := c.words.unmet(word); unmet {
			return false
		}
	}
	return true
}

// tell says which threshold a pair does not meet, or how it meets them all.
func (c keyCheck) tell(p Pair) string {
	if limit, unmet := c.pair.unmet(p.Confidence); unmet {
		return fmt.Sprintf("%q at %v is not %s", p.Key, p.Confidence, limit)
	}
	for _, word := range p.Words {
		if limit, unmet := c.words.unmet(word); unmet {
			return fmt.Sprintf("%q has a word at %v, which is not %s", p.Key, word, limit)
		}
	}
	return fmt.Sprintf("%q at %v%s", p.Key, p.Confidence, wordRange(p.Words))
}

func wordRange(words []float64) string {
	if len(words) == 0 {
		return ""
	}
	return fmt.Sprintf(", words from %v to %v", slices.Min(words), slices.Max(words))
}

func (k FormKey) absent(pairs int) string {
	switch {
	case k.Key == anything:
		return "no key was found"
	case len(k.Aliases) == 0:
		return fmt.Sprintf("there is no key %q among %d", k.Key, pairs)
	}
	return fmt.Sprintf("there is neither a key %q nor %s among %d", k.Key, quoted(k.Aliases), pairs)
}

func quoted(texts []string) string {
	all := make([]string, len(texts))
	for i, s := range texts {
		all[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(all, ", ")
}

// missingKey is MissingImportantFormKey: true when no pair has the key. With
// anything for a key it is true when there are no pairs at all.
type missingKey struct{ key FormKey }

func readMissingKey(p *parameters) check { return missingKey{readKey(p)} }

func (c missingKey) evaluate(r *run) outcome {
	var o outcome
	i := slices.IndexFunc(r.Pairs, c.key.names)
	if i < 0 {
		o.verdict, o.keys = yes, []FormKey{c.key}
	}
	switch {
	case !r.Explain:
	case i < 0:
		o.because("%s", c.key.absent(len(r.Pairs)))
	default:
		o.because("%q was found", r.Pairs[i].Key)
	}
	return o
}
