package schema_test

import (
	"bytes"
	"encoding/json"
)

// node is a schema, with the keywords that are used here, in the order in which they are written.
type node struct {
	Schema      string           `json:"$schema,omitzero"`
	ID          string           `json:"$id,omitzero"`
	Title       string           `json:"title,omitzero"`
	Description string           `json:"description,omitzero"`
	Ref         string           `json:"$ref,omitzero"`
	Type        string           `json:"type,omitzero"`
	Format      string           `json:"format,omitzero"`
	Pattern     string           `json:"pattern,omitzero"`
	MaxLength   int              `json:"maxLength,omitzero"`
	Minimum     *int             `json:"minimum,omitzero"`
	Enum        []string         `json:"enum,omitzero"`
	Items       *node            `json:"items,omitzero"`
	Properties  properties       `json:"properties,omitzero"`
	Required    []string         `json:"required,omitzero"`
	Additional  *bool            `json:"additionalProperties,omitzero"`
	Defs        map[string]*node `json:"$defs,omitzero"`
}

// properties are the properties of an object in the order of the fields.
type properties []property

type property struct {
	key string
	node
}

// MarshalJSON writes an object.
func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, one := range p {
		separator := byte(',')
		if i == 0 {
			separator = '{'
		}
		b.WriteByte(separator)
		b.Write(encoded(one.key, ""))
		b.WriteByte(':')
		b.Write(encoded(one.node, ""))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encoded is a value as JSON, followed by a line feed if it is indented.
func encoded(value any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(value); err != nil {
		panic(err)
	}
	if indent == "" {
		return bytes.TrimSpace(b.Bytes())
	}
	return b.Bytes()
}

// object is the schema of an object without further properties.
func object(description string, all properties, required []string) node {
	return node{
		Description: description, Type: "object", Properties: all, Required: required, Additional: new(bool),
	}
}
