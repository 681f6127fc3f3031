// SPDX-License-Identifier: Apache-2.0

package supplier

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Rights of an owner, the vocabulary of [Owner].Rights. The first four confer
// decisive influence wherever they are documented (Regulation (EC) 139/2004,
// art. 3(2)); the others may, and count as possible influence. A veto can say
// over what: "veto-" and any word, as veto-budget.
const (
	// RightBoardMajority is to appoint or remove most of the board.
	RightBoardMajority = "board-majority"
	// RightVeto is a veto over strategy, budget, business plan or top
	// management; control is joint then.
	RightVeto = "veto"
	// RightGoldenShare is a special share with such rights. As a
	// [StateLink].Kind it is one of a state.
	RightGoldenShare = "golden-share"
	// RightControlContract is a contract that subordinates the party.
	RightControlContract = "control-contract"
	// RightBoard is seats on the board that are not known to be most of it.
	// As a [StateLink].Kind they are a state's.
	RightBoard = "board"
	// RightArticles is control through the rules or articles of the company.
	RightArticles = "control-by-articles"
	// RightLaw is control by the law under which the party exists.
	RightLaw = "control-by-law"
	// RightInfluence is influence or control of another, unnamed sort.
	RightInfluence = "other-influence-or-control"
)

const vetoOver = RightVeto + "-"

// Rights lists the vocabulary; the first four are decisive.
func Rights() []string {
	return []string{RightBoardMajority, RightVeto, RightGoldenShare, RightControlContract, RightBoard, RightArticles, RightLaw, RightInfluence}
}

// IsVeto reports whether the right is a veto, over whatever.
func IsVeto(right string) bool {
	return right == RightVeto || len(right) > len(vetoOver) && strings.HasPrefix(right, vetoOver)
}

// IsDecisive reports whether the right confers decisive influence wherever it
// is documented. Any other right may.
func IsDecisive(right string) bool { return IsVeto(right) || slices.Contains(Rights()[:4], right) }

// right warns of a word that is not in the vocabulary: it would count as
// influence that is only possible, whatever is meant.
func (c recordChecker) right(pointer, right string) {
	if IsVeto(right) || slices.Contains(Rights(), right) {
		return
	}
	remedy := "write the one that fits; as it is, it counts as influence that is possible, not certain"
	if s := meantRight(right); s != "" {
		remedy = "did you mean " + s + "?"
	}
	c.ds.Add(diag.Diagnostic{
		Severity: diag.Warning, Code: "supplier/unknown-right", Position: c.at.At(pointer),
		Message: fmt.Sprintf("the right %.80q is not one of %s (%sbudget and the like too)", right, strings.Join(Rights(), ", "), vetoOver),
		Remedy:  remedy,
	})
}

// meantRight is the right that was probably meant, "" where none comes near.
func meantRight(right string) string {
	folded := strings.ToLower(strings.Join(strings.FieldsFunc(right, func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), "-"))
	if IsVeto(folded) {
		return folded
	}
	return diag.Closest(folded, Rights())
}
