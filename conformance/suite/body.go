package suite

import "strings"

// unreadable are bodies that are no JSON structure, by what is wrong with them.
var unreadable = map[string]string{
	"a list": "[]", "a string": `"x"`, "a number": "1", "true": "true", "words": "hello", "half": `{"a":`,
	"two": "{}{}", "a comma behind": `{"a":1,}`, "a comma before": `{,"a":1}`, "no colon": `{"a" 1}`, "single quotes": `{'a':1}`,
	"a name without quotes": `{a:1}`, "a comment": "{/* x */}", "a byte order mark": "\ufeff{}", "not a number": `{"a":NaN}`,
	"a leading zero": `{"a":01}`, "a plus": `{"a":+1}`, "a bare fraction": `{"a":.5}`, "a point behind": `{"a":1.}`, "hexadecimal": `{"a":0x1}`,
	"a control character": "{\"a\":\"\x01\"}", "a line feed in a string": "{\"a\":\"\n\"}", "an unknown escape": `{"a":"\x41"}`,
	"a short escape": `{"a":"\u12"}`, "an open string": `{"a":"x`, "XML": "<a/>", "a form": "a=1&b=2", "deep lists": strings.Repeat("[", 100000),
	"deep structures": strings.Repeat(`{"a":`, 10000) + "1" + strings.Repeat("}", 10000), "a null byte": "{}\x00",
}

// bodyCases are about JSON itself.
func bodyCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	for name, body := range sorted(unreadable) {
		both("refuses a body that is "+name, func(p *probe, r request) {
			r.body = []byte(body)
			p.refuses(r, "SerializationException")
		})
	}
	replaced := func(name, old, text string) {
		both(name, func(p *probe, r request) {
			was := string(r.body)
			r.body = []byte(strings.Replace(was, old, text, 1))
			p.holds(was != string(r.body), "the body %s has no %s", was, old)
			p.understood(r)
		})
	}
	replaced("takes white space", "{", " \t\r\n{ \n")
	replaced("takes names with escapes", `"Human`, `"\u0048uman`)
	replaced("takes values with escapes", `":"c`, `":"\u0063`)
	replaced("takes unknown members of all kinds", "{", `{"x":null,"y":[1,-2.5e+3,true,{"a":[]}],"z":{"a":"\ud83d\ude00"},`)
	replaced("takes members of other cases for unknown", "{", `{"humanTaskUiName":1,"humanLoopName":2,`)
	replaced("takes the last of two members", "{", `{"HumanTaskUiName":"first","HumanLoopName":"first",`)
	replaced("takes the last of two members after a bad one", "{", `{"HumanTaskUiName":"-","HumanLoopName":"-",`)
	both("takes a missing member for null", func(p *probe, r request) {
		r.body = nil
		a := p.refuses(r, "ValidationException")
		p.holds(strings.Contains(a.fault().message, "Value null at"), "the message is %q", a.fault().message)
	})
	both("refuses a string that is no UTF-8", func(p *probe, r request) {
		r.body = []byte(strings.Replace(string(r.body), `":"`, "\":\"\xff", 1))
		p.refuses(r, "SerializationException")
	})
	both("refuses half of a surrogate pair", func(p *probe, r request) {
		r.body = []byte(strings.Replace(string(r.body), `":"`, `":"\ud83d`, 1))
		p.refuses(r, "SerializationException")
	})
	return append(all, orderCases...)
}

// threeMistakes is an input with three of them, its members in an order.
func threeMistakes(p *probe, order ...int) request {
	members := []string{`"FlowDefinitionName":"_"`, `"RoleArn":"none"`, `"HumanLoopConfig":{"TaskCount":4,"TaskTitle":""}`}
	var parts []string
	for _, i := range order {
		parts = append(parts, members[i])
	}
	r := operationOf("CreateFlowDefinition").request(object{}, p.region)
	r.body = []byte("{" + strings.Join(parts, ",") + "}")
	return r
}

var orderCases = []testCase{
	life(wire, "AWS JSON tells failures in one order, whatever the caller's", func(p *probe) {
		want := p.refuses(threeMistakes(p, 0, 1, 2), "ValidationException").fault().message
		p.holds(strings.HasPrefix(want, "9 validation errors detected: "), "the message is %q", want)
		for _, order := range [][]int{{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			p.equal("the message", p.refuses(threeMistakes(p, order...), "ValidationException").fault().message, want)
		}
	}),
	life(wire, "AWS JSON refuses a body that is null", func(p *probe) {
		r := p.samples()["AWS JSON"]
		r.body = []byte("null")
		p.refuses(r, "SerializationException")
	}),
	life(wire, "AWS JSON refuses what cannot be read before what is wrong", func(p *probe) {
		r := threeMistakes(p, 0, 1, 2)
		r.body = append(r.body[:len(r.body)-1], `,"Tags":"none"}`...)
		p.refuses(r, "SerializationException")
	}),
}
