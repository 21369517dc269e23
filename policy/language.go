package policy

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/rule"
)

// Language has the texts of one language: the sentences about decisions, and the statements of the rules. [English] is
// one; [NewLanguage] makes another. It is immutable; the zero Language has no texts, and is refused.
type Language struct{ texts map[string]string }

// NewLanguage makes a language from texts, which must have exactly the keys of [Language.Texts] of [English]. Names in
// braces are filled in: the subject, a day of the window ({first}, {last}), a parameter of the edition
// ({renewal.windowDays}), and a number with the word for what it counts ({renewal.windowDays days}, which uses the
// texts days/one and days/many). A text may leave out what the English one fills in, and may use any parameter; but the
// texts with which parameters themselves are worded (days/many, date, month/1, value/…) may not, since such a text
// could contain itself. Anything else in braces is an error, and so is an unknown or missing key.
func NewLanguage(texts map[string]string) (Language, error) {
	const op = "policy.NewLanguage"
	english, parameters := English().texts, fields()
	var bad []error
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if _, known := english[key]; !known {
			bad = append(bad,
				input.Errorf(op, "texts["+input.Show(key)+"]", nil, input.ErrUnknown, "is not a known key"))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(english)) {
		text, given := texts[key]
		if !given {
			bad = append(bad, input.Missing(op, "texts["+key+"]"))
			continue
		}
		bad = append(bad, checkText(op, key, text, english, parameters))
	}
	if err := errors.Join(bad...); err != nil {
		return Language{}, err
	}
	return Language{maps.Clone(texts)}, nil
}

// checkText refuses a text with something in braces that cannot be filled in.
func checkText(op, key, text string, english map[string]string, parameters []field) error {
	nested := "" // a parameter in a text with which parameters are worded
	_, err := fill(text, func(name string) (string, bool) {
		if strings.Contains(english[key], "{"+name+"}") {
			return "", true
		}
		parameter, unit, counted := strings.Cut(name, " ")
		_, known := english[unit+"/many"]
		if wordsParameters(key) {
			nested = name
		}
		return "", named(parameters, parameter) >= 0 && (known || !counted)
	})
	if err == nil && nested != "" {
		err = input.Errorf(op, "text", text, input.ErrConflict,
			"has %s in braces: parameters are worded with this text, so it could contain itself", input.Show(nested))
	}
	return input.At(err, op, "texts["+key+"]")
}

// wordsParameters reports whether parameters are worded with the text of a key: a number with its unit, a day, a list,
// or the value of a reading.
func wordsParameters(key string) bool {
	group, part, _ := strings.Cut(key, "/")
	return part == "one" || part == "many" || slices.Contains([]string{"date", "month", "list", "value"}, group)
}

// Texts returns a copy of the texts, by their keys.
func (l Language) Texts() map[string]string { return maps.Clone(l.texts) }

// IsZero reports whether l is the zero Language.
func (l Language) IsZero() bool { return l.texts == nil }

// fill replaces the names in braces.
func fill(text string, value func(name string) (string, bool)) (string, error) {
	var b strings.Builder
	rest := text
	for {
		before, after, open := strings.Cut(rest, "{")
		b.WriteString(before)
		if !open {
			return b.String(), nil
		}
		name, behind, closed := strings.Cut(after, "}")
		filled, found := value(name)
		if !closed || !found {
			return "", input.Errorf("policy.NewLanguage", "text", text, input.ErrUnknown,
				"has %s in braces, which is not a known placeholder", input.Show(name))
		}
		b.WriteString(filled)
		rest = behind
	}
}

// speaker is a language with the parameters of one edition.
type speaker struct {
	texts      map[string]string
	fields     []field
	parameters *Parameters
}

func (l Language) of(e Edition) speaker { return speaker{l.texts, fields(), e.read()} }

// text returns the text of a key, filled in with values and with the parameters of the edition.
func (s speaker) text(key string, values map[string]string) string {
	return price.Sure(fill(s.texts[key], func(name string) (string, bool) {
		value, found := values[name]
		if !found {
			parameter, unit, _ := strings.Cut(name, " ")
			value = s.parameter(s.fields[named(s.fields, parameter)], unit) // [NewLanguage] has checked it
		}
		return value, true
	}))
}

// named returns the index of the parameter with that name in an edition file, or -1.
func named(all []field, name string) int {
	return slices.IndexFunc(all, func(f field) bool { return f.name == name })
}

// parameter words the value of a parameter: a number with the word for what it counts, a day as people write it, a
// reading by its meaning, a list with commas.
func (s speaker) parameter(f field, unit string) string {
	switch v := f.at(s.parameters).(type) {
	case *int:
		return s.count(*v, unit)
	case *time.Duration:
		return s.duration(*v)
	case *calendar.Date:
		return s.date(*v)
	}
	switch name, _ := f.choice(s.parameters); {
	case name == "":
		return s.texts["list/none"]
	case len(f.choices()) > 0:
		return s.texts["value/"+f.name+"/"+name]
	default:
		return name
	}
}

func (s speaker) count(n int, unit string) string {
	switch {
	case unit == "":
		return strconv.Itoa(n)
	case n == 1:
		return s.text(unit+"/one", nil)
	}
	return s.text(unit+"/many", map[string]string{"n": strconv.Itoa(n)})
}

// duration words a time in the largest unit of which it is a whole number.
func (s speaker) duration(d time.Duration) string {
	switch {
	case d%time.Hour == 0:
		return s.count(int(d/time.Hour), "hours")
	case d%time.Minute == 0:
		return s.count(int(d/time.Minute), "minutes")
	case d%time.Second == 0:
		return s.count(int(d/time.Second), "seconds")
	}
	return d.String()
}

// date words a day as people write it, such as 2 November 2025.
func (s speaker) date(d calendar.Date) string {
	year, month, day := d.Civil()
	return s.text("date", map[string]string{
		"day": strconv.Itoa(day), "month": s.texts["month/"+strconv.Itoa(int(month))], "year": strconv.Itoa(year),
	})
}

// sentence makes a sentence of advice: a capital letter, and a full stop.
func sentence(advice string) string {
	first, size := utf8.DecodeRuneInString(advice)
	return string(unicode.ToUpper(first)) + advice[size:] + "."
}

// Statement states a rule in this language, with the numbers and readings of an edition: "Early renewal opens 60 days
// before the renewal date, …". It is empty for an unknown rule, the zero Language and the zero Edition.
func (l Language) Statement(ed Edition, id rule.ID) string {
	if ed.IsZero() {
		return ""
	}
	return l.of(ed).text("statement/"+string(id), nil)
}

// Sentence words a decision as a support desk would: whether it can be done, from and through which day, or why not,
// with the numbers of the edition, and what to do instead. The subject is what the question was about, such as a
// product or "Quote Q-17".
//
// The edition must be the one that decided. Errors are another edition, since its numbers may differ; a decision
// without a day or a rule; and a subject that cannot be printed on one line of at most 200 bytes.
func (l Language) Sentence(ed Edition, d Decision, subject string) (string, error) {
	return l.sentence("policy.Language.Sentence", ed, d, subject)
}

func (l Language) sentence(op string, ed Edition, d Decision, subject string) (string, error) {
	bad := []error{ed.decided(op, d), input.Name(op, "subject", subject, maxSubject)}
	if l.IsZero() {
		bad = append(bad, input.Missing(op, "language"))
	}
	if err := errors.Join(bad...); err != nil {
		return "", err
	}
	s, values := l.of(ed), map[string]string{"subject": subject, "rule": string(d.Rule)}
	if first := d.Window.Start(); !first.IsZero() {
		values["first"] = s.date(first)
	}
	if last := d.Window.LastDay(); !last.IsZero() {
		values["last"] = s.date(last)
	}
	id := string(d.Rule)
	if _, found := l.texts[id+"/yes"]; !found {
		id = string(anyRule)
	}
	for _, part := range []string{"yes", "no", "why"} {
		values[part] = s.text(id+"/"+part, values)
	}
	if d.Allowed() {
		values["route"] = s.text("route/"+routeName(d.Route), values)
		return s.text("allowed/"+allowedShape(d.Window), values), nil
	}
	values["remedy"] = ""
	shape := refusedShape(d)
	if shape == "yet" {
		opens := id + "/opens"
		if _, found := l.texts[opens]; !found || !opensBefore(ed, d.Window) {
			opens = "opens"
		}
		values["opens"] = s.text(opens, values)
	}
	if d.Remedy.IsValid() && (shape != "yet" || d.Remedy != WaitForWindow) { // otherwise the first day says it
		values["advice"] = s.text("remedy/"+d.Remedy.text(), nil)
		values["remedy"] = s.text("remedy", values)
	}
	return s.text("refused/"+shape, values), nil
}

const maxSubject = 200 // bytes

// decided refuses a decision that e did not make.
func (e Edition) decided(op string, d Decision) error {
	bad := []error{input.Rule(op, "decision.rule", d.Rule)}
	if d.Asked.IsZero() {
		bad = append(bad, input.Missing(op, "decision.asked"))
	}
	switch {
	case e.IsZero():
		bad = append(bad, input.Missing(op, "edition"))
	case d.Edition != e.Fingerprint():
		bad = append(bad, input.Errorf(op, "decision.edition", d.Edition, input.ErrConflict,
			"must be %s, the edition that was asked", e))
	}
	return errors.Join(bad...)
}
