// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// Explanation is everything that the records say about who stands behind one
// party.
type Explanation struct {
	Control result.Control `json:"control"` // with integrated shares and path
	// Sure is who controls the party for certain, also where it is open who
	// controls that one in turn, so that Control is not certain.
	Sure     []Sure  `json:"sure"`
	Holdings []Stake `json:"holdings"`
	// Elsewhen are the holders at other times of those parties, from the party
	// up, that have none now.
	Elsewhen    []Tenure      `json:"elsewhen,omitempty"`
	Holds       []Stake       `json:"holds,omitempty"` // what the party itself holds, by what is held
	Significant []Significant `json:"significant"`
	Influence   []Influence   `json:"influence"` // decisive influence on the party
	Open        []Question    `json:"open"`      // what would settle it, the weightiest first
}

// Sure is a party that surely controls the one explained and that nobody
// surely controls in turn.
type Sure struct {
	Controller string `json:"controller"`
	// Under are the stated holders that possibly control it in turn; Unnamed
	// says that somebody may whom no record names as its holder.
	Under   []string `json:"under,omitempty"`
	Unnamed bool     `json:"unnamed,omitempty"`
}

// Stake is one stated holding in the party or in one above it. They stand
// from the party up, as far as they lead.
type Stake struct {
	Holder string          `json:"holder"`
	Party  string          `json:"party"`
	Share  result.Interval `json:"share"`
	Votes  result.Interval `json:"votes"`
	// Assumed says that nobody stated the votes, see [Holdings].
	Assumed bool            `json:"votesAssumed,omitempty"`
	Rights  []string        `json:"rights,omitempty"`
	OnPath  bool            `json:"onPath,omitempty"` // the result rests on it
	At      result.Evidence `json:"at,omitzero"`
	Source  string          `json:"source,omitempty"`
}

// What a [Question] asks for.
const (
	AskOwners      = "owners"            // nobody recorded any owner
	AskUnlisted    = "unlistedHolderMax" // how much a holder outside the list may have
	AskVotes       = "votes"             // a range
	AskEstablished = "established"       // where a controller is established
)

// Question is a fact that is not known and matters for who controls the
// party, or from where.
type Question struct {
	Ask    string `json:"ask"`
	Party  string `json:"party"` // about whom
	Holder string `json:"holder,omitempty"`
	// Known is what is recorded, for unlistedHolderMax and votes; where nobody
	// stated the votes, what the others leave.
	Known   result.Interval `json:"known"`
	Assumed bool            `json:"votesAssumed,omitempty"` // nobody stated the votes
	// Alone says that the answer settles control by itself: for an open list
	// when it turns out to be complete, for a range wherever it ends.
	Alone bool            `json:"alone"`
	At    result.Evidence `json:"at,omitzero"`
}

// maxQuestions caps how many open facts are weighed, the nearest first: each
// asks for the control of the whole part above the party anew.
const maxQuestions = 64

// Explain says who controls one party of the input, by which holdings, who
// else matters, and what would settle what is not known. The threshold of
// significant holdings is that of [SignificantHoldings]. Of a party that is
// named as a holder only, it says what it holds. False says that the input
// does not name the party.
func Explain(in Input, party string, threshold float64) (Explanation, diag.List, bool) {
	holds := holds(in, party)
	in = Above(in, party)
	if !isNamed(in, party) {
		if len(holds) == 0 {
			return Explanation{}, nil, false
		}
		in.Parties = append(in.Parties, Party{ID: party}) // known as a holder only
	}
	rows, diags := Control(in)
	e := Explanation{Control: find(rows, party), Holds: holds}
	shares, more := IntegratedIn(in, party)
	e.Control.Integrated = shares
	e.Sure = surely(in, party)
	e.Holdings = stakes(in, e.Control.Path)
	e.Elsewhen = bereft(in)
	for _, s := range SignificantHoldings(in, threshold) {
		if s.Party == party {
			e.Significant = append(e.Significant, s)
		}
	}
	for _, x := range Decisive(in) {
		if x.Party == party {
			e.Influence = append(e.Influence, x)
		}
	}
	e.Open = open(in, e.Control)
	diags = append(diags, more...)
	diags.Sort()
	return e, diags, true
}

func isNamed(in Input, party string) bool {
	return len(in.Holdings) > 0 || len(in.Rights) > 0 || slices.ContainsFunc(in.Parties, func(p Party) bool { return p.ID == party })
}

func find(rows []result.Control, party string) result.Control {
	i := slices.IndexFunc(rows, func(c result.Control) bool { return c.Party == party })
	if i < 0 { // only rights are recorded
		return result.Control{Party: party, Kind: NotEstablished}
	}
	return rows[i]
}

// stakes are the holdings in the order in which they are met from the party
// up, those of one party by votes.
func stakes(in Input, path []result.PathStep) []Stake {
	on := map[[2]string]bool{}
	for _, s := range path {
		on[[2]string{s.Holder, s.Party}] = true
	}
	rank := map[string]int{}
	var out []Stake
	for _, h := range in.Holdings { // as Above meets them
		if _, ok := rank[h.Party]; !ok {
			rank[h.Party] = len(rank)
		}
		out = append(out, Stake{h.Holder, h.Party, h.Share, h.Votes, h.Assumed, h.Rights, on[[2]string{h.Holder, h.Party}], h.At, h.Source})
	}
	slices.SortStableFunc(out, func(x, y Stake) int {
		return cmp.Or(cmp.Compare(rank[x.Party], rank[y.Party]), cmp.Compare(y.Votes.Lo, x.Votes.Lo), cmp.Compare(y.Votes.Hi, x.Votes.Hi), cmp.Compare(x.Holder, y.Holder))
	})
	return out
}

// open lists what is not known and matters.
func open(in Input, c result.Control) []Question {
	var out []Question
	if !c.Certain {
		out = weigh(in, c.Party)
	}
	for _, id := range c.Controllers {
		p := recorded(in, id)
		if newNode(p).country == "" {
			out = append(out, Question{Ask: AskEstablished, Party: id})
		}
	}
	return out
}

// recorded is the party as the input has it, one of which nothing is known
// where it does not.
func recorded(in Input, id string) Party {
	if i := slices.IndexFunc(in.Parties, func(p Party) bool { return p.ID == id }); i >= 0 {
		return in.Parties[i]
	}
	return Party{ID: id}
}

// weigh keeps the open facts that matter: those that settle control alone,
// and those without which it stays open when all others are answered.
func weigh(in Input, party string) []Question {
	asked := candidates(in, party)
	certain := func(answered func(k int) bool, upper bool) bool {
		rows, _ := Control(answer(in, asked, answered, upper))
		return find(rows, party).Certain
	}
	var out []Question
	for k, q := range asked {
		q.Alone = true
		stays := false
		for _, upper := range []bool{false, true} {
			q.Alone = q.Alone && certain(func(i int) bool { return i == k }, upper)
			stays = stays || !certain(func(i int) bool { return i != k }, upper)
		}
		if q.Alone || stays {
			out = append(out, q)
		}
	}
	slices.SortStableFunc(out, func(x, y Question) int {
		if x.Alone == y.Alone {
			return 0
		}
		if x.Alone {
			return -1
		}
		return 1
	})
	return out
}

// candidates are the open facts from the party up, nearest first.
func candidates(in Input, party string) []Question {
	var out []Question
	seen := map[string]bool{}
	visit := func(id string) {
		if seen[id] {
			return
		}
		seen[id] = true
		p := recorded(in, id)
		n := newNode(p)
		if n.root {
			return
		}
		held := false
		for _, h := range in.Holdings {
			if h.Party != id {
				continue
			}
			if !held && n.unlisted > 0 {
				out = append(out, Question{Ask: AskUnlisted, Party: id, Known: result.Interval{Lo: 0, Hi: n.unlisted}, At: h.At})
			}
			held = true
			if v := unit(h.Votes); v.Lo < v.Hi {
				out = append(out, Question{Ask: AskVotes, Party: id, Holder: h.Holder, Known: v, Assumed: h.Assumed && h.Votes != h.Share, At: h.At})
			}
		}
		if !held && n.unlisted > 0 {
			out = append(out, Question{Ask: AskOwners, Party: id, Known: result.Interval{Lo: 0, Hi: n.unlisted}})
		}
	}
	visit(party)
	for _, h := range in.Holdings {
		visit(h.Party)
	}
	for _, h := range in.Holdings {
		visit(h.Holder)
	}
	return out[:min(len(out), maxQuestions)]
}

// answer makes the input in which the questions chosen are answered: open
// lists are complete, ranges have come to their lower or upper ends.
func answer(in Input, asked []Question, chosen func(k int) bool, upper bool) Input {
	out := Input{Turnout: in.Turnout, Parties: slices.Clone(in.Parties), Holdings: slices.Clone(in.Holdings)}
	for k, q := range asked {
		if !chosen(k) {
			continue
		}
		if q.Ask == AskVotes {
			end(out.Holdings, q, upper)
			continue
		}
		none := 0.0
		at := slices.IndexFunc(out.Parties, func(p Party) bool { return p.ID == q.Party })
		if at < 0 {
			at = len(out.Parties)
			out.Parties = append(out.Parties, Party{ID: q.Party})
		}
		out.Parties[at].UnlistedMax = &none
	}
	return out
}

// end narrows a range to one of its ends, as far as the others leave room.
func end(holdings []Holding, q Question, upper bool) {
	others := 0.0
	for _, h := range holdings {
		if h.Party == q.Party && h.Holder != q.Holder {
			others += unit(h.Votes).Lo
		}
	}
	for i, h := range holdings {
		if h.Party != q.Party || h.Holder != q.Holder {
			continue
		}
		v := unit(h.Votes)
		x := v.Lo
		if upper {
			x = max(v.Lo, min(v.Hi, 1-others))
		}
		holdings[i].Votes = result.Exactly(x)
	}
}
