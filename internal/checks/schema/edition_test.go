package schema_test

import (
	"reflect"
	"slices"
	"strings"

	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// edition is the schema of an edition, whose keys are the fields of its parameters in lower case, group by group. Two
// lists are fields beside their groups in the parameters, but inside their groups in JSON.
func (m *maker) edition(whole bool) node {
	t := reflect.TypeFor[policy.Parameters]()
	n := m.group(t, whole)
	for key, group := range map[string]string{"exemptOfferings": "lapse", "cardCeilings": "order"} {
		at := slices.IndexFunc(n.Properties, func(p property) bool { return p.key == key })
		list := n.Properties[at]
		n.Properties = slices.Delete(n.Properties, at, at+1)
		n.Required = slices.DeleteFunc(n.Required, func(k string) bool { return k == key })
		into := slices.IndexFunc(n.Properties, func(p property) bool { return p.key == group })
		in := &n.Properties[into].node
		in.Properties = append(in.Properties, list)
		if whole {
			in.Required = append(in.Required, key)
		}
	}
	return n
}

// group is the schema of a group of parameters.
func (m *maker) group(t reflect.Type, whole bool) node {
	n := object(m.said[name(t)], nil, nil)
	for i := range t.NumField() {
		field := t.Field(i)
		p := property{key: strings.ToLower(field.Name[:1]) + field.Name[1:]}
		switch {
		case field.Type == reflect.TypeFor[[]money.Amount]():
			p.node = node{Type: "array", Items: text("[A-Z]{3} "+number, "An amount, as EUR 2145.00.")}
		case field.Type.Kind() == reflect.Struct && special(field.Type) == nil:
			p.node = m.group(field.Type, whole)
		default:
			p.node = m.of(field.Type)
		}
		if p.Type == "integer" {
			p.Minimum = new(int)
		}
		if p.Description = m.said.of(t, field); p.Description == "" {
			m.silent = append(m.silent, name(t)+"."+field.Name)
		}
		n.Properties = append(n.Properties, p)
		if whole {
			n.Required = append(n.Required, p.key)
		}
	}
	return n
}
