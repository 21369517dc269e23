package ubl

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// element is an element of a document: its attributes, and either text or other elements.
type element struct {
	name  string // with the prefix of its namespace, "cbc:" or "cac:"; the root has no prefix
	attrs []attribute
	text  string
	kids  []element
}

// attribute is an attribute without a namespace.
type attribute struct{ name, value string }

// The namespaces of UBL 2.1 with their prefixes, and the limits of what is read.
const (
	schema     = "urn:oasis:names:specification:ubl:schema:xsd:"
	basic      = schema + "CommonBasicComponents-2"
	aggregate  = schema + "CommonAggregateComponents-2"
	versionOf  = "-2" // ends the namespace of a root element
	cbc, cac   = "cbc:", "cac:"
	maxBytes   = 64 << 20
	maxDepth   = 12 // a document has eight levels,
	maxAttrs   = 4  // every element has at most one attribute,
	maxLeaf    = 4 * maxReason
	maxNodes   = 1_000_000 // and each of its 10,000 lines has at most 80 elements
	indentStep = "  "
)

// leaf returns an element with text.
func leaf(name, text string, attrs ...attribute) element {
	return element{name: cbc + name, text: text, attrs: attrs}
}

// optional returns a leaf, or the zero element if there is no text.
func optional(name, text string, attrs ...attribute) element {
	if text == "" {
		return element{}
	}
	return leaf(name, text, attrs...)
}

// group returns an element that contains the given elements, without the zero ones.
func group(name string, kids ...element) element {
	e := element{name: cac + name, kids: make([]element, 0, len(kids))}
	for _, kid := range kids {
		if kid.name != "" {
			e.kids = append(e.kids, kid)
		}
	}
	return e
}

// write returns a document as XML; e is its root element.
func (e element) write() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e.attrs = []attribute{
		{"xmlns", schema + e.name + versionOf}, {"xmlns:cac", aggregate}, {"xmlns:cbc", basic},
	}
	e.append(&b, "")
	return b.Bytes()
}

func (e element) append(b *bytes.Buffer, indent string) {
	b.WriteString(indent + "<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a.name + `="`)
		escape(b, a.value)
		b.WriteByte('"')
	}
	b.WriteByte('>')
	escape(b, e.text)
	if len(e.kids) > 0 {
		b.WriteByte('\n')
		for _, kid := range e.kids {
			kid.append(b, indent+indentStep)
		}
		b.WriteString(indent)
	}
	b.WriteString("</" + e.name + ">\n")
}

func escape(b *bytes.Buffer, text string) {
	_ = xml.EscapeText(b, []byte(text)) // writing to a buffer never fails
}

// parse reads a document and returns its root element. It refuses whatever this package never writes: directives,
// processing instructions other than the XML declaration, other namespaces, and text beside elements.
func parse(op string, data []byte) (element, error) {
	if len(data) == 0 {
		return element{}, input.Missing(op, "document")
	}
	if err := input.Bytes(op, "document", data, maxBytes); err != nil {
		return element{}, err
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return element{}, input.Errorf(op, "document", nil, input.ErrSyntax, "starts with a byte order mark")
	}
	p := parser{op: op, decoder: xml.NewDecoder(bytes.NewReader(data))}
	for {
		token, err := p.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = p.token(token)
		} else {
			err = input.Errorf(op, "document", nil, input.ErrSyntax, "cannot be read: %v", err)
		}
		if err != nil {
			return element{}, err
		}
	}
	if p.root == nil {
		return element{}, input.Errorf(op, "document", nil, input.ErrSyntax, "has no root element")
	}
	return *p.root, nil
}

// parser has the state of reading one document.
type parser struct {
	op      string
	decoder *xml.Decoder
	open    []element
	root    *element
	nodes   int
}

func (p *parser) token(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		return p.start(token)
	case xml.EndElement:
		return p.end()
	case xml.CharData:
		return p.chars(string(token))
	case xml.Directive:
		return p.refuse("has a directive, such as DOCTYPE")
	case xml.ProcInst:
		if token.Target != "xml" {
			return p.refuse("has a processing instruction")
		}
	}
	return nil // comments and the XML declaration are skipped
}

// chars adds text to the innermost open element. Leading white space, as between elements, is skipped.
func (p *parser) chars(text string) error {
	blank := strings.TrimSpace(text) == ""
	if len(p.open) == 0 {
		if !blank {
			return p.refuse("has text outside its root element")
		}
		return nil
	}
	e := &p.open[len(p.open)-1]
	switch {
	case blank && e.text == "":
	case len(e.text)+len(text) > maxLeaf:
		return p.refuse("has too long a text")
	default:
		e.text += text
	}
	return nil
}

func (p *parser) refuse(why string) error {
	return input.Errorf(p.op, p.path(), nil, input.ErrSyntax, "%s", why)
}

func (p *parser) foreign(name xml.Name) error {
	return input.Errorf(p.op, p.path(), input.Raw(name.Local), input.ErrUnknown, "has a namespace that is not known")
}

// path returns the path of the innermost open element.
func (p *parser) path() string {
	if len(p.open) == 0 {
		return "document"
	}
	names := make([]string, len(p.open))
	for i, e := range p.open {
		names[i] = e.name
	}
	return strings.Join(names, "/")
}

func (p *parser) start(token xml.StartElement) error {
	p.nodes++
	switch {
	case p.nodes > maxNodes:
		return p.refuse("has too many elements")
	case p.root != nil:
		return p.refuse("has a second root element")
	case len(p.open) == maxDepth:
		return p.refuse("is nested too deeply")
	}
	e := element{name: token.Name.Local}
	switch {
	case len(p.open) == 0 && token.Name.Space == schema+e.name+versionOf:
	case len(p.open) > 0 && token.Name.Space == basic:
		e.name = cbc + e.name
	case len(p.open) > 0 && token.Name.Space == aggregate:
		e.name = cac + e.name
	default:
		return p.foreign(token.Name)
	}
	for _, a := range token.Attr {
		switch {
		case a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns":
		case a.Name.Space == "":
			e.attrs = append(e.attrs, attribute{a.Name.Local, a.Value})
		default:
			return p.foreign(a.Name)
		}
	}
	if len(e.attrs) > maxAttrs {
		return p.refuse("has an element with too many attributes")
	}
	p.open = append(p.open, e)
	return nil
}

// end closes the innermost open element.
func (p *parser) end() error {
	last := len(p.open) - 1
	e := p.open[last]
	if len(e.kids) > 0 && e.text != "" {
		return p.refuse("has text beside elements")
	}
	p.open = p.open[:last]
	if last == 0 {
		p.root = &e
		return nil
	}
	p.open[last-1].kids = append(p.open[last-1].kids, e)
	return nil
}

// at returns the first element at a path below e; the zero element if there is none.
func (e element) at(path ...string) element {
	for _, name := range path {
		e = first(e.kids, name)
	}
	return e
}

func first(list []element, name string) element {
	for _, e := range list {
		if e.name[len(cbc):] == name { // both prefixes have the same length
			return e
		}
	}
	return element{}
}

// all returns the children of e with that name.
func (e element) all(name string) []element {
	var list []element
	for _, kid := range e.kids {
		if kid.name[len(cbc):] == name {
			list = append(list, kid)
		}
	}
	return list
}

// attr returns the value of an attribute; "" if there is none.
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}
