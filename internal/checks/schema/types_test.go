package schema_test

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// The forms of the texts.
const (
	date     = `[0-9]{4}-[0-9]{2}-[0-9]{2}`
	side     = `(` + date + `|\.\.)`
	number   = `-?(0|[1-9][0-9]*)(\.[0-9]+)?`
	rate     = `(0|[1-9][0-9]{0,2})(\.[0-9]{1,4})?%`
	named    = `[^+%]+ ` + rate
	duration = `((0|[1-9][0-9]*)(\.[0-9]+)?(ns|us|µs|μs|ms|s|m|h))+`
)

func text(form, description string) *node {
	return &node{Description: description, Type: "string", Pattern: "^" + form + "$"}
}

// special is the schema of a type that writes and reads itself, other than an enumeration; nil for any other type.
func special(t reflect.Type) *node {
	switch t {
	case reflect.TypeFor[calendar.Date]():
		n := text(date, "A civil date, as 2025-06-10.")
		n.Format = "date"
		return n
	case reflect.TypeFor[calendar.Period]():
		return text(side+"/"+side,
			"Days, as 2025-06-10/2026-06-10: the second date is the first day that is not among "+
				"them, and .. is an open side.")
	case reflect.TypeFor[calendar.Service]():
		return text("(monthly|annual|three-year) "+date+" "+side+"/"+side,
			"A term, its anchor and the days that it covers, as annual 2024-06-10 2024-06-10/2025-06-10.")
	case reflect.TypeFor[money.Amount]():
		n := object("An amount of money.", properties{
			{"amount", node{
				Description: "The number, exact: at most 34 digits, 28 of them after the point, which is the decimal " +
					"one.",
				Type: "string", Pattern: "^" + number + "$", MaxLength: 64,
			}},
			{"currency", *text("[A-Z]{3}", "The currency by its code of ISO 4217, in use or withdrawn since 2010.")},
		}, []string{"amount", "currency"})
		return &n
	case reflect.TypeFor[invoice.NetTerms]():
		return text("net (0|[1-9][0-9]{0,2})",
			"Net terms, as net 30: the days from the date of an invoice, at most 365.")
	case reflect.TypeFor[invoice.TaxRate]():
		return text(rate, "A rate of tax in percent, as 21% or 9.975%.")
	case reflect.TypeFor[invoice.Taxes]():
		return text("("+rate+"|"+named+`( \+ `+named+"){0,3})",
			"The taxes of a line: one, as 21% or VAT 21%, or up to four by their names, as GST 5% + QST 9.975%.")
	case reflect.TypeFor[policy.Fingerprint]():
		return text("[0-9a-fA-F]{32}", "The fingerprint of an edition.")
	case reflect.TypeFor[time.Time]():
		return &node{Description: "An instant, with the offset of its zone.", Type: "string", Format: "date-time"}
	case reflect.TypeFor[time.Duration]():
		return text(duration, "A duration, as 24h or 1h30m.")
	case reflect.TypeFor[policy.Decision]():
		n := decision()
		return &n
	}
	return nil
}

// decision is the schema of a decision, whose answer and window are written in another form than its fields.
func decision() node {
	one := func(key string, value node, description string) property {
		value.Description = description
		return property{key, value}
	}
	day := node{Ref: "#/$defs/Date"}
	window := object("", properties{
		one("firstDay", day, "The first of the days; left out if all earlier ones are among them."),
		one("lastDay", day, "The last of the days, itself one of them; left out if all later ones are among them."),
	}, nil)
	return object("Whether something is allowed on a day, and by which rule.", properties{
		one("allowed", node{Type: "boolean"}, "Whether it is allowed: whether the day asked about is in the window."),
		one("rule", node{Type: "string", Enum: append(ruleIDs(), "")},
			"The rule that it rests on; \"\" if nothing was asked."),
		one("asked", day, "The day that was asked about."),
		one("window", window, "The days on which it is allowed; left out if there are none."),
		one("route", node{Ref: "#/$defs/Route"}, "How it is done, if there is something to be said of that."),
		one("remedy", node{Ref: "#/$defs/Remedy"}, "What helps if it is not allowed."),
		one("edition", node{Ref: "#/$defs/Fingerprint"}, "The edition by which it was decided."),
	}, []string{"rule", "asked", "edition"})
}

// ruleIDs are the rules of the rulebook, in its order.
func ruleIDs() []string {
	var ids []string
	for r := range rule.All() {
		ids = append(ids, string(r.ID))
	}
	return ids
}

// within are the types that the schema of a type refers to, besides those of its fields.
func within(t reflect.Type) []reflect.Type {
	if t == reflect.TypeFor[policy.Decision]() {
		return []reflect.Type{
			reflect.TypeFor[calendar.Date](), reflect.TypeFor[policy.Route](),
			reflect.TypeFor[policy.Remedy](), reflect.TypeFor[policy.Fingerprint](),
		}
	}
	return nil
}

// notDemanded are keys that are always written, but that the readers can do without: a missing one means zero, or no. A
// charge can be for 0 days: for 29 February, where that day is not counted.
var notDemanded = map[reflect.Type][]string{
	reflect.TypeFor[proration.Charge]():   {"days", "rounded"},
	reflect.TypeFor[invoice.CreditLine](): {"description"},
	reflect.TypeFor[coterm.Plan]():        {"unaligned"},
	reflect.TypeFor[coterm.Move]():        {"aligned"},
}

// maker makes schemas from types.
type maker struct {
	said   comments
	codes  codes
	defs   map[string]*node
	silent []string // the fields without a comment
}

// of is the schema of a type, or a reference to it.
func (m *maker) of(t reflect.Type) node {
	switch {
	case special(t) != nil, t.Kind() == reflect.Uint8, t.Kind() == reflect.Struct:
		if m.defs[t.Name()] == nil {
			m.defs[t.Name()] = &node{} // a placeholder while it is made
			*m.defs[t.Name()] = m.define(t)
		}
		return node{Ref: "#/$defs/" + t.Name()}
	case t.Kind() == reflect.Pointer:
		return m.of(t.Elem())
	case t.Kind() == reflect.Map:
		return m.byKey(t)
	case t.Kind() == reflect.Slice:
		items := m.of(t.Elem())
		return node{Type: "array", Items: &items}
	case t.Kind() == reflect.Int:
		return node{Type: "integer"}
	case t.Kind() == reflect.Bool:
		return node{Type: "boolean"}
	case t == reflect.TypeFor[rule.ID]():
		return node{Type: "string", Enum: ruleIDs()}
	case t.Kind() == reflect.String:
		return node{Type: "string", Enum: m.codes[name(t)]}
	}
	panic("no schema of " + t.String())
}

// define is the schema of a type itself.
func (m *maker) define(t reflect.Type) node {
	if t == reflect.TypeFor[lifecycle.Actions]() {
		return m.actions()
	}
	if n := special(t); n != nil {
		for _, other := range within(t) {
			m.of(other)
		}
		return *n
	}
	if t.Kind() == reflect.Uint8 {
		return node{Description: m.said[name(t)], Type: "string", Enum: texts(t)}
	}
	all, required := m.fields(t)
	return object(m.said[name(t)], all, required)
}

// fields are the properties of a struct, including those of embedded structs, and the list of the required ones.
func (m *maker) fields(t reflect.Type) (all properties, required []string) {
	for i := range t.NumField() {
		field := t.Field(i)
		key, _, optional := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous:
			inner, needed := m.fields(field.Type)
			all, required = append(all, inner...), append(required, needed...)
			continue
		case !field.IsExported():
			continue
		}
		all = append(all, m.field(t, field, key))
		if !optional && !slices.Contains(notDemanded[t], key) {
			required = append(required, key)
		}
	}
	return all, required
}

// field is the property of a field.
func (m *maker) field(t reflect.Type, field reflect.StructField, key string) property {
	n := m.of(field.Type)
	if n.Description = m.said.of(t, field); n.Description == "" {
		m.silent = append(m.silent, name(t)+"."+field.Name)
	}
	if n.Type == "integer" && name(t) != "desk.unpaid" { // its days are negative once it is overdue
		n.Minimum = new(int)
	}
	if t == reflect.TypeFor[invoice.LineTax]() && key == "name" {
		n.Pattern = "^[^+%]*$"
	}
	return property{key, n}
}

// texts are the texts of an enumeration in the order of its constants.
func texts(t reflect.Type) []string {
	var list []string
	for v := reflect.New(t).Elem(); ; {
		v.SetUint(v.Uint() + 1)
		m, _ := v.Interface().(encoding.TextMarshaler)
		one, err := m.MarshalText()
		if err != nil {
			return list
		}
		list = append(list, string(one))
	}
}
