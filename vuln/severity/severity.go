// SPDX-License-Identifier: Apache-2.0

// Package severity turns the vectors of CVSS into scores and into the one scale
// of words that kedja uses.
package severity

import (
	"fmt"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"
)

// Score returns the base score of a CVSS vector of version 2, 3.0, 3.1 or 4.0,
// from 0 to 10.
func Score(vector string) (float64, error) {
	switch {
	case len(vector) >= 9 && vector[:9] == "CVSS:4.0/":
		v, err := gocvss40.ParseVector(vector)
		if err != nil {
			return 0, fmt.Errorf("CVSS vector %q: %w", vector, err)
		}
		return v.Score(), nil
	case len(vector) >= 9 && vector[:9] == "CVSS:3.1/":
		v, err := gocvss31.ParseVector(vector)
		if err != nil {
			return 0, fmt.Errorf("CVSS vector %q: %w", vector, err)
		}
		return v.BaseScore(), nil
	case len(vector) >= 9 && vector[:9] == "CVSS:3.0/":
		v, err := gocvss30.ParseVector(vector)
		if err != nil {
			return 0, fmt.Errorf("CVSS vector %q: %w", vector, err)
		}
		return v.BaseScore(), nil
	}
	v, err := gocvss20.ParseVector(vector)
	if err != nil {
		return 0, fmt.Errorf("CVSS vector %q: %w", vector, err)
	}
	return v.BaseScore(), nil
}
