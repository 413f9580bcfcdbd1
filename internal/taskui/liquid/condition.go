package liquid

import (
	"cmp"
	"fmt"
	"strings"
)

// junction is "a and b" or "a or b". Liquid joins from the right and knows no
// precedence: a or b and c is a or (b and c), a and b or c is a and (b or c).
type junction struct {
	and         bool
	left, right expr
}

func (j junction) eval(r *run) (any, error) {
	left, err := j.left.eval(r)
	if err != nil || truthy(left) != j.and {
		return truthy(left), err
	}
	right, err := j.right.eval(r)
	return truthy(right), err
}

// comparing is "a op b".
type comparing struct {
	op          string
	left, right expr
}

func (c comparing) eval(r *run) (any, error) {
	left, err := c.left.eval(r)
	if err != nil {
		return nil, err
	}
	right, err := c.right.eval(r)
	if err != nil {
		return nil, err
	}
	switch c.op {
	case "==":
		return r.equal(left, right)
	case "!=", "<>":
		same, err := r.equal(left, right)
		return !same, err
	case "contains":
		return r.contains(left, right)
	}
	return r.ordered(c.op, left, right)
}

// condition reads a whole condition of if, unless and elsif.
func (c *cursor) condition() (expr, error) {
	left, err := c.comparison()
	if err != nil {
		return nil, err
	}
	and := c.acceptName("and")
	if !and && !c.acceptName("or") {
		return left, nil
	}
	if c.depth++; c.depth > maxTerms {
		return nil, fmt.Errorf("a condition has more than %d parts", maxTerms)
	}
	right, err := c.condition()
	return junction{and, left, right}, err
}

// maxTerms bounds the parts of one condition, and with them the stack.
const maxTerms = 1000

// comparison reads "a", or "a op b".
func (c *cursor) comparison() (expr, error) {
	left, err := c.operand()
	if err != nil {
		return nil, err
	}
	op := c.peek()
	if !c.accept(comparison) && !c.acceptName("contains") {
		return left, nil
	}
	right, err := c.operand()
	return comparing{op.text, left, right}, err
}

// operand reads a value whose brackets are counted apart from the condition's parts.
func (c *cursor) operand() (expr, error) {
	depth := c.depth
	c.depth = 0
	v, err := c.value()
	c.depth = depth
	return v, err
}

// equal compares by value; texts compare as text whatever their escape state.
func (r *run) equal(a, b any) (bool, error) {
	if err := r.step(1 + min(weight(a), weight(b))); err != nil {
		return false, err
	}
	if w, ok := b.(word); ok {
		return is(a, w), nil
	}
	if w, ok := a.(word); ok {
		return is(b, w), nil
	}
	if a, ok := asString(a); ok {
		b, ok := asString(b)
		return ok && a == b, nil
	}
	switch a := a.(type) {
	case nil, bool, Range:
		return a == b, nil
	case int64, float64, Number:
		return isNumber(b) && compareNumbers(a, b) == 0, nil
	case List:
		b, ok := b.(List)
		return r.equalItems(ok, a, b)
	case *Object:
		b, ok := b.(*Object)
		return r.equalObjects(ok, a, b)
	}
	return false, nil
}

func (r *run) equalItems(ok bool, a, b List) (bool, error) {
	if !ok || len(a) != len(b) {
		return false, nil
	}
	for i := range a {
		if same, err := r.equal(a[i], b[i]); err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

func (r *run) equalObjects(ok bool, a, b *Object) (bool, error) {
	if !ok || a.Len() != b.Len() {
		return false, nil
	}
	for i, key := range a.keys {
		other, found := b.Get(key)
		if !found {
			return false, nil
		}
		if same, err := r.equal(a.values[i], other); err != nil || !same {
			return false, err
		}
	}
	return true, nil
}

// is reports whether v is empty, or blank: empty, nil, false or only space.
func is(v any, w word) bool {
	if s, ok := asString(v); ok {
		return s == "" || w == blank && strings.TrimLeft(s, space) == ""
	}
	if n, ok := size(v); ok {
		return n == 0
	}
	return w == blank && !truthy(v)
}

// asString gives the text of a text value.
func asString(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case Markup:
		return v.text(), true
	}
	return "", false
}

// contains looks for a piece of a text, an item of a list, or a key.
func (r *run) contains(in, what any) (bool, error) {
	if what == nil {
		return false, nil
	}
	if err := r.step(1 + weight(in)); err != nil {
		return false, err
	}
	switch in := in.(type) {
	case string, Markup:
		s, _ := asString(in)
		piece, err := r.text(what)
		return strings.Contains(s, piece), err
	case List:
		for _, item := range in {
			if same, err := r.equal(item, what); same || err != nil {
				return same, err
			}
		}
	case *Object:
		key, ok := asString(what)
		return ok && in.find(key) >= 0, nil
	case Range:
		i, ok := what.(int64)
		return ok && i >= in.From && i <= in.To, nil
	}
	return false, nil
}

// ordered answers < <= > >=. Nothing is before or after nil; a text and a number
// have no order, and saying so beats a silent no.
func (r *run) ordered(op string, a, b any) (bool, error) {
	if a == nil || b == nil {
		return false, nil
	}
	if err := r.step(1 + min(weight(a), weight(b))); err != nil {
		return false, err
	}
	order, err := compare(a, b)
	if err != nil {
		return false, err
	}
	switch op {
	case "<":
		return order < 0, nil
	case "<=":
		return order <= 0, nil
	case ">":
		return order > 0, nil
	}
	return order >= 0, nil
}

// compare orders two numbers or two texts.
func compare(a, b any) (int, error) {
	if isNumber(a) && isNumber(b) {
		return compareNumbers(a, b), nil
	}
	s, ok := asString(a)
	t, fine := asString(b)
	if ok && fine {
		return cmp.Compare(s, t), nil
	}
	return 0, fmt.Errorf("%s cannot be compared with %s", kind(a), kind(b))
}
