package policy_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func day(text string) calendar.Date { return calendar.MustParseDate(text) }

func between(start, end string) calendar.Period {
	return calendar.Since(day(start)).Intersect(calendar.Until(day(end)))
}

func renewal(asked string) policy.Decision {
	return renewalIn(asked, between("2025-03-12", "2025-06-10"))
}

// renewalIn is a decision on a renewal, with the route of a yes or the remedy of a no.
func renewalIn(asked string, window calendar.Period) policy.Decision {
	d := policy.Decision{
		Rule: rule.RenewalWindow, Asked: day(asked), Window: window, Edition: policy.Europe2024().Fingerprint(),
	}
	if d.Allowed() {
		d.Route = policy.SelfService
	} else {
		d.Remedy = policy.WaitForWindow
	}
	return d
}

func TestDecisionIsItsWindow(t *testing.T) {
	for asked, want := range map[string]bool{
		"2025-03-11": false, "2025-03-12": true, "2025-06-09": true,
		"2025-06-10": false,
	} {
		t.Run(asked, func(t *testing.T) {
			d := renewal(asked)
			if d.Allowed() != want {
				t.Errorf("%s: %v", asked, d)
			}
			err := d.Err()
			var refusal *policy.Refusal
			if want {
				if err != nil {
					t.Errorf("%s: %v", asked, err)
				}
				return
			}
			if !errors.As(fmt.Errorf("cannot renew: %w", err), &refusal) || refusal.Decision != d ||
				err.Error() != d.String() {
				t.Errorf("%s: %v", asked, err)
			}
		})
	}
}

func TestZeroDecisionRefuses(t *testing.T) {
	var d policy.Decision
	if d.Allowed() || d.Err() == nil || d != (policy.Decision{}) {
		t.Errorf("got %v", d)
	}
	if got := d.String(); got != "refused on no date by no rule (on no day)" {
		t.Error(got)
	}
	if got := d.Explain(); got != d.String()+"." {
		t.Error(got)
	}
	// A window that is open on both sides does not allow a question without a day.
	d.Window = calendar.Always()
	if d.Allowed() {
		t.Error("no date is allowed")
	}
}

func TestDecisionInOneLine(t *testing.T) {
	windows := []struct {
		window calendar.Period
		says   string
	}{
		{calendar.Period{}, "refused on 2025-05-12 by refund.long (on no day)"},
		{calendar.Always(), "allowed on 2025-05-12 by refund.long (on any day)"},
		{calendar.Since(day("2025-05-12")), "allowed on 2025-05-12 by refund.long (from 2025-05-12 on)"},
		{calendar.Until(day("2025-05-12")), "refused on 2025-05-12 by refund.long (through 2025-05-11)"},
		{between("2025-05-12", "2025-05-13"), "allowed on 2025-05-12 by refund.long (on 2025-05-12 only)"},
		{between("2025-05-01", "2025-05-31"), "allowed on 2025-05-12 by refund.long (2025-05-01 through 2025-05-30)"},
	}
	for _, test := range windows {
		t.Run(test.says, func(t *testing.T) {
			d := policy.Decision{Rule: rule.RefundLong, Asked: day("2025-05-12"), Window: test.window}
			if got := d.String(); got != test.says {
				t.Errorf("got  %s\nwant %s", got, test.says)
			}
		})
	}
	for asked, says := range map[string]string{
		"2025-05-12": "allowed on 2025-05-12 by renewal.window (2025-03-12 through 2025-06-09): self-service",
		"2025-01-02": "refused on 2025-01-02 by renewal.window (2025-03-12 through 2025-06-09): " +
			"wait for the window to open",
	} {
		t.Run(asked, func(t *testing.T) {
			if got := renewal(asked).String(); got != says {
				t.Errorf("got  %s\nwant %s", got, says)
			}
		})
	}
}

func TestDecisionExplained(t *testing.T) {
	want := "refused on 2025-01-02 by renewal.window (2025-03-12 through 2025-06-09): wait for the window to open.\n" +
		"Early renewal opens a published number of days before the renewal date, " +
		"through a partner or the account, and ends at the renewal date.\n" +
		`Source (quoted, reading): Autodesk, "Hulp bij kopen" (Belgium, in Dutch), "Abonnementen verlengen".`
	if got := renewal("2025-01-02").Explain(); got != want {
		t.Errorf("got\n%s", got)
	}
	want = strings.Replace(want, "a published number of days", "90 days", 1) +
		"\n“Vroege verlenging is mogelijk 90 dagen voor de verlengingsdatum beschikbaar " +
		"via uw partner of in uw Autodesk-account”"
	if got, err := policy.Europe2024().Explain(renewal("2025-01-02")); err != nil || got != want {
		t.Errorf("got\n%s, %v", got, err)
	}
	quoted := policy.Decision{Rule: rule.RenewalCanceledFinal, Asked: day("2025-01-02")}
	quote := "\n“Geannuleerde abonnementen kunnen niet worden verlengd of opnieuw worden geactiveerd.”"
	if got := quoted.Explain(); !strings.HasSuffix(got, quote) {
		t.Errorf("got\n%s", got)
	}
	silent := policy.Decision{Rule: rule.CotermMonthly, Asked: day("2025-01-02")}
	if got := silent.Explain(); strings.Contains(got, "“") || !strings.HasSuffix(got, "silent.") {
		t.Errorf("got\n%s", got)
	}
}

func TestDecisionJSON(t *testing.T) {
	edition := policy.Europe2024().Fingerprint().String()
	refused := policy.Decision{Rule: rule.CotermMonthly, Asked: day("2025-05-12")}
	for want, d := range map[string]policy.Decision{
		`{"allowed":true,"rule":"renewal.window","asked":"2025-05-12",` +
			`"window":{"firstDay":"2025-03-12","lastDay":"2025-06-09"},"route":"self-service",` +
			`"edition":"` + edition + `"}`: renewal("2025-05-12"),
		`{"allowed":false,"rule":"renewal.window","asked":"2025-01-02",` +
			`"window":{"firstDay":"2025-03-12","lastDay":"2025-06-09"},"remedy":"wait-for-window",` +
			`"edition":"` + edition + `"}`: renewal("2025-01-02"),
		`{"allowed":false,"rule":"coterm.monthly","asked":"2025-05-12","edition":""}`: refused,
		`{"allowed":false,"rule":"","asked":"","edition":""}`:                         {},
	} {
		t.Run("as "+d.String(), func(t *testing.T) {
			text, err := json.Marshal(d)
			if err != nil || string(text) != want {
				t.Errorf("got  %s, %v\nwant %s", text, err, want)
			}
			var read policy.Decision
			if err := json.Unmarshal(text, &read); err != nil || read != d {
				t.Errorf("%s is read back as %v, %v", text, read, err)
			}
		})
	}
	// A value without a name is not written.
	if text, err := json.Marshal(policy.Decision{Remedy: 255}); err == nil {
		t.Errorf("a remedy without a name is written as %s", text)
	}
}

func TestDecisionJSON_Refused(t *testing.T) {
	full := renewal("2025-05-12")
	edition := full.Edition.String()
	const march = `"window":{"firstDay":"2025-03-12","lastDay":"2025-06-09"}`
	for bad, sentinel := range map[string]error{
		`{"allowed":true,"rule":"renewal.window","asked":"2025-07-12",` + march +
			`,"edition":""}`: billingrules.ErrConflict,
		`{"allowed":false,"rule":"renewal.window","asked":"2025-05-12",` + march +
			`,"edition":""}`: billingrules.ErrConflict,
		`{"allowed":true,"rule":"renewal.window","asked":"2025-05-12",` + march +
			`,"edition":""}`: billingrules.ErrMissing,
		`{"allowed":true,"rule":"renewal.window","asked":"2025-05-12",` + march +
			`,"remedy":"wait-for-window","edition":"` + edition + `"}`: billingrules.ErrConflict,
		`{"allowed":false,"rule":"renewal.window","asked":"2025-07-12",` + march +
			`,"route":"self-service","edition":"` + edition + `"}`: billingrules.ErrConflict,
		`{"asked":"2025-02-30"}`:                                        billingrules.ErrRange,
		`{"window":"2025-02-01"}`:                                       billingrules.ErrSyntax,
		`{"window":{"firstDay":"2025-02-02","lastDay":"2025-02-01"}}`:   billingrules.ErrConflict,
		`{"window":{"lastDay":"9999-12-31"}}`:                           billingrules.ErrRange,
		`{"window":{"lastday":"2025-02-01","LastDay":"2025-02-01"}}`:    billingrules.ErrConflict,
		`{"window":{"first":"2025-02-01"}}`:                             billingrules.ErrUnknown,
		`{"remedies":"buy-new"}`:                                        billingrules.ErrUnknown,
		`{"rule":"x","rule":"y"}`:                                       billingrules.ErrConflict,
		`{"route":"by post"}`:                                           billingrules.ErrUnknown,
		`{"remedy":"pray"}`:                                             billingrules.ErrUnknown,
		`{"edition":"Europe2024"}`:                                      billingrules.ErrSyntax,
		`null`:                                                          billingrules.ErrMissing,
		`{}`:                                                            billingrules.ErrMissing,
		`{"asked":"2025-05-12","edition":""}`:                           billingrules.ErrMissing,
		`{"rule":"renewal.window","edition":""}`:                        billingrules.ErrMissing,
		`{"rule":"renewal.window","asked":"2025-05-12"}`:                billingrules.ErrMissing,
		`{"rule":null,"asked":"2025-05-12","edition":""}`:               billingrules.ErrMissing,
		`{"allowed":false,"rule":"","asked":"2025-05-12","edition":""}`: billingrules.ErrMissing,
		`{"allowed":false,"rule":"renewal.windox","asked":"2025-05-12","edition":""}`: billingrules.ErrUnknown,
		`{"allowed":false,"rule":"a b ","asked":"","edition":""}`:                     billingrules.ErrUnknown,
	} {
		t.Run(bad, func(t *testing.T) {
			read := full
			if err := json.Unmarshal([]byte(bad), &read); !errors.Is(err, sentinel) || read != full {
				t.Errorf("%s: %v, read %v", bad, err, read)
			}
		})
	}
}

// Every shape of a window reads back equal, and says its days as people do.
func TestDecisionJSON_Window(t *testing.T) {
	first, last := calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31")
	for _, test := range []struct {
		name   string
		window calendar.Period
		says   string // "" for no window
	}{
		{"never", calendar.Period{}, ""},
		{"always", calendar.Always(), `{}`},
		{"from a day on", calendar.Since(day("2025-03-12")), `{"firstDay":"2025-03-12"}`},
		{"up to a day", calendar.Until(day("2025-06-10")), `{"lastDay":"2025-06-09"}`},
		{"a run of days", between("2025-03-12", "2025-06-10"), `{"firstDay":"2025-03-12","lastDay":"2025-06-09"}`},
		{"one day", between("2025-06-09", "2025-06-10"), `{"firstDay":"2025-06-09","lastDay":"2025-06-09"}`},
		{"the first day of all", calendar.Until(first.AddDays(1)), `{"lastDay":"0001-01-01"}`},
		{"the last day of all", calendar.Since(last), `{"firstDay":"9999-12-31"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, asked := range []string{"2025-03-11", "2025-03-12", "2025-06-09", "2025-06-10"} {
				d := renewalIn(asked, test.window)
				text, err := json.Marshal(d)
				if err != nil {
					t.Fatal(err)
				}
				var keys map[string]json.RawMessage
				if err := json.Unmarshal(text, &keys); err != nil || string(keys["window"]) != test.says {
					t.Errorf("%s, %v", text, err)
				}
				var read policy.Decision
				if err := json.Unmarshal(text, &read); err != nil || read != d {
					t.Errorf("%s is read back as %v, %v", text, read, err)
				}
			}
		})
	}
}

func TestDecisionInALog(t *testing.T) {
	var text, structured bytes.Buffer
	noTime := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	edition := policy.Europe2024().Fingerprint().String()
	slog.New(slog.NewTextHandler(&text, noTime)).Info("asked", "renew", renewal("2025-05-12"))
	want := "level=INFO msg=asked renew.allowed=true renew.rule=renewal.window renew.asked=2025-05-12 " +
		"renew.window=2025-03-12/2025-06-10 renew.route=self-service " +
		"renew.edition=" + edition + "\n"
	if text.String() != want {
		t.Errorf("got  %swant %s", &text, want)
	}
	text.Reset()
	slog.New(slog.NewTextHandler(&text, noTime)).Info("asked", "renew", renewal("2025-01-02"))
	if !strings.Contains(text.String(), " renew.remedy=wait-for-window renew.edition=") {
		t.Errorf("got %s", &text)
	}
	slog.New(slog.NewJSONHandler(&structured, noTime)).Info("asked", "renew",
		policy.Decision{Rule: rule.CotermMonthly, Asked: day("2025-05-12")})
	want = `{"level":"INFO","msg":"asked","renew":{"allowed":false,"rule":"coterm.monthly","asked":"2025-05-12",` +
		`"window":"never","edition":"00000000000000000000000000000000"}}` + "\n"
	if structured.String() != want {
		t.Errorf("got  %swant %s", &structured, want)
	}
}

func TestInputErrors(t *testing.T) {
	_, one := calendar.ParseDate("2025-02-30")
	_, two := policy.EditionOn("Asia", calendar.MustParseDate("2025-06-09"))
	joined := errors.Join(one, errors.New("something else"), fmt.Errorf("wrapped: %w", errors.Join(two, one)))
	var ops []string
	for _, e := range billingrules.InputErrors(joined) {
		ops = append(ops, e.Op)
	}
	if got := strings.Join(ops, " "); got != "calendar.ParseDate policy.EditionOn calendar.ParseDate" {
		t.Error(got)
	}
	if billingrules.InputErrors(nil) != nil || billingrules.InputErrors(errors.New("something else")) != nil {
		t.Error("errors were made up")
	}
	var e *billingrules.InputError
	if !errors.As(two, &e) || e.Field != "region" || e.Value != `"Asia"` || !errors.Is(e.Err, billingrules.ErrUnknown) {
		t.Errorf("got %+v", e)
	}
}
