package schema_test

import (
	"reflect"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// byKey is the schema of a map with an enumeration as its key, and a value for each constant.
func (m *maker) byKey(t reflect.Type) node {
	var all properties
	names := texts(t.Key())
	for _, name := range names {
		all = append(all, property{name, m.of(t.Elem())})
	}
	return object("", all, names)
}

// actions is the schema of the decisions of a day, whose keys are the texts of their actions.
func (m *maker) actions() node {
	decisions := m.byKey(reflect.TypeFor[map[lifecycle.Action]policy.Decision]())
	decisions.Description = "The decision about each of the actions."
	day, until := m.of(reflect.TypeFor[calendar.Date]()), m.of(reflect.TypeFor[calendar.Date]())
	day.Description = "The day of the decisions."
	until.Description = "The first day on which one of them is another; left out if there is none."
	return object(m.said["lifecycle.Actions"], properties{
		{"day", day}, {"decisions", decisions}, {"validUntil", until},
	}, []string{"day", "decisions"})
}
