package fn

import (
	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// binding is what the polymorphic types of a signature stand for in one call.
type binding struct{ element, compatible value.Type }

// bind finds out what the polymorphic types stand for; ok is false when the
// arguments contradict each other. Types that stay open are 0.
func bind(types []value.Type, args []Arg) (b binding, ok bool) {
	var compatible []value.Type
	for i, t := range types {
		a := args[i]
		if a == value.Unknown {
			continue
		}
		switch t {
		case value.AnyArray:
			a = a.Elem()
			fallthrough
		case value.AnyElement, value.AnyNonArray:
			if b.element != 0 && b.element != a {
				return b, false
			}
			b.element = a
		case value.AnyCompatibleArray:
			compatible = append(compatible, a.Elem())
		case value.AnyCompatible:
			compatible = append(compatible, a)
		}
	}
	if len(compatible) == 0 {
		return b, true
	}
	common, err := CommonType("", compatible...)
	b.compatible = common
	return b, err == nil
}

// resolve gives the type that a declared one stands for.
func (b binding) resolve(t value.Type) value.Type {
	switch t {
	case value.AnyElement, value.AnyNonArray:
		return b.element
	case value.AnyArray:
		return b.element.Array()
	case value.AnyCompatible:
		return b.compatible
	case value.AnyCompatibleArray:
		return b.compatible.Array()
	}
	return t
}

// settle resolves the declared types of a chosen signature and its answer's.
func settle(declared []value.Type, args []Arg, returns value.Type) (types []value.Type, result value.Type, err error) {
	b, _ := bind(declared, widened(args))
	polymorphic := returns.IsPolymorphic()
	for _, t := range declared {
		polymorphic = polymorphic || t.IsPolymorphic()
	}
	if b.compatible == 0 {
		b.compatible = value.Text // as for any literal without context
	}
	types = make([]value.Type, len(declared))
	for i, t := range declared {
		types[i] = b.resolve(t)
		if t == value.Any {
			types[i] = anyType(args[i])
		}
		if types[i] == 0 {
			return nil, 0, sqlerr.New(sqlerr.DatatypeMismatch, "could not determine polymorphic type because input has type unknown")
		}
	}
	result = b.resolve(returns)
	if polymorphic && result == 0 {
		return nil, 0, sqlerr.New(sqlerr.UndefinedObject, "could not find array type for data type %s", b.element)
	}
	return types, result, nil
}

// anyType is the type in which a value goes where every type may.
func anyType(a Arg) value.Type {
	if a == value.Unknown {
		return value.Text
	}
	return a
}

// CommonType is the one type that the branches of a CASE, the rows of VALUES or
// the sides of a UNION become; context is the word for them in the error.
func CommonType(context string, types ...value.Type) (value.Type, error) {
	var common value.Type
	for _, t := range types {
		switch {
		case t == value.Unknown || t == common:
		case common == 0:
			common = t
		case common.Category() != t.Category():
			return 0, sqlerr.New(sqlerr.DatatypeMismatch, "%s types %s and %s cannot be matched", context, common, t)
		case !common.IsPreferred() && becomes(common, t) && !becomes(t, common):
			common = t
		}
	}
	if common == 0 {
		return value.Text, nil
	}
	for _, t := range types {
		if t != value.Unknown && t != common && !becomes(t, common) {
			return 0, sqlerr.New(sqlerr.CannotCoerce, "%s could not convert type %s to %s", context, t, common)
		}
	}
	return common, nil
}
