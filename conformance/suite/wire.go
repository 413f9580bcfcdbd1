package suite

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"iter"
	"maps"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
)

// wire is the name under which the table counts what is of no operation.
const wire = "Wire"

// samples are one operation of each protocol, with an input for it and the text of
// its answer that shows that it was understood.
func (p *probe) samples() map[string]request {
	return map[string]request{
		"AWS JSON":  operationOf("DescribeHumanTaskUi").request(ui(p.world.name), p.region),
		"REST-JSON": operationOf("StopHumanLoop").request(loopNamed(p.token()), p.region),
	}
}

// understood checks that a sample was: the template is there, the loop is not.
func (p *probe) understood(r request) {
	if r.operation.HTTP == nil {
		p.equal("HumanTaskUiName", p.accepts(r).text("HumanTaskUiName"), p.world.name)
		return
	}
	p.refuses(r, "ResourceNotFoundException")
}

// inBoth runs a check over a sample of each protocol.
func inBoth(name string, check func(p *probe, r request)) []testCase {
	var all []testCase
	for _, protocol := range []string{"AWS JSON", "REST-JSON"} {
		all = append(all, life(wire, protocol+" "+name, func(p *probe) { check(p, p.samples()[protocol]) }))
	}
	return all
}

// sorted walks a map in the order of its keys, so that runs are alike.
func sorted(m map[string]string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, key := range slices.Sorted(maps.Keys(m)) {
			if !yield(key, m[key]) {
				return
			}
		}
	}
}

func packed(body []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(body) // into memory
	_ = w.Close()
	return out.Bytes()
}

// wireCases are about what is around the JSON.
func wireCases() []testCase {
	return slices.Concat(encodingCases(), connectionCases(), browserCases(), methodCases(), routeCases(), sizeCases(), callerCases)
}

// callerCases are about STS, which SDK helpers and Terraform ask before anything
// else (STS API Reference, GetCallerIdentity).
var callerCases = []testCase{
	life(wire, "STS tells who asks", func(p *probe) {
		a := p.send(request{
			method: http.MethodPost, path: "/", scope: scope{p.region, "sts"}, body: []byte("Action=GetCallerIdentity&Version=2011-06-15"),
			header: map[string]string{"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
		})
		var who struct {
			Result struct {
				Account, Arn string
				UserID       string `xml:"UserId"`
			} `xml:"GetCallerIdentityResult"`
		}
		if err := xml.Unmarshal(a.body, &who); err != nil {
			p.failf("the answer is no XML: %v", err)
		}
		p.equal("the status", a.status, http.StatusOK)
		p.equal("Account", who.Result.Account, p.world.account)
		p.holds(strings.Contains(who.Result.Arn, ":"+p.world.account+":") && who.Result.UserID != "", "the caller is %+v", who.Result)
	}),
}

// encodingCases are about bodies in gzip and in chunks.
func encodingCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	both("takes a body in gzip", func(p *probe, r request) {
		r.header["Content-Encoding"], r.body = "gzip", packed(r.body)
		p.understood(r)
	})
	both("takes the encoding in capitals", func(p *probe, r request) {
		r.header["Content-Encoding"], r.body = "GZIP", packed(r.body)
		p.understood(r)
	})
	both("refuses a body that is no gzip", func(p *probe, r request) {
		r.header["Content-Encoding"] = "gzip"
		p.refuses(r, "SerializationException")
	})
	both("refuses gzip that is cut", func(p *probe, r request) {
		r.header["Content-Encoding"], r.body = "gzip", packed(r.body)
		r.body = r.body[:len(r.body)-6]
		p.refuses(r, "SerializationException")
	})
	both("refuses an encoding that it does not know", func(p *probe, r request) {
		r.header["Content-Encoding"] = "br"
		p.refuses(r, "UnsupportedMediaTypeException")
	})
	both("takes a body in chunks", func(p *probe, r request) {
		r.chunked = true
		p.understood(r)
	})
	both("takes gzip in chunks", func(p *probe, r request) {
		r.header["Content-Encoding"], r.body, r.chunked = "gzip", packed(r.body), true
		p.understood(r)
	})
	return all
}

// connectionCases are about HTTP itself.
func connectionCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	both("answers Expect: 100-continue", func(p *probe, r request) {
		asked := false
		r.header["Expect"] = "100-continue"
		r.watch = &httptrace.ClientTrace{Got100Continue: func() { asked = true }}
		p.understood(r)
		p.holds(asked, "no 100 Continue came")
	})
	both("keeps the connection", func(p *probe, r request) {
		r.via = &http.Transport{DisableCompression: true}
		defer r.via.CloseIdleConnections()
		reused := 0
		r.watch = &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
			if i.Reused {
				reused++
			}
		}}
		for range 3 {
			p.understood(r)
		}
		p.equal("how often the connection was used again", reused, 2)
	})
	both("gives every answer an id of its own", func(p *probe, r request) {
		a, b := p.send(r), p.send(r)
		p.holds(a.header.Get("X-Amzn-Requestid") != b.header.Get("X-Amzn-Requestid"), "two answers have the id %s", a.header.Get("X-Amzn-Requestid"))
	})
	return all
}

// browserCases are about scripts of web pages.
func browserCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	both("lets scripts of any page read the answer", func(p *probe, r request) {
		p.equal("Access-Control-Allow-Origin", p.send(r).header.Get("Access-Control-Allow-Origin"), "*")
	})
	both("answers a browser that asks before", func(p *probe, r request) {
		headers := "authorization,content-type,x-amz-date"
		if r.operation.HTTP == nil {
			headers += ",x-amz-target"
		}
		r.method, r.body, r.unsigned = http.MethodOptions, nil, true
		r.header = map[string]string{
			"Origin": "https://app.example.org", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": headers,
		}
		a := p.send(r)
		p.holds(a.status/100 == 2, "the status is %d", a.status)
		p.equal("Access-Control-Allow-Origin", a.header.Get("Access-Control-Allow-Origin"), "*")
		p.holds(strings.Contains(a.header.Get("Access-Control-Allow-Methods"), "POST"), "POST is not among the methods: %s", a.header.Get("Access-Control-Allow-Methods"))
		p.holds(strings.Contains(strings.ToLower(a.header.Get("Access-Control-Allow-Headers")), "authorization"), "authorization is not among the headers")
	})
	return all
}

// methodCases are about methods and content types.
func methodCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	one := func(name string, run func(*probe)) { all = append(all, life(wire, name, run)) }
	for _, method := range []string{http.MethodHead, http.MethodPut, http.MethodPatch} {
		both("refuses "+method, func(p *probe, r request) {
			r.method = method
			a := p.send(r)
			p.equal("the status", a.status, http.StatusMethodNotAllowed)
			p.holds(strings.Contains(a.header.Get("Allow"), "POST"), "Allow is %q", a.header.Get("Allow"))
			p.holds(method != http.MethodHead || len(a.body) == 0, "the answer to HEAD has a body")
		})
	}
	both("refuses another content type", func(p *probe, r request) {
		r.header["Content-Type"] = "text/plain"
		p.refuses(r, "UnsupportedMediaTypeException")
	})
	both("takes a content type with a character set", func(p *probe, r request) {
		r.header["Content-Type"] += "; charset=utf-8"
		p.understood(r)
	})
	both("takes no content type", func(p *probe, r request) {
		delete(r.header, "Content-Type")
		p.understood(r)
	})
	one("AWS JSON takes the content type of version 1.0", func(p *probe) {
		r := p.samples()["AWS JSON"]
		r.header["Content-Type"] = "application/x-amz-json-1.0"
		p.understood(r)
	})
	return all
}

// routeCases are about which operation is meant.
func routeCases() []testCase {
	var all []testCase
	one := func(name string, run func(*probe)) { all = append(all, life(wire, name, run)) }
	for name, target := range sorted(map[string]string{
		"unheard of": "SageMaker.MakeCoffee", "without a service": "DescribeHumanTaskUi", "of another service": "Textract.DescribeHumanTaskUi",
		"in lower case": "SageMaker.describeHumanTaskUi", "with a space": "SageMaker. DescribeHumanTaskUi", "empty": "SageMaker.",
	}) {
		one("AWS JSON refuses an operation "+name, func(p *probe) {
			r := p.samples()["AWS JSON"]
			r.header["X-Amz-Target"] = target
			p.refuses(r, "UnknownOperationException")
		})
	}
	for name, path := range sorted(map[string]string{
		"unheard of": "/coffee", "below one": "/human-loops/a/b", "with a slash behind": "/human-loops/", "in capitals": "/Human-Loops", "the root": "/",
	}) {
		one("REST-JSON refuses a path "+name, func(p *probe) {
			r := operationOf("DescribeHumanLoop").request(loopNamed("x"), p.region)
			r.path = path
			p.refuses(r, "UnknownOperationException")
		})
	}
	one("REST-JSON finds a name that is encoded", func(p *probe) {
		name := p.token()
		p.call("StartHumanLoop", p.loop(name))
		r := operationOf("DescribeHumanLoop").request(loopNamed(name), p.region)
		r.path = "/human-loops/" + strings.Replace(name, "c", "%63", 1)
		p.equal("HumanLoopName", p.accepts(r).text("HumanLoopName"), name)
	})
	return all
}

// sizeCases are about bodies up to 20 MiB and beyond.
func sizeCases() []testCase {
	var all []testCase
	both := func(name string, check func(p *probe, r request)) { all = append(all, inBoth(name, check)...) }
	// Who waits for 100 Continue hears of the refusal before sending; whoever does
	// not may find the connection closed instead.
	both("refuses a body that is too large", func(p *probe, r request) {
		r.header["Expect"], r.body = "100-continue", bytes.Repeat([]byte(" "), 21<<20)
		p.refuses(r, "RequestEntityTooLargeException")
	})
	both("refuses gzip that unpacks to too much", func(p *probe, r request) {
		r.header["Content-Encoding"], r.body = "gzip", packed(bytes.Repeat([]byte(" "), 21<<20))
		p.refuses(r, "RequestEntityTooLargeException")
	})
	both("takes a body of nearly 20 MiB", func(p *probe, r request) {
		r.body = append(r.body, bytes.Repeat([]byte(" "), 20<<20-len(r.body))...)
		p.understood(r)
	})
	return all
}
