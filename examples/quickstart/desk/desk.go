// Package desk is the program of examples/quickstart: it reads a portfolio of subscriptions and prints, for a day, what
// needs attention first, which invoices are due, where each subscription stands, and the best day on which all could
// renew together; and when asked, all about one of them or about all, for people or for machines. A mistake in the file
// is named by file, entry, field and value; then nothing else is printed or written, and the exit status is 1.
package desk

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

//go:embed portfolio.json
var ownPortfolio []byte

// Run is the whole program: it takes the arguments after the program's name, prints the report to out, and usage and
// mistakes to problems. A program without a writer of calendars passes nil, and answers -ics with the command that has
// one. It returns the exit status: 0, 1 for a mistake in a file or a value, 2 for wrong flags.
func Run(args []string, out, problems io.Writer, write CalendarWriter) int {
	err := run(args, out, problems, write)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if !errors.Is(err, errUsage) {
		_, _ = fmt.Fprintln(problems, err) // there is no other place to report it
	}
	if errors.Is(err, errUsage) || errors.Is(err, errNoCalendar) {
		return 2
	}
	return 1
}

// errUsage is returned if the flags are wrong, after the usage has been printed.
var errUsage = errors.New("usage")

// run writes to out only when everything has been read and worked out.
func run(args []string, out, usage io.Writer, calendars CalendarWriter) error {
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(usage)
	var on calendar.Date
	flags.TextVar(&on, "on", calendar.MustParseDate("2025-05-12"),
		"the `day` to report on, YYYY-MM-DD; every day is answered under Europe2024")
	file := flags.String("portfolio", "", "the `file` to read; the example's own without it")
	zoneName := flags.String("zone", "Europe/Brussels", "the `zone` in which the subscriptions were bought")
	id := flags.String("id", "", "print all about the subscription with this `ID`")
	all := flags.Bool("all", false, "print all about every subscription, and the steps and invoices of the plan")
	asJSON := flags.Bool("json", false, "print everything as JSON")
	icsFile := flags.String("ics", "", "also write the days that matter as a calendar to this `file`")
	ublDir := flags.String("ubl", "", "also write the invoices of the plan to this `folder`, as e-invoices")
	parties := flags.String("parties", "",
		"the `file` with the parties of the e-invoices; the example's own without it")
	svgFile := flags.String("svg", "", "also write the timeline as a picture to this `file`")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return errUsage
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case *icsFile != "" && calendars == nil:
		return errNoCalendar
	case on.AddDays(eventsAhead).IsZero():
		return fmt.Errorf("-on %s: the calendar ends less than %d days after it", on, eventsAhead)
	}
	zone, err := time.LoadLocation(*zoneName)
	if err != nil {
		return fmt.Errorf("-zone: %w", err)
	}
	name := cmp.Or(*file, "portfolio.json")
	data, err := readFile(*file, ownPortfolio)
	if err != nil {
		return fmt.Errorf("-portfolio: %w", err)
	}
	ed := policy.Europe2024() // by later editions paying by invoice depends on a segment, which the file does not have
	owned, err := readPortfolio(name, data, ed)
	if err != nil {
		return err
	}
	report, err := newReport(ed, owned, on, zone)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if *id != "" && report.find(*id).ID == "" {
		return fmt.Errorf("-id %s: is not in %s", *id, name)
	}
	err = writeAlso(
		also{"-svg", *svgFile, func(to string) error { return draw(to, owned, report) }},
		also{"-ics", *icsFile, func(to string) error { return writeCalendar(to, owned, report, zone, calendars) }},
		also{"-ubl", *ublDir, func(to string) error { return writeUBL(to, *parties, report.Plan) }},
	)
	if err != nil {
		return err
	}
	return write(out, report, *id, *all, *asJSON)
}

// also is a flag that names a file or folder to be written, "" if it is not given.
type also struct {
	flag, to string
	write    func(to string) error
}

func writeAlso(list ...also) error {
	for _, a := range list {
		if a.to == "" {
			continue
		}
		if err := a.write(a.to); err != nil {
			return fmt.Errorf("%s: %w", a.flag, err)
		}
	}
	return nil
}

// maxFile is the largest size of a portfolio in bytes; a larger one is refused unread.
const maxFile = 16 << 20

// readFile reads a file; without a name it returns the example's own.
func readFile(name string, own []byte) (data []byte, err error) {
	if name == "" {
		return own, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if data, err = io.ReadAll(io.LimitReader(file, maxFile+1)); err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is larger than %d bytes", name, maxFile)
	}
	return data, err
}

func draw(name string, owned portfolio, r Report) error {
	p, err := newPicture(owned, r)
	if err != nil {
		return err
	}
	return replaceFile(name, p.svg())
}

func write(out io.Writer, r Report, id string, all, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(r)
	}
	var page bytes.Buffer
	r.print(&page, id, all)
	_, err := page.WriteTo(out)
	return err
}
