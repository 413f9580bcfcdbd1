package shape

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// thing has a member of every kind.
type thing struct {
	Name   string
	Alias  *string
	Count  *int
	Share  *float64
	On     *bool
	When   *time.Time
	Bytes  []byte
	Words  []string
	Extra  map[string]string
	Secret *string
	Inner  *thing
	Parts  []thing
}

var (
	thingMembers = []Member{
		{Name: "Name", Label: "name", Required: true},
		{Name: "Alias", Label: "alias"},
		{Name: "Count", Label: "count"},
		{Name: "Share", Label: "share"},
		{Name: "On", Label: "on"},
		{Name: "When", Label: "when"},
		{Name: "Bytes", Label: "bytes"},
		{Name: "Words", Label: "words"},
		{Name: "Extra", Label: "extra"},
		{Name: "Secret", Label: "secret"},
		{Name: "Inner", Label: "inner"},
		{Name: "Parts", Label: "parts"},
	}
	nameRule   = Text{Min: 1, Max: 8, Pattern: NewPattern(`[a-zé]*`)}
	wordRule   = Text{Enum: []string{"A", "B"}}
	countRule  = Number{Min: new(1.0), Max: new(3.0)}
	shareRule  = Number{Min: new(0.0), Max: new(0.5)}
	bytesRule  = Size{Min: 1, Max: 4}
	wordsRule  = Size{Min: 1, Max: 2}
	extraRule  = Size{Max: 2}
	keyRule    = Text{Min: 1, Max: 3}
	valueRule  = Text{Max: 3, Pattern: NewPattern(`[a-z]*`)}
	secretRule = Text{Min: 6, Secret: true}
)

func readName(r *Reader) string   { return r.Text(&nameRule) }
func readSecret(r *Reader) string { return r.Text(&secretRule) }
func readCount(r *Reader) int     { return r.Integer(&countRule) }
func readShare(r *Reader) float64 { return r.Float(&shareRule) }
func readWord(r *Reader) string   { return r.Text(&wordRule) }

func readThing(r *Reader) thing {
	var v thing
	for name := range r.Object(thingMembers) {
		switch name {
		case "Name":
			v.Name = readName(r)
		case "Alias":
			v.Alias = Optional(r, readName)
		case "Count":
			v.Count = Optional(r, readCount)
		case "Share":
			v.Share = Optional(r, readShare)
		case "On":
			v.On = Optional(r, (*Reader).Boolean)
		case "When":
			v.When = Optional(r, (*Reader).Seconds)
		case "Bytes":
			v.Bytes = r.Blob(&bytesRule)
		case "Words":
			v.Words = List(r, &wordsRule, readWord)
		case "Extra":
			v.Extra = Map(r, &extraRule, &keyRule, &valueRule)
		case "Secret":
			v.Secret = Optional(r, readSecret)
		case "Inner":
			v.Inner = Optional(r, readThing)
		case "Parts":
			v.Parts = List(r, &Size{}, readThing)
		}
	}
	return v
}

func decode(body string) (thing, error) {
	r := NewReader([]byte(body))
	v := readThing(r)
	return v, r.Finish()
}

func TestReaderReadsEveryKind(t *testing.T) {
	when := time.Date(2021, 5, 27, 21, 34, 12, 451e6, time.UTC)
	got, err := decode(` {"Name" : "a\u0062\n\"\\\/\u00e9" , "Count":3,"Share":5e-1,"On":false,"When":1622151252.451,
		"Bytes":"aGk=","Words":["B","A"],"Extra":{"k":"v","l":""},"Inner":{"Name":"é😀","Parts":[]},"Parts":[{"Name":"x"}]} `)
	if err == nil || !strings.Contains(err.Error(), "2 validation errors") { // of the two odd names
		t.Errorf("got %v", err)
	}
	want := thing{
		Name: "ab\n\"\\/é", Count: new(3), Share: new(0.5), On: new(false), When: &when, Bytes: []byte("hi"),
		Words: []string{"B", "A"}, Extra: map[string]string{"k": "v", "l": ""},
		Inner: &thing{Name: "é😀", Parts: []thing{}}, Parts: []thing{{Name: "x"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestReaderTakesWhatClientsSend(t *testing.T) {
	tests := map[string]struct {
		body string
		want thing
	}{
		"unknown members":        {`{"Zed":{"a":[1,-2.5e+3,true,false,null,"\u00e9",{}]},"Name":"a","zed":[]}`, thing{Name: "a"}},
		"other case is unknown":  {`{"name":"b","Name":"a"}`, thing{Name: "a"}},
		"the last one counts":    {`{"Name":"b","Count":1,"Name":"a","Count":2}`, thing{Name: "a", Count: new(2)}},
		"null is absent":         {`{"Name":"a","Alias":null,"Count":null,"Words":null,"Extra":null,"Inner":null,"Bytes":null}`, thing{Name: "a"}},
		"null after a value":     {`{"Name":"a","Count":1,"Count":null}`, thing{Name: "a"}},
		"any order":              {`{"Count":2,"Name":"a"}`, thing{Name: "a", Count: new(2)}},
		"escaped member name":    {`{"N\u0061me":"a"}`, thing{Name: "a"}},
		"whole number, fraction": {`{"Name":"a","Count":2.0}`, thing{Name: "a", Count: new(2)}},
		"whole number, exponent": {`{"Name":"a","Count":20e-1}`, thing{Name: "a", Count: new(2)}},
		"surrogate pair":         {`{"Name":"a","Secret":"\ud83d\ude00hidden"}`, thing{Name: "a", Secret: new("😀hidden")}},
		"mended violation":       {`{"Name":"NO","Parts":[{}],"Name":"a","Parts":[{"Name":"b"}]}`, thing{Name: "a", Parts: []thing{{Name: "b"}}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := decode(test.body)
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, test.want)
			}
		})
	}
}

func TestReaderRefusesMalformed(t *testing.T) {
	tests := map[string]struct{ body, want string }{
		"cut":                   {`{"Name":"a"`, "Unexpected end of the JSON document at 'name'"},
		"cut in a string":       {`{"Name":"a`, "Unexpected end of the JSON document at 'name'"},
		"cut in an escape":      {`{"Name":"a\`, "Unexpected end of the JSON document at 'name'"},
		"cut in digits":         {`{"Name":"\u00`, "Unexpected end of the JSON document at 'name'"},
		"two documents":         {`{"Name":"a"}{}`, "Unexpected content after the end of the document"},
		"word":                  {`{"Name":nope}`, "The document is not valid JSON at 'name'"},
		"no colon":              {`{"Name" "a"}`, "The document is not valid JSON"},
		"no comma":              {`{"Name":"a" "Count":1}`, "The document is not valid JSON at 'name'"},
		"comma at the end":      {`{"Name":"a",}`, "The document is not valid JSON at 'name'"},
		"comma first":           {`{,"Name":"a"}`, "The document is not valid JSON"},
		"name without quotes":   {`{Name:"a"}`, "The document is not valid JSON"},
		"leading zero":          {`{"Name":"a","Count":01}`, "The document is not valid JSON at 'count'"},
		"lonely minus":          {`{"Name":"a","Count":-}`, "The document is not valid JSON at 'count'"},
		"bare fraction":         {`{"Name":"a","Count":1.}`, "The document is not valid JSON at 'count'"},
		"bare exponent":         {`{"Name":"a","Count":1e}`, "The document is not valid JSON at 'count'"},
		"control character":     {"{\"Name\":\"a\nb\"}", "A string holds a control character that is not escaped at 'name'"},
		"after an escape":       {"{\"Name\":\"\\na\nb\"}", "A string holds a control character that is not escaped at 'name'"},
		"unknown escape":        {`{"Name":"\x41"}`, "A string holds an unknown escape at 'name'"},
		"odd digits":            {`{"Name":"\u00zz"}`, "A string holds an unknown escape at 'name'"},
		"half a pair":           {`{"Name":"\ud83d"}`, "A string holds half of a surrogate pair at 'name'"},
		"the other half":        {`{"Name":"\ude00"}`, "A string holds half of a surrogate pair at 'name'"},
		"two first halves":      {`{"Name":"\ud83d\ud83d"}`, "A string holds half of a surrogate pair at 'name'"},
		"not UTF-8":             {"{\"Name\":\"\xff\"}", "The document is not valid UTF-8 at 'name'"},
		"not UTF-8, escaped":    {"{\"Name\":\"\\n\xff\"}", "The document is not valid UTF-8 at 'name'"},
		"not an object":         {`[]`, "Start of list found where not expected"},
		"null document":         {`null`, "Unexpected null where a structure was expected"},
		"string for a number":   {`{"Name":"a","Count":"1"}`, "STRING_VALUE can not be converted to an Integer at 'count'"},
		"fraction for a number": {`{"Name":"a","Count":1.5}`, "NUMBER_VALUE can not be converted to an Integer at 'count'"},
		"number past 32 bits":   {`{"Name":"a","Count":2147483648}`, "NUMBER_VALUE can not be converted to an Integer at 'count'"},
		"number past float":     {`{"Name":"a","Share":1e400}`, "NUMBER_VALUE can not be converted to a Float at 'share'"},
		"number for a string":   {`{"Name":1}`, "NUMBER_VALUE can not be converted to a String at 'name'"},
		"true for a string":     {`{"Name":true}`, "TRUE_VALUE can not be converted to a String at 'name'"},
		"string for a boolean":  {`{"Name":"a","On":"true"}`, "STRING_VALUE can not be converted to a Boolean at 'on'"},
		"object for a string":   {`{"Name":{}}`, "Start of structure or map found where not expected at 'name'"},
		"list for an object":    {`{"Name":"a","Inner":[]}`, "Start of list found where not expected at 'inner'"},
		"string for a list":     {`{"Name":"a","Words":"A"}`, "STRING_VALUE can not be converted to a list at 'words'"},
		"false for a structure": {`{"Name":"a","Inner":false}`, "FALSE_VALUE can not be converted to a structure at 'inner'"},
		"number in a list":      {`{"Name":"a","Words":["A",1]}`, "NUMBER_VALUE can not be converted to a String at 'words.2.member'"},
		"deep in a list":        {`{"Name":"a","Parts":[{"Name":"b"},{"Inner":{"Count":[]}}]}`, "Start of list found where not expected at 'parts.2.member.inner.count'"},
		"list in a map":         {`{"Name":"a","Extra":{"k":[]}}`, "Start of list found where not expected at 'extra.k.member'"},
		"text for a time":       {`{"Name":"a","When":"2021-05-27"}`, "STRING_VALUE can not be converted to a Timestamp at 'when'"},
		"time past all years":   {`{"Name":"a","When":1e12}`, "NUMBER_VALUE can not be converted to a Timestamp at 'when'"},
		"not base64":            {`{"Name":"a","Bytes":"?"}`, "STRING_VALUE is not valid base64 at 'bytes'"},
		"unknown and broken":    {`{"Zed":[1,2,}`, "The document is not valid JSON"},
		"unknown and bare":      {`{"Zed":{a:1}}`, "The document is not valid JSON"},
		"unknown and deep":      {`{"Zed":` + strings.Repeat("[", 1000), "The document is nested too deeply"},
		"known and deep":        {strings.Repeat(`{"Inner":`, 1000), "The document is nested too deeply"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := decode(test.body)
			var malformed *Malformed
			if !errors.As(err, &malformed) || !strings.HasPrefix(malformed.Message, test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestReaderTellsAmazonsSentences(t *testing.T) {
	long := strings.Repeat("x", 300)
	tests := map[string]struct{ body, want string }{
		"missing":      {`{}`, "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"},
		"no body":      {``, "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"},
		"null":         {`{"Name":null}`, "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"},
		"null at last": {`{"Name":"a","Name":null}`, "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"},
		"missing below": {
			`{"Name":"a","Inner":{}}`,
			"1 validation error detected: Value null at 'inner.name' failed to satisfy constraint: Member must not be null",
		},
		"too long":            {`{"Name":"abcdefghi"}`, "1 validation error detected: Value 'abcdefghi' at 'name' failed to satisfy constraint: Member must have length less than or equal to 8"},
		"characters count":    {`{"Name":"éééééééé"}`, ""},
		"nine characters":     {`{"Name":"ééééééééé"}`, "1 validation error detected: Value 'ééééééééé' at 'name' failed to satisfy constraint: Member must have length less than or equal to 8"},
		"too short":           {`{"Name":""}`, "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		"pattern":             {`{"Name":"A"}`, "1 validation error detected: Value 'A' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zé]*"},
		"pattern, line end":   {`{"Name":"a\n"}`, "1 validation error detected: Value 'a\n' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zé]*"},
		"too many":            {`{"Name":"a","Count":4}`, "1 validation error detected: Value '4' at 'count' failed to satisfy constraint: Member must have value less than or equal to 3"},
		"too few":             {`{"Name":"a","Count":0}`, "1 validation error detected: Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1"},
		"share":               {`{"Name":"a","Share":0.75}`, "1 validation error detected: Value '0.75' at 'share' failed to satisfy constraint: Member must have value less than or equal to 0.5"},
		"enum":                {`{"Name":"a","Words":["A","C"]}`, "1 validation error detected: Value '[A, C]' at 'words' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [A, B]]"},
		"empty list":          {`{"Name":"a","Words":[]}`, "1 validation error detected: Value '[]' at 'words' failed to satisfy constraint: Member must have length greater than or equal to 1"},
		"long list":           {`{"Name":"a","Words":["A","B","C"]}`, `1 validation error detected: Value '[A, B, C]' at 'words' failed to satisfy constraint: Member must have length less than or equal to 2`},
		"null in a list":      {`{"Name":"a","Words":["A",null]}`, "1 validation error detected: Value '[A, null]' at 'words' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [A, B], Member must not be null]"},
		"long bytes":          {`{"Name":"a","Bytes":"aGVsbG8="}`, "1 validation error detected: Value '(bytes)' at 'bytes' failed to satisfy constraint: Member must have length less than or equal to 4"},
		"full map":            {`{"Name":"a","Extra":{"a":"","b":"","c":""}}`, `1 validation error detected: Value '{a=, b=, c=}' at 'extra' failed to satisfy constraint: Member must have length less than or equal to 2`},
		"null in structures":  {`{"Name":"a","Parts":[{"Name":"b"},null]}`, `1 validation error detected: Value '[{"Name":"b"},null]' at 'parts' failed to satisfy constraint: Member must satisfy constraint: [Member must not be null]`},
		"null in a map":       {`{"Name":"a","Extra":{"k":null,"l":"b"}}`, "1 validation error detected: Value '{k=null, l=b}' at 'extra' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 3, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: [a-z]*, Member must not be null]"},
		"map key":             {`{"Name":"a","Extra":{"long":"a"}}`, "1 validation error detected: Value '{long=a}' at 'extra' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 3, Member must have length greater than or equal to 1]"},
		"map value":           {`{"Name":"a","Extra":{"k":"A"}}`, "1 validation error detected: Value '{k=A}' at 'extra' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 3, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: [a-z]*]"},
		"secret is not told":  {`{"Name":"a","Secret":"abc"}`, "1 validation error detected: Value at 'secret' failed to satisfy constraint: Member must have length greater than or equal to 6"},
		"long value is cut":   {`{"Name":"` + long + `"}`, "1 validation error detected: Value '" + long[:256] + "...' at 'name' failed to satisfy constraint: Member must have length less than or equal to 8"},
		"two of one":          {`{"Name":"ABCDEFGHI"}`, "2 validation errors detected: Value 'ABCDEFGHI' at 'name' failed to satisfy constraint: Member must have length less than or equal to 8; Value 'ABCDEFGHI' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zé]*"},
		"in contract's order": {`{"Parts":[{"Name":"a"},{}],"Count":9}`, "3 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value '9' at 'count' failed to satisfy constraint: Member must have value less than or equal to 3; Value null at 'parts.2.member.name' failed to satisfy constraint: Member must not be null"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := decode(test.body)
			if test.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var invalid *Invalid
			if !errors.As(err, &invalid) || invalid.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestReaderBoundsWhatItKeeps(t *testing.T) {
	_, err := decode(`{"Name":"a","Parts":[` + strings.TrimSuffix(strings.Repeat("{},", 5000), ",") + `]}`)
	var invalid *Invalid
	if !errors.As(err, &invalid) || len(invalid.Violations) != maxViolations {
		t.Errorf("got %v", err)
	}
	got, _ := decode(`{"Name":"a","Words":[` + strings.TrimSuffix(strings.Repeat(`"A",`, 5000), ",") + `]}`)
	if len(got.Words) != wordsRule.Max {
		t.Errorf("kept %d words of a list that may have %d", len(got.Words), wordsRule.Max)
	}
}

func TestPartsReadsPathAndQuery(t *testing.T) {
	members := []Member{
		{Name: "Name", Label: "name", Required: true, In: InPath},
		{Name: "Count", Label: "count", In: InQuery},
		{Name: "When", Label: "when", In: InQuery},
		{Name: "On", Label: "on", In: InQuery},
		{Name: "Alias", Label: "alias"},
	}
	read := func(p Parts) (thing, error) {
		var v thing
		r := NewReader(p.Body)
		for name := range r.Parts(p, members) {
			switch name {
			case "Name":
				v.Name = readName(r)
			case "Count":
				v.Count = Optional(r, readCount)
			case "When":
				v.When = Optional(r, (*Reader).ISO8601)
			case "On":
				v.On = Optional(r, (*Reader).Boolean)
			case "Alias":
				v.Alias = Optional(r, readName)
			}
		}
		return v, r.Finish()
	}
	day := time.Date(2020, 2, 24, 0, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		parts Parts
		want  thing
		err   string
	}{
		"all": {
			Parts{Path: map[string]string{"Name": "null"}, Query: map[string][]string{"Count": {"2", "9"}, "When": {"2020-02-24"}, "On": {"true"}, "Other": {""}}, Body: []byte(`{"Alias":"b","Name":"x"}`)},
			thing{Name: "null", Count: new(2), When: &day, On: new(true), Alias: new("b")},
			"",
		},
		"nothing": {Parts{}, thing{}, "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"},
		"broken": {
			Parts{Path: map[string]string{"Name": "A"}, Query: map[string][]string{"Count": {"7"}}},
			thing{Name: "A", Count: new(7)},
			"2 validation errors detected: Value 'A' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zé]*; Value '7' at 'count' failed to satisfy constraint: Member must have value less than or equal to 3",
		},
		"not a number": {Parts{Query: map[string][]string{"Count": {"1.0"}}}, thing{Count: new(0)}, "STRING_VALUE can not be converted to an Integer at 'count'"},
		"not a time":   {Parts{Query: map[string][]string{"When": {"today"}}}, thing{When: &time.Time{}}, "STRING_VALUE can not be converted to a Timestamp at 'when'"},
		"not true":     {Parts{Query: map[string][]string{"On": {"yes"}}}, thing{On: new(false)}, "STRING_VALUE can not be converted to a Boolean at 'on'"},
		"not UTF-8":    {Parts{Path: map[string]string{"Name": "\xff"}}, thing{}, "The parameter is not valid UTF-8 at 'name'"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := read(test.parts)
			if test.err == "" && err != nil || test.err != "" && (err == nil || err.Error() != test.err) {
				t.Errorf("got %v, want %q", err, test.err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestPartsWithoutBodyMembersTakesNoNoticeOfOne(t *testing.T) {
	r := NewReader([]byte("not JSON"))
	for range r.Parts(Parts{}, []Member{{Name: "Name", Label: "name", In: InQuery}}) {
		t.Error("a member came out of nowhere")
	}
	if err := r.Finish(); err != nil {
		t.Error(err)
	}
}

// The reader accepts nothing that encoding/json refuses, and refuses nothing
// that it accepts but for a few rules of ours; what both read is the same.
func FuzzReader(f *testing.F) {
	f.Add([]byte(`{"Name":"a","Count":1,"Parts":[{"Name":"\u00e9\ud83d\ude00"}],"Extra":{"a":"b"},"Zed":[1.5e3,true,null]}`))
	f.Add([]byte(`{"Inner":{"Inner":{"Name":"b"}},"Name":"a","Words":["A"],"When":1e9,"Bytes":"aGk="}`))
	f.Add([]byte("{\"Name\":\"\xff\"}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := decode(string(body))
		if _, malformed := errors.AsType[*Malformed](err); malformed {
			return
		}
		if strings.TrimSpace(string(body)) == "" {
			return
		}
		if !json.Valid(body) || !utf8.Valid(body) {
			t.Fatalf("%q was accepted: %v", body, err)
		}
		// encoding/json folds the case of names, so only exact documents compare.
		var document map[string]any
		if json.Unmarshal(body, &document) == nil {
			if name, ok := document["Name"].(string); ok && got.Name != name {
				t.Errorf("read the name %q, encoding/json %q", got.Name, name)
			}
		}
	})
}

// Skipping takes exactly the documents that encoding/json calls valid.
func FuzzSkip(f *testing.F) {
	f.Add([]byte(`[1,-0,0.5,1E+9,"\"\\\/\b\f\n\r\t\u00e9",{"a":{}},[],true,false,null]`))
	f.Add([]byte(`{"a":1,"a":[2,]}`))
	f.Add([]byte(` "x" `))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := NewReader(body)
		r.data = body
		r.skip(0)
		err := r.Finish()
		ours := utf8.Valid(body) && !strings.Contains(strings.ToLower(string(body)), `\ud`) && strings.Count(string(body), "[")+strings.Count(string(body), "{") < maxDepth
		if valid := json.Valid(body); (err == nil) != valid && (err == nil || ours) {
			t.Errorf("%q: valid is %v, we say %v", body, valid, err)
		}
	})
}
