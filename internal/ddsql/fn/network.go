package fn

import (
	"math/big"
	"net/netip"

	"foureyes/internal/ddsql/sqlerr"
	"foureyes/internal/ddsql/value"
)

// addNetwork adds the operators and functions of addresses.
func addNetwork(s *shelf) {
	n := value.Inet
	within := func(small, big value.Network, strictly bool) bool {
		return small.Addr.BitLen() == big.Addr.BitLen() && (small.Bits > big.Bits || !strictly && small.Bits == big.Bits) &&
			network(value.Network{Addr: small.Addr, Bits: big.Bits}).Addr == network(big).Addr
	}
	operator := func(name string, f func(a, b value.Network) bool) Func {
		return strict(name, types(n, n), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfBool(f(a[0].Network(), a[1].Network())), nil
		})
	}
	s.operators(
		operator("<<", func(a, b value.Network) bool { return within(a, b, true) }),
		operator("<<=", func(a, b value.Network) bool { return within(a, b, false) }),
		operator(">>", func(a, b value.Network) bool { return within(b, a, true) }),
		operator(">>=", func(a, b value.Network) bool { return within(b, a, false) }),
		operator("&&", func(a, b value.Network) bool { return within(a, b, false) || within(b, a, false) }),
		strict("+", types(n, value.Int8), n, addressPlus(1)),
		strict("+", types(value.Int8, n), n, func(e *Env, a []value.Value) (value.Value, error) {
			return addressPlus(1)(e, []value.Value{a[1], a[0]})
		}),
		strict("-", types(n, value.Int8), n, addressPlus(-1)),
		strict("-", types(n, n), value.Int8, addressMinus),
	)
	s.add(
		ofNetwork("host", value.Text, func(n value.Network) value.Value { return value.OfText(n.Host()) }),
		ofNetwork("text", value.Text, func(n value.Network) value.Value { return value.OfText(fullText(n)) }),
		ofNetwork("abbrev", value.Text, func(n value.Network) value.Value { return value.OfText(n.String()) }),
		ofNetwork("masklen", value.Int8, func(n value.Network) value.Value { return value.OfInt(int64(n.Bits)) }),
		ofNetwork("family", value.Int8, func(n value.Network) value.Value {
			if n.Addr.Is4() {
				return value.OfInt(4)
			}
			return value.OfInt(6)
		}),
		ofNetwork("network", value.CIDR, func(n value.Network) value.Value { return value.OfInet(network(n)) }),
		ofNetwork("netmask", n, func(n value.Network) value.Value { return value.OfInet(mask(n, true)) }),
		ofNetwork("hostmask", n, func(n value.Network) value.Value { return value.OfInet(mask(n, false)) }),
		ofNetwork("broadcast", n, func(n value.Network) value.Value { return value.OfInet(broadcast(n)) }),
		strict("set_masklen", types(n, value.Int8), n, setMaskLength),
		strict("inet_same_family", types(n, n), value.Bool, func(_ *Env, a []value.Value) (value.Value, error) {
			return value.OfBool(a[0].Network().Addr.BitLen() == a[1].Network().Addr.BitLen()), nil
		}),
	)
}

func ofNetwork(name string, returns value.Type, f func(value.Network) value.Value) Func {
	return strict(name, types(value.Inet), returns, func(_ *Env, a []value.Value) (value.Value, error) {
		return f(a[0].Network()), nil
	})
}

// fullText always has the prefix length, as a cast to text does.
func fullText(n value.Network) string {
	n.CIDR = true
	return n.String()
}

// bytesOf applies f to every byte of an address and of its netmask.
func bytesOf(n value.Network, f func(b, mask byte) byte) netip.Addr {
	b := n.Addr.AsSlice()
	for i := range b {
		m := byte(0xff)
		if keep := n.Bits - 8*i; keep <= 0 {
			m = 0
		} else if keep < 8 {
			m = 0xff << (8 - keep)
		}
		b[i] = f(b[i], m)
	}
	addr, _ := netip.AddrFromSlice(b) // as long as an address is
	return addr
}

func mask(n value.Network, net bool) value.Network {
	return value.Network{Bits: n.Addr.BitLen(), Addr: bytesOf(n, func(_, m byte) byte {
		if net {
			return m
		}
		return ^m
	})}
}

func broadcast(n value.Network) value.Network {
	return value.Network{Bits: n.Bits, Addr: bytesOf(n, func(b, m byte) byte { return b | ^m })}
}

func setMaskLength(_ *Env, a []value.Value) (value.Value, error) {
	n, bits := a[0].Network(), a[1].Int()
	if bits == -1 {
		bits = int64(n.Addr.BitLen())
	}
	if bits < 0 || bits > int64(n.Addr.BitLen()) {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "invalid mask length: %d", bits)
	}
	n.Bits = int(bits)
	return value.OfInet(n), nil
}

func errAddress() error {
	return sqlerr.New(sqlerr.NumericValueOutOfRange, "result is out of range")
}

func addressPlus(sign int64) Eval {
	return func(_ *Env, a []value.Value) (value.Value, error) {
		n := a[0].Network()
		sum := new(big.Int).SetBytes(n.Addr.AsSlice())
		sum.Add(sum, new(big.Int).Mul(big.NewInt(sign), big.NewInt(a[1].Int())))
		length := n.Addr.BitLen() / 8
		if sum.Sign() < 0 || len(sum.Bytes()) > length {
			return value.Null, errAddress()
		}
		addr, _ := netip.AddrFromSlice(sum.FillBytes(make([]byte, length))) // as long as it was
		n.Addr = addr
		return value.OfInet(n), nil
	}
}

func addressMinus(_ *Env, a []value.Value) (value.Value, error) {
	x, y := a[0].Network().Addr, a[1].Network().Addr
	if x.BitLen() != y.BitLen() {
		return value.Null, sqlerr.New(sqlerr.InvalidParameterValue, "cannot subtract inet values of different sizes")
	}
	d := new(big.Int).Sub(new(big.Int).SetBytes(x.AsSlice()), new(big.Int).SetBytes(y.AsSlice()))
	if !d.IsInt64() {
		return value.Null, errAddress()
	}
	return value.OfInt(d.Int64()), nil
}
