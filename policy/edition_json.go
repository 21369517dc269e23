package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"example.com/billingrules/internal/edge/input"
)

// maxFile is the size in bytes beyond which an edition file is refused unread.
const maxFile = 1 << 20

// DecodeEdition reads an edition from JSON: base, changed in every parameter that the file states. If base is the zero
// Edition, the file must state all of them. A file for a vendor with a 360-day year and 14 days for returns:
//
//	{
//	  "name": "Acme2026", "region": "Europe", "firstDay": "2026-01-01",
//	  "proration": {"standardDays": {"annual": 360, "threeYear": 1080}},
//	  "refund": {"monthly": 14, "annual": 14, "threeYear": 14}
//	}
//
// The keys are grouped as the fields of [Parameters] are, except for lapse.exemptOfferings and order.cardCeilings; a
// duration is text such as "24h", an amount text such as "USD 25000.00". [Edition.MarshalJSON] writes this form. Trap:
// the name, too, stays that of base if the file does not state one; give a changed edition its own name.
//
// Reading is strict: an unknown or duplicate key, a value of the wrong type or out of bounds, null, and anything after
// the object are refused, all reported at once (see billingrules.InputErrors). If the file is not JSON, the error names
// the byte at which it stops being JSON; a byte order mark is refused, too. The largest file is 1 MiB.
func DecodeEdition(r io.Reader, base Edition) (Edition, error) {
	const op = "policy.DecodeEdition"
	if r == nil {
		return Edition{}, input.Missing(op, "reader")
	}
	return readEdition(op, r, base)
}

func readEdition(op string, r io.Reader, base Edition) (Edition, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return Edition{}, input.Errorf(op, "edition", nil, input.ErrSyntax, "cannot be read: %v", err)
	case len(data) > maxFile:
		return Edition{}, input.Errorf(op, "edition", nil, input.ErrRange, "is longer than %d bytes", maxFile)
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return Edition{}, input.Errorf(op, "edition", nil, input.ErrSyntax, "starts with a byte order mark")
	case !utf8.Valid(data):
		return Edition{}, input.Errorf(op, "edition", nil, input.ErrSyntax, "is not UTF-8")
	}
	var file json.RawMessage
	decoder := json.NewDecoder(bytes.NewReader(data))
	if err := decoder.Decode(&file); err != nil {
		return Edition{}, input.Errorf(op, "edition", nil, input.ErrSyntax,
			"is not JSON at byte %d: %v", stops(err, len(data)), err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Edition{}, input.Errorf(op, "edition", nil, input.ErrSyntax,
			"goes on after its end, at byte %d", decoder.InputOffset())
	}
	d := decoding{op: op, fields: fields(), seen: map[string]bool{}, parameters: base.Parameters()}
	d.object("edition", "", file)
	if base.IsZero() {
		d.everything()
	}
	edition, err := check(op, d.parameters)
	d.bad = append(d.bad, withoutRepeats(input.All(err), d.bad)...)
	if err := errors.Join(d.bad...); err != nil {
		return Edition{}, err
	}
	return edition, nil
}

// stops returns the byte at which a file of that size stopped being JSON.
func stops(err error, size int) int64 {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Offset
	}
	return int64(size) // the file is cut off
}

// withoutRepeats drops errors about fields that could not be read in the first place.
func withoutRepeats(found []*input.Error, said []error) []error {
	named := map[string]bool{}
	for _, e := range input.All(errors.Join(said...)) {
		named[e.Field] = true
	}
	var fresh []error
	for _, e := range found {
		if !named[e.Field] {
			fresh = append(fresh, e)
		}
	}
	return fresh
}

// decoding is one run of DecodeEdition, over a file that is known to be JSON.
type decoding struct {
	op         string
	fields     []field // made once, not for each key
	seen       map[string]bool
	parameters Parameters
	bad        []error
}

// object reads the members of the object called name; prefix comes before their names in a path.
func (d *decoding) object(name, prefix string, raw json.RawMessage) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if token, _ := decoder.Token(); token != json.Delim('{') {
		d.bad = append(d.bad, input.Errorf(d.op, name, input.Raw(raw), input.ErrSyntax, "is not an object"))
		return
	}
	for decoder.More() {
		key, _ := decoder.Token()
		path := fmt.Sprint(prefix, key)
		var value json.RawMessage
		_ = decoder.Decode(&value) // raw is JSON as a whole, so its parts are
		if d.seen[path] {
			d.bad = append(d.bad, input.Duplicate(d.op, path, nil))
		}
		d.seen[path] = true
		d.member(path, value)
	}
}

// member reads the value of one key: of a parameter, of a group of parameters, or of something unknown.
func (d *decoding) member(path string, value json.RawMessage) {
	switch leaf, isLeaf, isGroup := d.find(path); {
	case isGroup:
		d.object(path, path+".", value)
	case !isLeaf:
		d.bad = append(d.bad, input.Errorf(d.op, path, nil, input.ErrUnknown, "is not a parameter of an edition"))
	default:
		if err := leaf.decode(d.op, &d.parameters, value); err != nil {
			d.bad = append(d.bad, err)
		}
	}
}

// everything refuses a file that does not state every parameter, if there is no base to take it from.
func (d *decoding) everything() {
	for _, f := range d.fields {
		if !d.seen[f.name] {
			d.bad = append(d.bad, input.Missing(d.op, f.name))
		}
	}
}

// find returns the parameter with that path, and whether the path is that of a parameter or of a group.
func (d *decoding) find(path string) (leaf field, isLeaf, isGroup bool) {
	for _, f := range d.fields {
		if f.name == path {
			return f, true, false
		}
		isGroup = isGroup || strings.HasPrefix(f.name, path+".")
	}
	return field{}, false, isGroup
}

// encode writes p as nested objects, in the order of the fields, so that equal parameters give equal bytes.
func encode(p *Parameters) []byte {
	var b bytes.Buffer
	var open []string // the groups that are open
	separator := "{"
	for _, f := range fields() {
		groups := strings.Split(f.name, ".")
		name, groups := groups[len(groups)-1], groups[:len(groups)-1]
		shared := 0
		for shared < len(open) && shared < len(groups) && open[shared] == groups[shared] {
			shared++
		}
		b.WriteString(strings.Repeat("}", len(open)-shared))
		b.WriteString(separator)
		for _, g := range groups[shared:] {
			b.WriteString(`"` + g + `":{`)
		}
		b.WriteString(`"` + name + `":`)
		b.Write(f.encode(p))
		open, separator = groups, ","
	}
	b.WriteString(strings.Repeat("}", len(open)+1))
	return b.Bytes()
}
