// SPDX-License-Identifier: Apache-2.0

// Package severity turns the vectors of CVSS into scores, and scores and the
// words of databases into the one scale that kedja uses: none, low, moderate,
// high, critical, and the empty word for what nobody stated.
//
// A vector is read as it is found: with or without its prefix, in any case and
// order, with a slash or a bracket too many. What is not a vector is an error,
// never a score of 0.
package severity

import (
	"cmp"
	"errors"
	"fmt"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"
)

// Score returns the score of a CVSS vector of version 2.0, 3.0, 3.1 or 4.0,
// from 0 to 10.
//
// For 2.0 and 3.x it is the base score: temporal and environmental metrics are
// checked and do not count. Version 4.0 has one formula for all metrics and
// names the result after those that are stated (CVSS-B, CVSS-BT, CVSS-BTE: its
// specification, section 1.3), so there the whole vector counts. That is what
// osv-scanner shows.
//
// A vector without prefix is of version 4.0 when it has VC, 2.0 when it has Au,
// else 3.1: the base formulas of 3.0 and 3.1 differ in how they round alone.
func Score(vector string) (float64, error) {
	v, err := parse(vector)
	if err != nil {
		return 0, err
	}
	score, err := v.score()
	if err != nil {
		return 0, fmt.Errorf("CVSS vector %q: %w", shorten(vector), err)
	}
	return score, nil
}

// Normal returns the vector as its specification writes it: with the prefix
// (version 2.0 has none), in the order of the specification.
func Normal(vector string) (string, error) {
	v, err := parse(vector)
	if err != nil {
		return "", err
	}
	return v.String(), nil
}

// score asks the library, which takes vectors in the order and case of the
// specifications only.
func (v vector) score() (float64, error) {
	switch v.version {
	case "2.0":
		c, err := gocvss20.ParseVector(v.base())
		if err != nil {
			return 0, err
		}
		return c.BaseScore(), nil
	case "3.0":
		c, err := gocvss30.ParseVector(v.base())
		if err != nil {
			return 0, err
		}
		return c.BaseScore(), nil
	case "3.1":
		c, err := gocvss31.ParseVector(v.base())
		if err != nil {
			return 0, err
		}
		return c.BaseScore(), nil
	}
	c, err := gocvss40.ParseVector(v.String())
	if err != nil {
		return 0, err
	}
	return c.Score(), nil
}

// Rating is a score and what it was computed from.
type Rating struct {
	Score   float64 // 0 to 10
	Vector  string  // as given; empty: there was none that could be scored
	Version string  // of CVSS: 2.0, 3.0, 3.1 or 4.0
}

// Highest returns the rating of a record that has several vectors: the highest
// score, as osv-scanner shows, and among equal scores the newest version of
// CVSS, then the first. osv-scanner gives up a record when one vector is
// broken; here the others count, and the error names the broken ones.
func Highest(vectors ...string) (Rating, error) {
	var best Rating
	var errs []error
	for _, text := range vectors {
		v, err := parse(text)
		var score float64
		if err == nil {
			score, err = v.score()
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		// Versions have one digit before and after the dot: they sort as text.
		if best.Vector == "" || cmp.Or(cmp.Compare(score, best.Score), cmp.Compare(v.version, best.Version)) > 0 {
			best = Rating{Score: score, Vector: text, Version: v.version}
		}
	}
	return best, errors.Join(errs...)
}
