package value

import (
	"strings"
	"time"
)

// abbreviations are the zones that have short names of their own everywhere,
// in seconds ahead of UTC.
var abbreviations = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "zulu": 0, "ut": 0, "uct": 0, "wet": 0,
	"est": -5 * 3600, "edt": -4 * 3600, "cst": -6 * 3600, "cdt": -5 * 3600,
	"mst": -7 * 3600, "mdt": -6 * 3600, "pst": -8 * 3600, "pdt": -7 * 3600,
	"cet": 3600, "cest": 2 * 3600, "bst": 3600, "eet": 2 * 3600, "eest": 3 * 3600, "msk": 3 * 3600, "jst": 9 * 3600,
}

// Zone finds a time zone by its name in the zone database, in any case, or by
// its abbreviation.
func Zone(name string) (*time.Location, bool) {
	lower := strings.ToLower(name)
	if seconds, ok := abbreviations[lower]; ok {
		if seconds == 0 {
			return time.UTC, true
		}
		return time.FixedZone(strings.ToUpper(name), seconds), true
	}
	if lower == "" || lower == "local" || strings.Contains(name, "..") {
		return nil, false
	}
	for _, spelling := range []string{name, capitalised(lower), strings.ToUpper(name)} {
		if zone, err := time.LoadLocation(spelling); err == nil {
			return zone, true
		}
	}
	return nil, false
}

// capitalised writes a zone's name as the database does: Europe/Berlin.
func capitalised(lower string) string {
	b := []byte(lower)
	for i := range b {
		if (i == 0 || strings.IndexByte("/_-", b[i-1]) >= 0) && b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 'a' - 'A'
		}
	}
	return string(b)
}
