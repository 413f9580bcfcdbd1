package a2iruntime

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// activationHeader tells how the flow definition's conditions turned out, which the
// answer's shape has no member for.
const activationHeader = "X-Foureyes-Activation-Results"

// mostHeader bounds the header: many proxies take 8 KiB for all of them.
const mostHeader = 4096

// headerOf writes the results of conditions as a header: JSON in ASCII. Results that
// are too long for one come without their conditions.
func headerOf(results string) (string, error) {
	text := ascii(results)
	if len(text) <= mostHeader {
		return text, nil
	}
	var short struct {
		Conditions []struct{ EvaluationResult bool }
	}
	if err := json.Unmarshal([]byte(results), &short); err != nil {
		return "", fmt.Errorf("shorten the results of the conditions: %w", err)
	}
	brief, err := json.Marshal(short)
	if err != nil {
		return "", fmt.Errorf("write the results of the conditions: %w", err)
	}
	return string(brief), nil
}

// ascii escapes what is not ASCII in JSON text, which stands only in its strings.
func ascii(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf && r != 0x7f:
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
