// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/risk/dependency"
)

// measureParams are the parameters of measures. docs/method.md has their
// names, defaults and ranges.
type measureParams struct {
	dependency dependency.Params
	// loss is the probability that any supplier is lost, nil where none was
	// given, and lossOf that of single suppliers.
	loss   *float64
	lossOf map[string]float64
}

// splitParams takes the parameters of measures from those of rules.
func splitParams(params map[string]string) (m measureParams, rules map[string]string, err error) {
	m = measureParams{dependency: dependency.Default(), lossOf: map[string]float64{}}
	var ds diag.List
	for _, name := range slices.Sorted(maps.Keys(params)) {
		short, ok := strings.CutPrefix(name, result.MeasureParam)
		if !ok {
			if rules == nil {
				rules = map[string]string{}
			}
			rules[name] = params[name]
			continue
		}
		if e := m.set(short, params[name]); e != nil {
			ds.Errorf("measure/param", diag.Position{}, "parameter %s: %v", name, e)
		}
	}
	return m, rules, ds.Err()
}

const lossParam = "importance.p"

func (m *measureParams) set(name, text string) error {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || x < 0 || x > 1 && name != "dependency.cdi3" || math.IsInf(x, 0) {
		most := "between 0 and 1"
		if name == "dependency.cdi3" {
			most = "of 0 or more"
		}
		return fmt.Errorf("%q is not a number %s", text, most)
	}
	switch name {
	case "dependency.cdi1":
		m.dependency.CDI1 = x
	case "dependency.cdi2":
		m.dependency.CDI2 = x
	case "dependency.cdi3":
		m.dependency.CDI3 = x
	case "dependency.cap":
		m.dependency.Cap = &x
	case lossParam:
		m.loss = &x
	default:
		supplier, ok := strings.CutPrefix(name, lossParam+".")
		if !ok || supplier == "" {
			return fmt.Errorf("no measure has it; behind %s there are dependency.cdi1, dependency.cdi2, dependency.cdi3, dependency.cap, %s and %s.SUPPLIER",
				result.MeasureParam, lossParam, lossParam)
		}
		m.lossOf[supplier] = x
	}
	return nil
}

// importance works out what each supplier has to do with the failure of the
// assets, where it was said how likely suppliers are lost.
func (r *run) importance() error {
	p := &r.params
	if p.loss == nil && len(p.lossOf) == 0 {
		return nil
	}
	var ds diag.List
	for _, supplier := range slices.Sorted(maps.Keys(p.lossOf)) {
		if r.g.Party(supplier) == risk.None {
			ds.Errorf("measure/param", diag.Position{}, "parameter %s%s.%s: the system has no supplier %s", result.MeasureParam, lossParam, supplier, supplier)
		}
	}
	if err := ds.Err(); err != nil {
		return err
	}
	rows, err := r.m.Importance(func(supplier string) float64 {
		if x, ok := p.lossOf[supplier]; ok {
			return x
		}
		if p.loss != nil {
			return *p.loss
		}
		return 0
	})
	if err != nil {
		return err
	}
	r.a.Importance = rows
	r.assumeLoss()
	return nil
}

// assumeLoss lists the probabilities among the assumptions: no record states
// them.
func (r *run) assumeLoss() {
	add := func(name string, x float64, why string) {
		r.a.Assumptions = append(r.a.Assumptions, result.Assumption{
			Fact: result.MeasureParam + name, Value: strconv.FormatFloat(x, 'g', -1, 64), Why: why,
		})
	}
	if x := r.params.loss; x != nil {
		add(lossParam, *x, "the probability that a supplier is lost, by itself and independently of the others, was given as a parameter")
	} else {
		add(lossParam, 0, "suppliers without a probability of their own are taken not to be lost")
	}
	for _, supplier := range slices.Sorted(maps.Keys(r.params.lossOf)) {
		add(lossParam+"."+supplier, r.params.lossOf[supplier], "the probability that "+supplier+" is lost, by itself, was given as a parameter")
	}
}
