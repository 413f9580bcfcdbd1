package suite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"foureyes/contract"
)

// service is one API as its contract describes it.
type service struct {
	Protocol     string
	SigningName  string
	TargetPrefix string
	Operations   map[string]*operation
	Shapes       map[string]*shape
}

// operation is one operation of a service.
type operation struct {
	name    string
	service *service

	Input, Output string
	Errors        []string
	HTTP          *route
	Paginated     *pagination
}

// route is where an operation of a REST API lives.
type route struct {
	Method, Path string
	Status       int
}

// pagination names the members of a list operation that pages are made with.
type pagination struct {
	LimitKey  string `json:"limit_key"`
	ResultKey string `json:"result_key"`
}

// shape is what a contract says about one kind of value.
type shape struct {
	name string
	// form is the pattern, ready to be matched and to make samples from.
	form *form

	Kind               string
	MinLength          int
	MaxLength          int
	Pattern            string
	Enum               []string
	Minimum, Maximum   *float64
	MinItems, MaxItems int
	Item, Key, Value   string
	Members            members
	Sensitive          bool
	Error              *struct{ Status int }
}

// member is one member of a structure.
type member struct {
	name string

	Shape    string
	Required bool
	In       string // path, query, or empty for the body
}

// members keeps the order of the contract, in which failures are told.
type members []member

// UnmarshalJSON reads the members of an object in their order.
func (m *members) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("open the members: %w", err)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return fmt.Errorf("read a member's name: %w", err)
		}
		one := member{name: fmt.Sprint(name)}
		if err := d.Decode(&one); err != nil {
			return fmt.Errorf("read member %v: %w", name, err)
		}
		*m = append(*m, one)
	}
	return nil
}

// find gives the member of a name.
func (m members) find(name string) (member, bool) {
	for _, one := range m {
		if one.name == name {
			return one, true
		}
	}
	return member{}, false
}

// divergence is a rule that Foureyes applies otherwise than published.
type divergence struct{ Pattern, Check string }

// readContract reads one API's file. Its divergences are part of what is expected.
func readContract(files fs.FS, name string) (*service, error) {
	var s service
	if err := readJSON(files, name, &s); err != nil {
		return nil, err
	}
	divergences := map[string]divergence{}
	if err := readJSON(files, "divergences.json", &divergences); err != nil {
		return nil, err
	}
	for name, o := range s.Operations {
		o.name, o.service = name, &s
	}
	for name, h := range s.Shapes {
		if err := h.prepare(name, divergences[name]); err != nil {
			return nil, err
		}
	}
	return &s, nil
}

// contracts are the APIs, read once: nothing changes them.
var contracts = sync.OnceValues(func() (apis []*service, err error) {
	for _, name := range []string{"sagemaker.json", "a2i-runtime.json", "textract.json", "rekognition.json"} {
		s, err := readContract(contract.Files, name)
		if err != nil {
			return nil, err
		}
		apis = append(apis, s)
	}
	return apis, nil
})

// operations lists all operations, API by API.
func operations(apis []*service) []*operation {
	var all []*operation
	for _, api := range apis {
		own := slices.Collect(maps.Values(api.Operations))
		slices.SortFunc(own, func(a, b *operation) int { return strings.Compare(a.name, b.name) })
		all = append(all, own...)
	}
	return all
}

// operationOf finds an operation of any API.
func operationOf(name string) *operation {
	apis, _ := contracts() // whoever runs cases has seen the error
	for _, api := range apis {
		if o := api.Operations[name]; o != nil {
			return o
		}
	}
	panic("no contract has an operation " + name) // a mistake in a case
}

func readJSON(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("read the contract: %w", err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// prepare compiles the shape's pattern.
func (h *shape) prepare(name string, d divergence) (err error) {
	h.name = name
	if d.Pattern != "" {
		h.Pattern = d.Pattern
	}
	switch {
	case d.Check == "CIDR":
		h.form = &form{match: isCIDR}
	case h.Pattern != "":
		h.form, err = newForm(h.Pattern)
	}
	if err != nil {
		return fmt.Errorf("pattern of %s: %w", name, err)
	}
	return nil
}

// isCIDR stands in for the published pattern of address blocks, which has lost
// its backslashes.
func isCIDR(s string) bool {
	_, err := netip.ParsePrefix(s)
	return err == nil
}

// scalar reports whether a value of this shape has nothing inside.
func (h *shape) scalar() bool {
	return h.Kind != "structure" && h.Kind != "list" && h.Kind != "map"
}

// lowerFirst writes a member's name as Amazon's sentences do.
func lowerFirst(name string) string { return strings.ToLower(name[:1]) + name[1:] }

// shape gives the shape of a member.
func (s *service) shape(name string) *shape { return s.Shapes[name] }
