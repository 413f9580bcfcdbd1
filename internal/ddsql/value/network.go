package value

import (
	"net/netip"
	"strconv"
	"strings"

	"foureyes/internal/ddsql/sqlerr"
)

// parseNetwork reads an address with or without prefix length. cidr takes
// shortened IPv4 networks, such as 10/8, and refuses bits beyond the prefix.
func parseNetwork(t Type, s string) (Value, error) {
	host, length, hasLength := strings.Cut(s, "/")
	cidr := t == CIDR
	implied := -1
	if cidr && !strings.Contains(host, ":") {
		host, implied = completeIPv4(host)
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || addr.Zone() != "" {
		return Null, invalid(t, s)
	}
	n := Network{Addr: addr, Bits: addr.BitLen(), CIDR: cidr}
	if implied >= 0 {
		n.Bits = implied
	}
	if hasLength {
		if n.Bits, err = strconv.Atoi(length); err != nil || n.Bits < 0 || n.Bits > addr.BitLen() || length[0] == '+' {
			return Null, invalid(t, s)
		}
	}
	if cidr && maskedAddr(addr, n.Bits) != addr {
		return Null, sqlerr.New(sqlerr.InvalidTextRepresentation, "invalid cidr value: \"%s\"", s).
			WithDetail("Value has bits set to right of mask.")
	}
	return OfInet(n), nil
}

// completeIPv4 adds the zeros that a short network leaves out, and says the
// prefix length that goes with so many parts.
func completeIPv4(host string) (full string, bits int) {
	parts := strings.Split(host, ".")
	bits = 8 * len(parts)
	if len(parts) >= 4 {
		return host, -1
	}
	for len(parts) < 4 {
		parts = append(parts, "0")
	}
	return strings.Join(parts, "."), max(bits, classBits(parts[0]))
}

// classBits is the prefix length of the address's class from the time before
// prefixes, which cidr still assumes for short networks.
func classBits(first string) int {
	n, err := strconv.Atoi(first)
	switch {
	case err != nil || n >= 240:
		return 32
	case n >= 224:
		return 8
	case n >= 192:
		return 24
	case n >= 128:
		return 16
	}
	return 8
}
