package calendar

import (
	"database/sql/driver"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// String returns the term, the anchor and the covered period, as "annual 2024-06-10 2024-06-10/2025-06-10", and "no
// service" for the zero Service.
func (s Service) String() string {
	if s.IsZero() {
		return "no service"
	}
	return string(s.append(nil))
}

func (s Service) append(b []byte) []byte {
	b = append(b, s.term.String()...)
	b = append(b, ' ')
	b = s.Anchor().append(b)
	b = append(b, ' ')
	return s.covered.append(b)
}

// AppendText appends what String returns, but nothing for the zero Service. It never fails.
func (s Service) AppendText(b []byte) ([]byte, error) {
	if s.IsZero() {
		return b, nil
	}
	return s.append(b), nil
}

// MarshalText returns what String does, but no text for the zero Service. It never fails.
func (s Service) MarshalText() ([]byte, error) {
	return s.AppendText(make([]byte, 0, len("three-year "+dateLayout+" "+dateLayout+"/"+dateLayout)))
}

// UnmarshalText reads what MarshalText writes, and checks it as [NewService] does; no text is the zero Service.
func (s *Service) UnmarshalText(text []byte) error {
	return s.read("calendar.Service.UnmarshalText", string(text))
}

func (s *Service) read(op, text string) error {
	var read Service
	if text != "" {
		var err error
		if read, err = parseService(op, text); err != nil {
			return err
		}
	}
	*s = read
	return nil
}

func parseService(op, text string) (Service, error) {
	name, rest, _ := strings.Cut(text, " ")
	anchorText, coveredText, ok := strings.Cut(rest, " ")
	if !ok {
		return Service{}, input.Errorf(op, "service", text, input.ErrSyntax, "is not a term, an anchor and a period")
	}
	term, err := ParseTerm(name)
	if err != nil {
		return Service{}, input.At(err, op, "term")
	}
	anchor, err := ParseDate(anchorText)
	if err != nil {
		return Service{}, input.At(err, op, "anchor")
	}
	covered, err := ParsePeriod(coveredText)
	if err != nil {
		return Service{}, input.At(err, op, "covered")
	}
	service, err := NewService(term, anchor, covered)
	return service, input.At(err, op, "service")
}

// UnmarshalJSON reads a string as [Service.UnmarshalText] does; a null is the zero Service. Anything else is an error.
func (s *Service) UnmarshalJSON(data []byte) error {
	const op = "calendar.Service.UnmarshalJSON"
	text, err := jsonText(op, "service", data)
	if err != nil {
		return err
	}
	return s.read(op, text)
}

// Scan reads a service from a database: text as [Service.UnmarshalText] does, and NULL as the zero Service. It
// implements [database/sql.Scanner].
func (s *Service) Scan(src any) error {
	const op = "calendar.Service.Scan"
	text, err := input.Column(op, "service", src)
	if err != nil {
		return err
	}
	return s.read(op, text)
}

// Value stores a service as text, and the zero Service as NULL. It implements [driver.Valuer].
func (s Service) Value() (driver.Value, error) {
	if s.IsZero() {
		return nil, nil
	}
	return s.String(), nil
}
